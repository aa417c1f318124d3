"""
Trees evaluated in ball arithmetic: every value comes with a proven error bound.

A tree is compiled once to a chain of closures and then run at many points; real balls (`arb`) know
no complex detours, so sqrt(-1) is undefined there (NaN) and the point is skipped, while complex
balls (`acb`) follow principal branches. Precision is python-flint's global `ctx.prec`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Any

from flint import acb, arb, fmpq

from grader.equivalence.functions import COMPLEX, HIDDEN_BITS, REAL, opaque
from grader.equivalence.rational import rational
from grader.parse.functions import ARITY
from grader.tree import (
    Call,
    Constant,
    Name,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)

# python-flint ships no usable types; a ball is an arb or an acb.
Ball = Any
Program = Callable[[Sequence[Ball]], Ball]
Watch = Callable[[float], None]


EULER = Constant("e")


class CannotEvaluate(Exception):
    """The tree holds something that has no value as a number: a relation, an unknown function."""


def compile_tree(
    node: Node, names: Sequence[str], *, complex_field: bool = False, watch: Watch | None = None
) -> Program:
    """Return a function from a point (one ball a name) to the ball of `node` there.

    watch   is told, for every value on the way, how many bits of precision could hide in it: the
            size of its exponent, and for functions that level off (tanh, erf, exp) the depth of
            their tail. Agreement counts only at a precision well above the largest of them.

    Raises CannotEvaluate for trees that are not numbers.
    """
    return _Compiler({name: i for i, name in enumerate(names)}, complex_field, watch).compile(node)


class _Compiler:
    def __init__(self, slots: dict[str, int], complex_field: bool, watch: Watch | None) -> None:
        self.slots = slots
        self.complex_field = complex_field
        self.watch = watch
        self.functions = COMPLEX if complex_field else REAL

    def compile(self, node: Node) -> Program:
        compiler = _COMPILERS.get(type(node))
        if compiler is None:
            raise CannotEvaluate(type(node).__name__)
        program = compiler(self, node)
        if self.watch is None or type(node) is Name:
            return program  # whoever draws the points looks at them
        return (_watched_complex if self.complex_field else _watched)(program, self.watch)

    def negate(self, node: Negate) -> Program:
        inner = self.compile(node.arg)
        return lambda point: -inner(point)

    def sum(self, node: Sum) -> Program:
        return _chain_sum([self.compile(term) for term in node.terms])

    def product(self, node: Product) -> Program:
        return _chain_product([self.compile(factor) for factor in node.factors])

    def quotient(self, node: Quotient) -> Program:
        top, bottom = self.compile(node.num), self.compile(node.den)
        return lambda point: top(point) / bottom(point)

    def number(self, node: Number) -> Program:
        """A ball made anew at each call: its precision is that of the moment."""
        top, bottom = node.value.as_integer_ratio()
        make = acb if self.complex_field else arb
        if bottom == 1:
            return lambda point: make(top)
        quotient = fmpq(top, bottom)
        return lambda point: make(quotient)

    def name(self, node: Name) -> Program:
        if node.name not in self.slots:
            raise CannotEvaluate(f"the name {node.name} has no value")
        return itemgetter(self.slots[node.name])

    def constant(self, node: Constant) -> Program:
        if node.name == "pi":
            return (lambda point: acb.pi()) if self.complex_field else (lambda point: arb.pi())
        if node.name == "e":
            one = acb(1) if self.complex_field else arb(1)
            return lambda point: one.exp()
        if node.name == "i" and self.complex_field:
            return lambda point: acb(0, 1)
        raise CannotEvaluate(f"the constant {node.name} is no number here")

    def power(self, node: Power) -> Program:
        base, exp = node.base, node.exp
        if base == EULER:
            return self.function("exp", (exp,))
        below = self.compile(base)
        exponent = rational(exp)
        if exponent is None:
            above = self.compile(exp)
            return lambda point: below(point) ** above(point)
        if exponent.denominator == 1:
            whole = int(exponent)
            return lambda point: below(point) ** whole
        if self.complex_field:
            ratio = fmpq(exponent.numerator, exponent.denominator)
            return lambda point: below(point) ** acb(ratio)
        return lambda point: real_power(below(point), exponent)

    def call(self, node: Call) -> Program:
        value = rational(node)  # floor(10^400/7) needs no ball of a thousand bits
        return self.function(node.func, node.args) if value is None else self.number(Number(value))

    def function(self, func: str, args: tuple[Node, ...]) -> Program:
        entry = self.functions.get(func)
        if entry is None and func not in ARITY:
            entry = opaque(func, len(args))
        if entry is None or len(args) not in entry.arities:
            raise CannotEvaluate(f"the function {func} cannot be evaluated")
        run = entry.run
        inner = [self.compile(arg) for arg in args]
        if len(inner) == 1:
            only = inner[0]
            if self.watch is not None and func in HIDDEN_BITS:
                return _watched_tail(run, only, HIDDEN_BITS[func], self.watch)
            return lambda point: run(only(point))
        return lambda point: run(*[program(point) for program in inner])


_COMPILERS: dict[type[Node], Callable[[_Compiler, Any], Program]] = {
    Number: _Compiler.number,
    Name: _Compiler.name,
    Constant: _Compiler.constant,
    Negate: _Compiler.negate,
    Sum: _Compiler.sum,
    Product: _Compiler.product,
    Quotient: _Compiler.quotient,
    Power: _Compiler.power,
    Call: _Compiler.call,
}


def real_power(base: Ball, exponent: Fraction) -> Ball:
    """A real power with a fraction p/q in lowest terms: the real root where q is odd.

    >>> real_power(arb(-8), Fraction(2, 3)).overlaps(arb(4))
    True
    """
    top, bottom = exponent.numerator, exponent.denominator
    if base == 0:
        return arb(0) if top > 0 else arb.nan()
    if bottom == 2:
        return base.sqrt() ** top
    if base < 0 and bottom % 2:
        size = (-base).root(bottom) ** top
        return -size if top % 2 else size
    return base.root(bottom) ** top if bottom <= 64 else base ** arb(fmpq(top, bottom))


def _chain_sum(parts: list[Program]) -> Program:
    first, *rest = parts
    if len(rest) == 1:
        last = rest[0]
        return lambda point: first(point) + last(point)

    def total(point: Sequence[Ball]) -> Ball:
        value = first(point)
        for part in rest:
            value = value + part(point)
        return value

    return total


def _chain_product(parts: list[Program]) -> Program:
    first, *rest = parts
    if len(rest) == 1:
        last = rest[0]
        return lambda point: first(point) * last(point)

    def total(point: Sequence[Ball]) -> Ball:
        value = first(point)
        for part in rest:
            value = value * part(point)
        return value

    return total


# Nearly all values on the way are of an ordinary size, and then nothing worth noting can hide.
ORDINARY = 2.0**-30, 2.0**30


def _watched(program: Program, watch: Watch) -> Program:
    least, most = ORDINARY

    def run(point: Sequence[Ball]) -> Ball:
        value = program(point)
        if not least < abs(float(value)) < most:
            watch(magnitude(value))
        return value

    return run


def _watched_complex(program: Program, watch: Watch) -> Program:
    least, most = ORDINARY

    def run(point: Sequence[Ball]) -> Ball:
        value = program(point)
        place = complex(value)  # its absolute value could overflow
        if not least < abs(place.real) + abs(place.imag) < most:
            watch(magnitude(value))
        return value

    return run


def _watched_tail(
    run: Callable[[Ball], Ball], inner: Program, hidden: Callable[[float], float], watch: Watch
) -> Program:
    def tail(point: Sequence[Ball]) -> Ball:
        value = inner(point)
        size = magnitude(value)
        watch(hidden(2.0**size) if size < 64 else math.inf)
        return run(value)

    return tail


def magnitude(value: Ball) -> float:
    """|log2 |value|| to within a bit; 0.0 for values that may be zero or are not finite."""
    if not value.is_finite() or value.overlaps(value * 0):
        return 0.0
    size = value.abs_upper() if isinstance(value, arb) else abs(value).upper()
    mantissa, exponent = size.mid().man_exp()
    if mantissa == 0:
        return 0.0
    return float(abs(int(exponent) + int(abs(mantissa)).bit_length()))
