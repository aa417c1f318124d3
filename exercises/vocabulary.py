"""
The names an author's expressions may use, as plain lists: the reader checks against them without
loading SymPy, exercises.drawing.names gives them their meaning inside the sandbox.

They keep exercises readable and alike; they are no wall. The wall is the sandbox.
"""

from __future__ import annotations

# The stream of chance, recipes and what exercises.drawing defines.
DRAWING = (
    *("d", "R", "require", "dec", "tex", "md", "latex", "table", "figure"),
    *("poly", "symbols", "rational_roots"),
    *("upper_tail", "lower_tail", "t_cdf", "t_quantile"),
)

# Exact constructors and functions of SymPy, under SymPy's names; ln and inf are its log and oo.
SYMPY = (
    *("Rational", "Matrix", "FiniteSet", "Interval", "Union", "Eq", "Lt", "Le", "Gt", "Ge"),
    *("eye", "zeros", "ones", "diag", "pi", "E", "I", "inf"),
    *("sqrt", "exp", "log", "ln", "sin", "cos", "tan", "asin", "acos", "atan"),
    *("sinh", "cosh", "tanh", "Abs", "Max", "Min", "sign", "floor", "ceiling"),
    *("factorial", "binomial", "gcd", "lcm", "Sum", "Product"),
    *("diff", "integrate", "limit", "series", "solve", "expand", "factor", "simplify"),
    *("together", "apart", "cancel", "N"),
)

PYTHON = (
    *("abs", "all", "any", "bool", "dict", "divmod", "enumerate", "float", "int", "isinstance"),
    *("len", "list", "map", "max", "min", "pow", "range", "reversed", "round", "set", "sorted"),
    *("str", "sum", "tuple", "zip"),
)

NAMES = frozenset({*DRAWING, *SYMPY, *PYTHON})
