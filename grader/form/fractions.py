"""Lowest terms, a single fraction, a rational denominator, partial fractions."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

from grader.form.polynomials import (
    NotPolynomial,
    Polynomial,
    Ring,
    factors,
    has_letters,
    integer_content,
    whole_exponent,
)
from grader.form.shortfall import Shortfall, unsigned
from grader.sentences import say
from grader.tree import (
    Call,
    Constant,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    walk,
)


def lowest_terms(node: Node) -> Shortfall | None:
    """Nothing cancels in any fraction, no fraction stands in another, no decimals.

    Over the rationals: numerator and denominator have no common factor with a letter, and the
    numbers that divide all their terms have no common divisor. The sign stands in front or above.
    """
    ring = Ring.of(node)
    for part in walk(node):
        if isinstance(part, Number) and part.is_decimal:
            return Shortfall(say("Write a fraction, not a decimal."), part.span)
        if not isinstance(part, Quotient):
            continue
        if any(isinstance(inner, Quotient) for side in _sides(part) for inner in walk(side)):
            return Shortfall(say("There is a fraction inside a fraction."), part.span)
        if isinstance(part.den, Negate):
            return Shortfall(say("Take the minus sign out of the denominator."), part.span)
        if isinstance(part.den, Number) and part.den.value == 1:
            return Shortfall(say("A denominator of 1 can be left out."), part.span)
        if _cancels(ring, part):
            return Shortfall(say("This fraction can be reduced."), part.span)
    return None


def single_fraction(node: Node) -> Shortfall | None:
    """At most one fraction, neither in a sum nor in another; no negative powers."""
    for part in walk(node):
        exponent = whole_exponent(part)
        if exponent is not None and exponent < 0:
            return Shortfall(say("Write the negative power as a denominator."), part.span)
        if isinstance(part, Sum) and _fractions(part):
            return Shortfall(say("Bring the terms over one denominator."), part.span)
        if isinstance(part, Quotient) and any(_fractions(side) for side in _sides(part)):
            return Shortfall(say("There is a fraction inside a fraction."), part.span)
        if isinstance(part, Product) and len(_fractions(part)) > 1:
            return Shortfall(say("Multiply the fractions."), part.span)
    return None


def rationalised(node: Node) -> Shortfall | None:
    """No root and no i in a denominator, negative powers counted as denominators."""
    for denominator in _denominators(node):
        for part in walk(denominator):
            if _is_root(part):
                return Shortfall(say("There is a root in the denominator."), denominator.span)
            if part == Constant("i"):
                return Shortfall(say("The denominator is not real."), denominator.span)
    return None


def partial_fractions(node: Node) -> Shortfall | None:
    """A sum of a polynomial and of fractions A/p^k with p irreducible and deg A < deg p."""
    ring = Ring.of(node)
    seen: list[Polynomial] = []
    for term in _terms(node):
        try:
            num, den = ring.ratio(term)
            inner = factors(den)
        except NotPolynomial:
            return Shortfall(say("This term is not a fraction of polynomials."), term.span)
        if not inner:
            continue
        if len(inner) > 1:
            return Shortfall(say("This denominator can be split further."), term.span)
        base, _ = inner[0]
        if num.total_degree() >= base.total_degree():
            return Shortfall(
                say("The numerator of this fraction has too high a degree."), term.span
            )
        monic = den / den.leading_coefficient()
        if monic in seen:
            return Shortfall(say("Two fractions have the same denominator: add them."), term.span)
        seen.append(monic)
    return None


def _terms(node: Node) -> Iterator[Node]:
    if isinstance(node, Sum):
        for term in node.terms:
            yield from _terms(term)
    elif isinstance(node, Negate):
        yield from _terms(node.arg)
    else:
        yield node


def _sides(node: Quotient) -> tuple[Node, Node]:
    return node.num, node.den


def _fractions(node: Node) -> list[Node]:
    """The fractions in `node`, whatever functions are applied to aside."""
    if isinstance(node, Quotient):
        return [node]
    if isinstance(node, Call):
        return []
    parts: tuple[Node, ...] = ()
    if isinstance(node, Sum):
        parts = node.terms
    elif isinstance(node, Product):
        parts = node.factors
    elif isinstance(node, Negate):
        parts = (node.arg,)
    elif isinstance(node, Power):
        parts = (node.base,)
    return [found for part in parts for found in _fractions(part)]


def _cancels(ring: Ring, fraction: Quotient) -> bool:
    if not has_letters(fraction) and all(
        isinstance(unsigned(side), Number) for side in _sides(fraction)
    ):
        num, den = (unsigned(side) for side in _sides(fraction))
        assert isinstance(num, Number) and isinstance(den, Number)
        return gcd(int(num.value), int(den.value)) > 1
    try:
        above, below = ring.polynomial(fraction.num), ring.polynomial(fraction.den)
        if not above or not below:
            return False
        common = above.gcd(below)
    except NotPolynomial:
        return False
    if not common.is_constant():
        return True
    (num_content, num_den), (den_content, den_den) = (
        integer_content(above),
        integer_content(below),
    )
    return num_den > 1 or den_den > 1 or gcd(num_content, den_content) > 1


def _denominators(node: Node) -> Iterator[Node]:
    for part in walk(node):
        if isinstance(part, Quotient):
            yield part.den
        elif isinstance(part, Power) and isinstance(part.exp, Negate):
            yield Power(part.base, part.exp.arg, span=part.span)


def _is_root(node: Node) -> bool:
    if isinstance(node, Call):
        return node.func in ("sqrt", "root")
    if not isinstance(node, Power):
        return False
    exponent = unsigned(node.exp)
    if isinstance(exponent, Quotient):
        return isinstance(exponent.num, Number) and isinstance(exponent.den, Number)
    return isinstance(exponent, Number) and exponent.value.denominator > 1
