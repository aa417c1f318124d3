"""
The decimal value of an exact number: ball arithmetic, which proves its digits, else SymPy.

SymPy's own evaluation takes a millisecond, a ball some twenty microseconds; a variant needs some
ten of them. What the balls do not know, or cannot prove, is left to SymPy: the digits are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from flint import arb, ctx, fmpq
from mpmath.libmp import dps_to_prec, from_man_exp, round_nearest  # type: ignore[import-untyped]

Ball = Any  # python-flint ships no usable types

_BITS = 256
_SPARE = 24  # bits proven beyond those that are kept
_FUNCTIONS: dict[Any, Callable[[Ball], Ball]] = {
    sp.exp: lambda x: x.exp(),
    sp.log: lambda x: x.log(),
    sp.erfc: lambda x: x.erfc(),
    sp.erf: lambda x: x.erf(),
    sp.sin: lambda x: x.sin(),
    sp.cos: lambda x: x.cos(),
    sp.tan: lambda x: x.tan(),
    sp.atan: lambda x: x.atan(),
    sp.asin: lambda x: x.asin(),
    sp.acos: lambda x: x.acos(),
    sp.sinh: lambda x: x.sinh(),
    sp.cosh: lambda x: x.cosh(),
    sp.tanh: lambda x: x.tanh(),
    sp.Abs: abs,
}


class _Unknown(Exception):
    """The balls do not know this kind of expression."""


def value_at(exact: Any, digits: int) -> Any:
    """`exact`, a SymPy number, to so many digits: a SymPy Float, or what sp.N makes of it."""
    bits = dps_to_prec(digits)
    before, ctx.prec = ctx.prec, _BITS
    try:
        ball = _ball(exact)
    except _Unknown:
        return sp.N(exact, digits)
    finally:
        ctx.prec = before
    if not ball.is_finite() or ball.rel_accuracy_bits() < bits + _SPARE:
        return sp.N(exact, digits)
    mantissa, exponent = ball.mid().man_exp()
    rounded = from_man_exp(int(mantissa), int(exponent), bits, round_nearest)
    return sp.Float._new(rounded, bits)


def _ball(node: Any) -> Ball:
    if node.is_Rational:
        return arb(fmpq(int(node.p), int(node.q)))
    if node.is_Float:
        sign, mantissa, exponent, _ = node._mpf_
        return arb((-int(mantissa) if sign else int(mantissa), exponent))
    if node.is_Add:
        return sum(map(_ball, node.args), arb(0))
    if node.is_Mul:
        product = arb(1)
        for factor in node.args:
            product *= _ball(factor)
        return product
    if node.is_Pow:
        return _power(node.base, node.exp)
    if node is sp.S.Pi:
        return arb.pi()
    if node is sp.S.Exp1:
        return arb(1).exp()
    if node.func in _FUNCTIONS:
        return _FUNCTIONS[node.func](_ball(node.args[0]))
    raise _Unknown


def _power(base: Any, exponent: Any) -> Ball:
    if exponent is sp.S.Half:
        return _ball(base).sqrt()
    if exponent is sp.S.NegativeOne:
        return 1 / _ball(base)
    if base is sp.S.Exp1:
        return _ball(exponent).exp()
    return _ball(base) ** _ball(exponent)
