"""The LaTeX of names, constants, functions and relation signs."""

from __future__ import annotations

from collections.abc import Callable

# Functions LaTeX has a command for and whose argument may stand without brackets: \sin x.
COMMANDS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth ln log".split()
)
# Functions LaTeX has a command for.
BRACKETED_COMMANDS = frozenset("exp max min gcd det arg".split())

CONSTANTS = {"pi": "\\pi", "e": "e", "i": "i", "inf": "\\infty"}

RELATIONS = {
    **{"=": "=", "!=": "\\ne", "<": "<", "<=": "\\le", ">": ">", ">=": "\\ge"},
    **{"~": "\\approx", "in": "\\in"},
}

# Functions with a notation of their own.
FUNCTIONS: dict[str, Callable[..., str]] = {
    "sqrt": lambda arg: f"\\sqrt{{{arg}}}",
    "root": lambda arg, degree: f"\\sqrt[{degree}]{{{arg}}}",
    "abs": lambda arg: f"\\left|{arg}\\right|",
    "norm": lambda arg: f"\\left\\|{arg}\\right\\|",
    "floor": lambda arg: f"\\lfloor {arg} \\rfloor",
    "ceil": lambda arg: f"\\lceil {arg} \\rceil",
    "binomial": lambda above, below: f"\\binom{{{above}}}{{{below}}}",
    "conj": lambda arg: f"\\overline{{{arg}}}",
    "gamma": lambda arg: f"\\Gamma\\left({arg}\\right)",
}

_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split()
)
_ACCENTS = {"bar": "\\bar", "hat": "\\hat", "tilde": "\\tilde", "dot": "\\dot"}


def name_latex(name: str, font: str = "mathrm") -> str:
    """`x_1` is x_{1}, `lambda` \\lambda, `xbar` \\bar{x}, `rate` \\mathrm{rate}.

    >>> name_latex("betahat_1")
    '\\\\hat{\\\\beta}_{1}'
    """
    bare = name.rstrip("'")
    base, joint, subscript = bare.partition("_")
    text = _base(base, font)
    if joint:
        text += f"_{{{','.join(_subscript(part) for part in subscript.split('_'))}}}"
    return text + name[len(bare) :]


def _base(base: str, font: str) -> str:
    if len(base) == 1:
        return base
    if base in _GREEK:
        return f"\\{base}"
    for suffix, accent in _ACCENTS.items():
        stem = base.removesuffix(suffix)
        if stem != base and (len(stem) == 1 or stem in _GREEK):
            return f"{accent}{{{_base(stem, font)}}}"
    return f"\\{font}{{{base}}}"


def _subscript(part: str) -> str:
    if part in _GREEK:
        return f"\\{part}"
    return f"\\mathrm{{{part}}}" if len(part) > 1 and part.isalpha() else part
