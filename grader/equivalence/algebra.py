"""What `symbolic` asks in the sandbox: SymPy objects from two trees, and whether they are equal.

Imported by the scientific zygote before any session, never by the grader's own process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy

from grader.parse import parse
from grader.tree import Call, Constant, Name, Negate, Node, Number, Power, Product, Quotient, Sum

CONSTANTS = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "inf": sympy.oo}
ASSUMPTIONS = {
    "real": {"real": True},
    "positive": {"positive": True},
    "integer": {"integer": True},
    "complex": {"complex": True},
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{
        n: getattr(sympy, n)
        for n in "sin cos tan cot sec csc sinh cosh tanh coth sech csch".split()
    },
    **{f"arc{n}": getattr(sympy, f"a{n}") for n in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{f"ar{n}": getattr(sympy, f"a{n}") for n in "sinh cosh tanh coth sech csch".split()},
    **{
        n: getattr(sympy, n) for n in "exp log sqrt cbrt root sign gamma factorial erf beta".split()
    },
    "ln": sympy.log,
    "abs": sympy.Abs,
    "norm": sympy.Abs,
    "floor": sympy.floor,
    "ceil": sympy.ceiling,
    "binomial": sympy.binomial,
    "max": sympy.Max,
    "min": sympy.Min,
    "relu": lambda x: sympy.Max(x, 0),
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "mod": sympy.Mod,
    "atan2": sympy.atan2,
    "re": sympy.re,
    "im": sympy.im,
    "conj": sympy.conjugate,
    "arg": sympy.arg,
}


class NotSymbolic(Exception):
    """The tree holds something SymPy is not asked about."""


def to_sympy(node: Node, symbols: Mapping[str, Any]) -> Any:
    """The SymPy object of a tree, built by constructors; raises NotSymbolic."""

    def build(part: Node) -> Any:
        return to_sympy(part, symbols)

    match node:
        case Number(value=value):
            return sympy.Rational(value.numerator, value.denominator)
        case Name(name=name):
            return symbols[name]
        case Constant(name=name):
            return CONSTANTS[name]
        case Negate(arg=arg):
            return -build(arg)
        case Sum(terms=terms):
            return sympy.Add(*[build(term) for term in terms])
        case Product(factors=factors):
            return sympy.Mul(*[build(factor) for factor in factors])
        case Quotient(num=num, den=den):
            return build(num) / build(den)
        case Power(base=base, exp=exp):
            return build(base) ** build(exp)
        case Call(func=func, args=args):
            function = FUNCTIONS.get(func) or sympy.Function(func)
            return function(*[build(arg) for arg in args])
    raise NotSymbolic(type(node).__name__)


def decide(question: Mapping[str, Any]) -> str:
    """`same` if the difference simplifies to 0, `different` if to another number."""
    symbols = {
        name: sympy.Symbol(name, **ASSUMPTIONS[assumption])
        for name, assumption in question["assumptions"].items()
    }
    trees = (
        parse(question[side], names=question["names"], functions=question["functions"])
        for side in ("answer", "key")
    )
    try:
        left, right = (to_sympy(tree, symbols) for tree in trees)
    except NotSymbolic:
        return "unknown"
    if not (left.is_finite is not False and right.is_finite is not False):
        return "unknown"
    difference = sympy.simplify(left - right)
    if difference == 0:
        return "same"
    return "different" if difference.is_number and difference.is_zero is False else "unknown"
