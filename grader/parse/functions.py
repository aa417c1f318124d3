"""The functions an answer may use, and the ways they are spelt."""

from __future__ import annotations

_ONE = (1, 1)
_MANY = (1, 60)

# canonical name -> how many arguments it takes, least and most
ARITY: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("sin", "cos", "tan", "cot", "sec", "csc"), _ONE),
    **dict.fromkeys(("arcsin", "arccos", "arctan", "arccot", "arcsec", "arccsc"), _ONE),
    **dict.fromkeys(("sinh", "cosh", "tanh", "coth", "sech", "csch"), _ONE),
    **dict.fromkeys(("arsinh", "arcosh", "artanh", "arcoth", "arsech", "arcsch"), _ONE),
    **dict.fromkeys(("exp", "ln", "sqrt", "abs", "norm", "sign", "floor", "ceil"), _ONE),
    **dict.fromkeys(
        ("factorial", "gamma", "erf", "erfc", "sigmoid", "relu", "re", "im", "conj"), _ONE
    ),
    **dict.fromkeys(("arg", "det", "trace", "rank", "transpose", "inverse", "diag"), _ONE),
    **dict.fromkeys(("max", "min", "gcd", "lcm"), _MANY),
    **dict.fromkeys(("binomial", "mod", "dot", "cross", "root", "beta"), (2, 2)),
    "log": (1, 2),
    "atan2": (2, 2),
}

ALIASES: dict[str, str] = {
    **{f"a{short}": f"arc{short}" for short in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{f"a{short}": f"ar{short}" for short in ("sinh", "cosh", "tanh", "coth", "sech")},
    **{f"arc{short}": f"ar{short}" for short in ("sinh", "cosh", "tanh", "coth", "sech")},
    "acsch": "arcsch",
    "tg": "tan",
    "ctg": "cot",
    "cotg": "cot",
    "cosec": "csc",
    "arctg": "arctan",
    "arcctg": "arccot",
    "sh": "sinh",
    "ch": "cosh",
    "th": "tanh",
    "sgn": "sign",
    "signum": "sign",
    "ceiling": "ceil",
    "sqr": "sqrt",
    "binom": "binomial",
    "nCr": "binomial",
    "tr": "trace",
    "inv": "inverse",
    "conjugate": "conj",
    "Gamma": "gamma",
    "fact": "factorial",
}

# Spelt like a function, read as another one with a fixed second argument.
FIXED_SECOND: dict[str, tuple[str, str]] = {
    **{"lg": ("log", "10"), "log10": ("log", "10"), "log2": ("log", "2"), "lb": ("log", "2")},
    "cbrt": ("root", "3"),
}

# The exponent -1 on the name of one of these means the inverse function: sin^-1 x is arcsin x.
INVERSES: dict[str, str] = {
    **{name: f"arc{name}" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{name: f"ar{name}" for name in ("sinh", "cosh", "tanh", "coth", "sech")},
    "csch": "arcsch",
}

# These take just the next factor when they are written without a bracket: sqrt2/2 is sqrt(2)/2.
TIGHT = frozenset({"sqrt", "root", "abs", "transpose", "factorial"})

CONSTANTS: dict[str, str] = {
    "pi": "pi",
    "π": "pi",
    "e": "e",
    "i": "i",
    "inf": "inf",
    "infinity": "inf",
    "infty": "inf",
    "oo": "inf",
}

GREEK: dict[str, str] = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩςϱϖ",
        [
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"),
            *("kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi"),
            *("chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma"),
            *("Phi", "Psi", "Omega", "sigma", "rho", "pi"),
        ],
        strict=True,
    )
)
