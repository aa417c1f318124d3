"""
A learner's own earlier answers, for carried marks: text of the grader's grammar -> SymPy.

Read by the grader's parser and built by constructors, never by evaluating text; sizes are bounded,
because `9^9^9` is a readable answer too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from grader import tree as t
from grader.parse import parse

_LARGEST_EXPONENT = 200

_CONSTANTS = {"pi": sp.pi, "e": sp.E, "i": sp.I, "inf": sp.oo}
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sqrt": sp.sqrt,
    "exp": sp.exp,
    "ln": sp.log,
    "log": sp.log,
    "abs": sp.Abs,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "factorial": sp.factorial,
    "binomial": sp.binomial,
    "max": sp.Max,
    "min": sp.Min,
}


class NotUsable(Exception):
    """An answer that says something, but nothing that a later answer can be computed from."""


def value_of(text: str, names: tuple[str, ...] = ()) -> Any:
    """The SymPy value of an answer; raises UnreadableAnswer or NotUsable."""
    return expression_of(parse(text, names=names))


def expression_of(node: t.Node) -> Any:
    match node:
        case t.Number(value=value):
            return sp.Rational(value.numerator, value.denominator)
        case t.Constant(name=name):
            return _CONSTANTS[name]
        case t.Name(name=name):
            return sp.Symbol(name)
        case t.Negate(arg=arg):
            return -expression_of(arg)
        case t.Sum(terms=terms):
            return sum(map(expression_of, terms), sp.S.Zero)
        case t.Product(factors=factors):
            return sp.prod(map(expression_of, factors))
        case t.Quotient(num=num, den=den):
            return _quotient(expression_of(num), expression_of(den))
        case t.Power(base=base, exp=exponent):
            return _power(expression_of(base), expression_of(exponent))
        case t.Call(func=func, args=args) if func in _FUNCTIONS:
            return _FUNCTIONS[func](*map(expression_of, args))
        case t.Row(items=items):
            return sp.Matrix([expression_of(item) for item in items])
        case t.Matrix(rows=rows):
            return sp.Matrix([[expression_of(item) for item in row] for row in rows])
        case t.Set(items=items):
            return sp.FiniteSet(*map(expression_of, items))
    raise NotUsable(f"a {type(node).__name__} is of no use in a later answer")


def _quotient(num: Any, den: Any) -> Any:
    if den == 0:
        raise NotUsable("division by zero")
    return num / den


def _power(base: Any, exponent: Any) -> Any:
    if exponent.is_number and abs(exponent) > _LARGEST_EXPONENT:
        raise NotUsable("the power is too large to work with")
    return base**exponent
