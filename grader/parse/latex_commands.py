"""The LaTeX commands an answer may hold, and what becomes of them."""

from __future__ import annotations

from grader.parse.tokens import Kind
from grader.sentences import say

SKIPPED = frozenset(
    ", ; : ! > space thinspace medspace thickspace quad qquad negthinspace negmedspace "
    "negthickspace enspace displaystyle textstyle scriptstyle limits nolimits mathop mathbin "
    "mathrel mathopen mathclose".split()
) | {" "}

FONTS = frozenset(
    "mathrm mathit mathbf mathsf mathtt mathcal mathnormal boldsymbol bm operatorname text textrm "
    "textbf textit mbox rm upright".split()
)

# What the accent adds to the name beneath it: \hat{p} is the declared name `phat`.
ACCENTS = {
    **{"bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "tilde": "tilde"},
    **{"widetilde": "tilde", "vec": "", "overrightarrow": "", "dot": "dot", "ddot": "ddot"},
}

# On which side a delimiter of this size stands; "" where it does not say.
DELIMITERS = {"left": "left", "right": "right", "middle": "", "mleft": "left", "mright": "right"}
DELIMITERS |= {f"{size}l": "left" for size in ("big", "Big", "bigg", "Bigg")}
DELIMITERS |= {f"{size}r": "right" for size in ("big", "Big", "bigg", "Bigg")}
DELIMITERS |= {size: "" for size in ("big", "Big", "bigg", "Bigg")}

ENVIRONMENTS = dict.fromkeys(
    ("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"), "matrix"
) | {"vmatrix": "vmatrix"}

SIGNS: dict[str, tuple[Kind, str]] = {
    "group": ("open", "group"),
    "endgroup": ("close", "endgroup"),
    **{name: ("command", "frac") for name in ("frac", "dfrac", "tfrac", "cfrac")},
    **{name: ("command", "binom") for name in ("binom", "dbinom", "tbinom")},
    "sqrt": ("command", "root"),
    **{name: ("open", "(") for name in ("(", "lparen", "lgroup")},
    **{name: ("close", ")") for name in (")", "rparen", "rgroup")},
    **{name: ("open", "[") for name in ("[", "lbrack", "langle")},
    **{name: ("close", "]") for name in ("]", "rbrack", "rangle")},
    **{name: ("open", "{") for name in ("{", "lbrace")},
    **{name: ("close", "}") for name in ("}", "rbrace")},
    "lvert": ("open", "|("),
    "rvert": ("close", ")|"),
    "lVert": ("open", "||("),
    "rVert": ("close", ")||"),
    "lfloor": ("open", "floor"),
    "rfloor": ("close", "endfloor"),
    "lceil": ("open", "ceil"),
    "rceil": ("close", "endceil"),
    **{name: ("operator", "|") for name in ("vert", "mid")},
    **{name: ("operator", "||") for name in ("|", "Vert", "parallel")},
    **{name: ("operator", "*") for name in ("cdot", "times", "ast", "star", "bullet")},
    **{name: ("operator", "/") for name in ("div", "slash", "/")},
    **{name: ("operator", "mod") for name in ("mod", "bmod")},
    "pm": ("operator", "+/-"),
    "mp": ("operator", "-/+"),
    **{name: ("operator", "!=") for name in ("ne", "neq")},
    **{name: ("operator", "<=") for name in ("le", "leq", "leqslant", "leqq")},
    **{name: ("operator", ">=") for name in ("ge", "geq", "geqslant", "geqq")},
    "lt": ("operator", "<"),
    "gt": ("operator", ">"),
    **{name: ("operator", "~") for name in ("approx", "approxeq", "simeq")},
    **{name: ("operator", "in") for name in ("in", "isin")},
    **{name: ("operator", "union") for name in ("cup", "bigcup")},
    **{name: ("operator", "intersect") for name in ("cap", "bigcap")},
    **{name: ("operator", "setminus") for name in ("setminus", "smallsetminus", "backslash")},
    **{name: ("operator", "or") for name in ("lor", "vee")},
    **{name: ("operator", "and") for name in ("land", "wedge")},
    "colon": ("operator", ":"),
    "%": ("operator", "%"),
    "&": ("operator", "&"),
    "\\": ("operator", "newrow"),
    "cr": ("operator", "newrow"),
    "infty": ("constant", "inf"),
    "exponentialE": ("constant", "e"),
    **{name: ("constant", "i") for name in ("imaginaryI", "imaginaryunit")},
    **{name: ("constant set", "empty") for name in ("emptyset", "varnothing")},
    **{name: ("constant set", "reals") for name in ("R", "reals", "Reals", "RR")},
    **{name: ("transpose", "T") for name in ("top", "intercal", "transp")},
}

_NO_DEGREES = say("Degrees are not read here: write the angle in radians, such as \\frac{\\pi}{2}.")
_NO_DOTS = say("Dots are not read: write every item.")
_NO_ARROW = say("An arrow is not read here: write the result alone.")
REFUSED: dict[str, str] = {
    "placeholder": say("An empty box is left in the answer: fill it in or delete it."),
    **dict.fromkeys(("degree", "circ"), _NO_DEGREES),
    **dict.fromkeys(("ldots", "dots", "cdots", "vdots", "ddots", "dotsc", "dotsb"), _NO_DOTS),
    **dict.fromkeys(("to", "rightarrow", "Rightarrow", "implies", "iff", "mapsto"), _NO_ARROW),
    **dict.fromkeys(("int", "iint", "oint"), say("Integrals are not read: write their value.")),
    "sum": say("Sums with a sigma sign are not read: write the value or the terms."),
    "prod": say("Products with a pi sign are not read: write the value or the factors."),
    "lim": say("Limits are not read: write their value."),
    "partial": say("Derivatives are not read: write the derivative itself."),
    "nabla": say("Derivatives are not read: write the derivative itself."),
    "differentialD": say("Derivatives and integrals are not read: write the result itself."),
    "$": say("Leave out the currency: write the number alone."),
}
