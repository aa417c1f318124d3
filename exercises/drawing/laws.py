"""Tail areas and quantiles of the laws that exercises draw from."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from exercises.drawing.normal import normal_quantile

_DIGITS = 15
_GUARD = 30


def upper_tail(z: Any) -> Any:
    """P(Z > z) of a standard normal Z, exact: erfc(z/sqrt 2)/2."""
    return sp.erfc(sp.sympify(z) / sp.sqrt(2)) / 2


def lower_tail(z: Any) -> Any:
    """P(Z <= z) of a standard normal Z, exact."""
    return upper_tail(-sp.sympify(z))


def t_cdf(t: Any, df: Any) -> Any:
    """P(T <= t) of Student's law with `df` degrees of freedom, 15 digits."""
    with mpmath.workdps(_GUARD):
        return sp.Float(_t_cdf(_number(t), _number(df)), _DIGITS)


@lru_cache(256)
def t_quantile(p: Any, df: Any) -> Any:
    """The t below which Student's law with `df` degrees of freedom has area p, 12 digits."""
    p = sp.nsimplify(p, rational=True)
    if p <= sp.Rational(1, 2):
        return sp.Float(0, 12) if 2 * p == 1 else -t_quantile(1 - p, df)
    with mpmath.workdps(_GUARD):
        goal, n = _number(p), _number(df)
        # On the right of 0 the cdf is concave: Newton's steps from the smaller normal quantile
        # never overshoot.
        t = mpmath.mpf(normal_quantile(float(p)))
        scale = mpmath.gamma((n + 1) / 2) / mpmath.gamma(n / 2) / mpmath.sqrt(n * mpmath.pi)
        step = mpmath.mpf(1)
        while abs(step) > mpmath.mpf(10) ** -14 * t:
            density = scale * (1 + t * t / n) ** (-(n + 1) / 2)
            step = (goal - _t_cdf(t, n)) / density
            t += step
        return sp.Float(t, 12)


def _t_cdf(t: Any, n: Any) -> Any:
    # The two-sided area is a regularised incomplete beta function of n/(n + t^2).
    both = mpmath.betainc(n / 2, mpmath.mpf(1) / 2, 0, n / (n + t * t), regularized=True)
    return 1 - both / 2 if t > 0 else both / 2


def _number(x: Any) -> Any:
    return mpmath.mpf(sp.Float(sp.sympify(x).evalf(_GUARD), _GUARD)._mpf_)
