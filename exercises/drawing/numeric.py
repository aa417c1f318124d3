"""
SymPy expressions as plain functions of floats, for curves and contours.

Built by walking the expression: no text is compiled, nothing is vectorised, so that the same
numbers come out with every version. Where an expression has no real value the function gives nan.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

Function = Callable[..., float]

_FUNCTIONS: dict[Any, Function] = {
    sp.sin: math.sin,
    sp.cos: math.cos,
    sp.tan: math.tan,
    sp.asin: math.asin,
    sp.acos: math.acos,
    sp.atan: math.atan,
    sp.sinh: math.sinh,
    sp.cosh: math.cosh,
    sp.tanh: math.tanh,
    sp.exp: math.exp,
    sp.log: math.log,
    sp.Abs: abs,
    sp.erfc: math.erfc,
    sp.erf: math.erf,
    sp.floor: math.floor,
    sp.ceiling: math.ceil,
    sp.sign: lambda v: float((v > 0) - (v < 0)),
    sp.Max: max,
    sp.Min: min,
}


class NoFunction(Exception):
    """What was given is neither a function nor an expression in the letters that are there."""


def function_of(rule: Any, count: int) -> Function:
    """A total function of `count` floats: the rule's value as a float, nan where it has none.

    rule   a Python function of that many arguments, or an expression in as many letters, which
           are taken by alphabet
    """
    if inspect.isfunction(rule):
        return _total(rule)
    expression = sp.sympify(rule)
    letters = sorted(expression.free_symbols, key=lambda s: s.name)
    if len(letters) > count:
        raise NoFunction(f"{expression} has more letters than the picture has axes")
    if len(letters) < count and count == 2:
        names = {s.name for s in letters}
        letters += [sp.Symbol(n) for n in ("x", "y") if n not in names][: count - len(letters)]
        letters.sort(key=lambda s: s.name)
    return _total(_built(expression, letters))


def rounded(value: float) -> float:
    """Six significant digits: below what a picture shows, above what versions disagree in."""
    return float(f"{value:.6g}") + 0.0  # no negative zero


def _total(inner: Function) -> Function:
    def value(*arguments: float) -> float:
        try:
            return float(inner(*arguments))
        except (ArithmeticError, ValueError, TypeError):
            return math.nan

    return value


def _built(node: Any, letters: Sequence[Any]) -> Function:
    if node in letters:
        place = letters.index(node)
        return lambda *v: v[place]
    if node.is_number:
        constant = float(node)
        return lambda *v: constant
    parts = [_built(part, letters) for part in node.args]
    if node.is_Add:
        return lambda *v: math.fsum(part(*v) for part in parts)
    if node.is_Mul:
        return lambda *v: math.prod(part(*v) for part in parts)
    if node.is_Pow:
        return _power(node, parts)
    if node.func in _FUNCTIONS:
        named = _FUNCTIONS[node.func]
        return lambda *v: named(*(part(*v) for part in parts))
    raise NoFunction(f"{node} cannot be drawn")


def _power(node: Any, parts: Sequence[Function]) -> Function:
    base, exponent = parts
    if node.base == sp.E:
        return lambda *v: math.exp(exponent(*v))
    if node.exp.is_Integer:
        whole = int(node.exp)
        return lambda *v: base(*v) ** whole
    return lambda *v: math.pow(base(*v), exponent(*v))
