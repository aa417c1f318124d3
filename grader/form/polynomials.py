"""
Trees as polynomials over the rationals, for the forms that need their factors.

Whatever is no polynomial (sin x, a root, pi) becomes a letter of its own, so that
`sin(x)^2 - 1` factors like `s^2 - 1`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import gcd
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from grader.plain import ascii as plain
from grader.tree import Name, Negate, Node, Number, Power, Product, Quotient, Sum, walk

Polynomial = Any  # python-flint is not typed
LARGEST_DEGREE = 60
MOST_TERMS = 400


class NotPolynomial(Exception):
    """The tree divides by a letter, or is too large to be worked out here."""


@dataclass(slots=True)
class Ring:
    """The polynomials in the letters of one answer."""

    letters: list[str] = field(default_factory=list)
    context: Any = None

    @classmethod
    def of(cls, *nodes: Node) -> Ring:
        """The ring that holds every one of `nodes`."""
        letters: dict[str, None] = {}
        for node in nodes:
            _collect(node, letters)
        ring = cls(list(letters) or ["x"])
        ring.context = fmpq_mpoly_ctx.get(
            tuple(f"g{index}" for index in range(len(ring.letters))), Ordering.lex
        )
        return ring

    def polynomial(self, node: Node) -> Polynomial:
        """`node` multiplied out. Raises NotPolynomial."""
        num, den = self.ratio(node)
        if not den.is_constant():
            raise NotPolynomial
        return num / den.leading_coefficient()

    def ratio(self, node: Node) -> tuple[Polynomial, Polynomial]:
        """Numerator and denominator of `node`, nothing cancelled. Raises NotPolynomial."""
        one = self.context.constant(1)
        if isinstance(node, Number):
            return self.context.constant(fmpq(node.value.numerator, node.value.denominator)), one
        if isinstance(node, Negate):
            num, den = self.ratio(node.arg)
            return -num, den
        if isinstance(node, Sum):
            return self._sum(node)
        if isinstance(node, Product):
            num, den = one, one
            for factor in node.factors:
                above, below = self.ratio(factor)
                num, den = _bounded(num * above), _bounded(den * below)
            return num, den
        if isinstance(node, Quotient):
            (a, b), (c, d) = self.ratio(node.num), self.ratio(node.den)
            if not c:
                raise NotPolynomial
            return _bounded(a * d), _bounded(b * c)
        exponent = whole_exponent(node)
        if isinstance(node, Power) and exponent is not None:
            return self._power(node.base, exponent)
        return self.context.gen(self.letters.index(plain(node))), one

    def _sum(self, node: Sum) -> tuple[Polynomial, Polynomial]:
        num, den = self.context.constant(0), self.context.constant(1)
        for term in node.terms:
            above, below = self.ratio(term)
            num, den = _bounded(num * below + above * den), _bounded(den * below)
        return num, den

    def _power(self, base: Node, exponent: int) -> tuple[Polynomial, Polynomial]:
        num, den = self.ratio(base)
        size = max(num.total_degree(), den.total_degree(), 1)
        if abs(exponent) * size > LARGEST_DEGREE or (len(num) + len(den)) ** 2 > MOST_TERMS:
            raise NotPolynomial
        if exponent < 0 and not num:
            raise NotPolynomial
        num, den = (num, den) if exponent >= 0 else (den, num)
        return _bounded(num ** abs(exponent)), _bounded(den ** abs(exponent))


def whole_exponent(node: Node) -> int | None:
    """The exponent of a power when it is a whole number, maybe negative."""
    if not isinstance(node, Power):
        return None
    sign, exponent = 1, node.exp
    if isinstance(exponent, Negate):
        sign, exponent = -1, exponent.arg
    if isinstance(exponent, Number) and exponent.value.denominator == 1:
        return sign * int(exponent.value) if exponent.value < 10**6 else None
    return None


def integer_content(polynomial: Polynomial) -> tuple[int, int]:
    """Greatest common divisor of the coefficients' numerators, and their common denominator."""
    numerators, denominator = 0, 1
    for coefficient in polynomial.coeffs():
        numerators = gcd(numerators, int(coefficient.p))
        denominator = denominator * int(coefficient.q) // gcd(denominator, int(coefficient.q))
    return numerators, denominator


def factors(polynomial: Polynomial) -> list[tuple[Polynomial, int]]:
    """The irreducible factors over the rationals with their multiplicities, constants aside."""
    if polynomial.total_degree() > LARGEST_DEGREE or len(polynomial) > MOST_TERMS:
        raise NotPolynomial
    return [(factor, int(times)) for factor, times in polynomial.factor()[1]]


def has_letters(node: Node) -> bool:
    """Whether a declared name occurs in `node`."""
    return any(isinstance(part, Name) for part in walk(node))


def _bounded(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) > MOST_TERMS:
        raise NotPolynomial
    return polynomial


def _collect(node: Node, letters: dict[str, None]) -> None:
    """The letters of `node`: its names, and the text of each part that is no polynomial."""
    if isinstance(node, Number):
        return
    if isinstance(node, Negate):
        _collect(node.arg, letters)
    elif isinstance(node, Sum):
        for term in node.terms:
            _collect(term, letters)
    elif isinstance(node, Product):
        for factor in node.factors:
            _collect(factor, letters)
    elif isinstance(node, Quotient):
        _collect(node.num, letters)
        _collect(node.den, letters)
    elif isinstance(node, Power) and whole_exponent(node) is not None:
        _collect(node.base, letters)
    else:
        letters.setdefault(plain(node))
