"""What the names of exercises.vocabulary mean in the sandbox; `d` is made anew for each seed."""

from __future__ import annotations

import builtins
from typing import Any

import sympy as sp

from exercises import vocabulary
from exercises.drawing import recipes
from exercises.drawing.decimals import dec, md, tex
from exercises.drawing.draw import require
from exercises.drawing.figures import figure
from exercises.drawing.laws import lower_tail, t_cdf, t_quantile, upper_tail
from exercises.drawing.showing import latex_of, table


def poly(coefficients: Any, x: Any = "x") -> Any:
    """The polynomial with these coefficients, highest power first: [1, -3, 2] is x^2 - 3x + 2."""
    variable = sp.Symbol(x) if isinstance(x, str) else x
    powers = range(len(coefficients) - 1, -1, -1)
    return sum((c * variable**k for c, k in zip(coefficients, powers, strict=True)), sp.S.Zero)


def rational_roots(polynomial: Any, x: Any) -> Any:
    """The set of roots of a polynomial in x that has no others; None if some are not rational."""
    if not polynomial.is_polynomial(x) or not polynomial.has(x):
        return None
    found = sp.Poly(polynomial, x)
    roots = found.ground_roots()
    return sp.FiniteSet(*roots) if sum(roots.values()) == found.degree() else None


def symbols(names: str) -> Any:
    """One symbol a name: `x, y = symbols("x y")`."""
    found = tuple(map(sp.Symbol, names.replace(",", " ").split()))
    return found[0] if len(found) == 1 else found


_OURS: dict[str, Any] = {
    "R": recipes,
    "require": require,
    "dec": dec,
    "tex": tex,
    "table": table,
    "md": md,
    "latex": latex_of,
    "figure": figure,
    "poly": poly,
    "rational_roots": rational_roots,
    "symbols": symbols,
    "upper_tail": upper_tail,
    "lower_tail": lower_tail,
    "t_cdf": t_cdf,
    "t_quantile": t_quantile,
}
_RENAMED = {"ln": sp.log, "inf": sp.oo}

GIVEN: dict[str, Any] = {
    **{name: getattr(builtins, name) for name in vocabulary.PYTHON},
    **{name: _RENAMED.get(name) or getattr(sp, name) for name in vocabulary.SYMPY},
    **{name: _OURS[name] for name in vocabulary.DRAWING if name != "d"},
}
