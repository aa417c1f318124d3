"""Nothing is left that anybody would still work out."""

from __future__ import annotations

from itertools import combinations
from math import isqrt

from grader.form.fractions import lowest_terms
from grader.form.polynomials import NotPolynomial, Ring, whole_exponent
from grader.form.shortfall import Shortfall, unsigned
from grader.plain import ascii as plain
from grader.sentences import say
from grader.tree import Call, Negate, Node, Number, Power, Product, Quotient, Sum, walk

_KNOWN_VALUES = frozenset(
    {
        *("sin(0)", "cos(0)", "tan(0)", "sin(pi)", "cos(pi)", "tan(pi)", "exp(0)", "ln(1)"),
        *("ln(e)", "abs(0)", "arctan(0)", "arcsin(0)", "sinh(0)", "cosh(0)", "tanh(0)"),
    }
)


def simplified(node: Node) -> Shortfall | None:
    """Numbers worked out, like terms collected, fractions reduced, roots free of squares.

    It asks for nothing clever: no identity of functions, no factoring, no common denominator.
    """
    ring = Ring.of(node)
    for part in walk(node):
        short = _of_one_part(ring, part)
        if short:
            return short
    return lowest_terms(node) if not _has_decimals(node) else None


def _of_one_part(ring: Ring, part: Node) -> Shortfall | None:
    if isinstance(part, Sum):
        return _sum(ring, part)
    if isinstance(part, Product):
        return _product(part)
    if isinstance(part, Power):
        return _power(part)
    if isinstance(part, Negate) and isinstance(part.arg, Negate):
        return Shortfall(say("Two minus signs can be left out."), part.span)
    if isinstance(part, Call):
        return _call(part)
    return None


def _sum(ring: Ring, node: Sum) -> Shortfall | None:
    numbers = [term for term in node.terms if _is_rational(term)]
    if len(numbers) > 1:
        return Shortfall(say("There are numbers left to add."), node.span)
    if any(_is_zero(one) for one in numbers):
        return Shortfall(say("A zero can be left out."), node.span)
    if any(isinstance(term, Sum) for term in map(unsigned, node.terms)):
        return Shortfall(say("A bracket around a sum can be left out."), node.span)
    try:
        polynomials = [ring.polynomial(term) for term in node.terms]
    except NotPolynomial:
        return None
    for one, other in combinations(polynomials, 2):
        if len(one) == len(other) == 1 and one.monoms() == other.monoms():
            return Shortfall(say("There are like terms left to collect."), node.span)
    return None


def _product(node: Product) -> Shortfall | None:
    if sum(map(_is_rational, node.factors)) > 1:
        return Shortfall(say("There are numbers left to multiply."), node.span)
    for factor in node.factors:
        if isinstance(factor, Number) and factor.value in (0, 1):
            return Shortfall(
                say("A factor {factor} can be worked out.", factor=plain(factor)), node.span
            )
    bases = [plain(one.base if isinstance(one, Power) else one) for one in node.factors]
    if len(set(bases)) < len(bases):
        return Shortfall(say("Equal factors can be written as one power."), node.span)
    return None


def _power(node: Power) -> Shortfall | None:
    exponent = whole_exponent(node)
    if exponent in (0, 1):
        return Shortfall(
            say("A power with exponent {exponent} can be worked out.", exponent=exponent), node.span
        )
    if exponent is not None and abs(exponent) <= 20 and _is_rational(node.base):
        return Shortfall(say("There is a power of a number to work out."), node.span)
    if isinstance(node.base, Power) and exponent is not None:
        return Shortfall(say("A power of a power can be written as one power."), node.span)
    return None


def _call(node: Call) -> Shortfall | None:
    if plain(node) in _KNOWN_VALUES:
        return Shortfall(
            say("`{node}` has a value that can be worked out.", node=plain(node)), node.span
        )
    if node.func == "sqrt" and isinstance(node.args[0], Number | Quotient):
        for literal in walk(node.args[0]):
            if isinstance(literal, Number) and _holds_square(literal):
                return Shortfall(say("A square can be taken out of this root."), node.span)
    return None


def _holds_square(literal: Number) -> bool:
    """Whether a square above 1 divides the number (checked up to 1000²), or it is 0 or 1."""
    value = literal.value
    if value.denominator != 1 or value > 10**12:
        return False
    if value in (0, 1):
        return True
    number = int(value)
    return isqrt(number) ** 2 == number or any(
        number % (root * root) == 0 for root in range(2, min(isqrt(number), 1000) + 1)
    )


def _is_rational(node: Node) -> bool:
    node = unsigned(node)
    if isinstance(node, Quotient):
        return _is_rational(node.num) and _is_rational(node.den)
    return isinstance(node, Number)


def _is_zero(node: Node) -> bool:
    node = unsigned(node)
    return isinstance(node, Number) and node.value == 0


def _has_decimals(node: Node) -> bool:
    return any(isinstance(part, Number) and part.is_decimal for part in walk(node))
