"""
Equations of fractions: cleared of their denominators they may be multiples of each other.

Trees become quotients of polynomials with rational coefficients; whatever is no rational function,
sin(x) or f(2), counts as a letter of its own, the same letter wherever its fingerprint is the same.
"""

from __future__ import annotations

from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from grader.equivalence.functions import REAL
from grader.equivalence.rational import rational
from grader.equivalence.residues import NoFingerprint, fingerprint
from grader.parse.functions import ARITY
from grader.tree import (
    Call,
    Name,
    Negate,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    free_names,
    map_children,
)

HIGHEST_DEGREE, MOST_TERMS = 60, 1500
Polynomial = Any
Fraction_ = tuple[Polynomial, Polynomial]


class TooLarge(Exception):
    """The polynomials would grow beyond what an answer needs, or something divides by zero."""


def same_numerator(answer: Node, key: Node, seed: str) -> bool:
    """Whether two trees, each brought to one reduced fraction, have the same numerator up to a
    constant factor; False also when that cannot be seen within the bounds.

    Equations u = 0 and v = 0 then hold for the same values, wherever both sides have one.
    """
    try:
        left, right = _with_letters(answer, seed), _with_letters(key, seed)
        names = sorted(free_names(left) | free_names(right))
        if not names:
            return False
        ring = _Ring(names)
        (u, _), (v, _) = ring.reduced(left), ring.reduced(right)
    except (TooLarge, NoFingerprint):
        return False
    if not u or not v:
        return False
    return bool(u * v.leading_coefficient() == v * u.leading_coefficient())


def unknown_functions_as_letters(node: Node, seed: str) -> Node:
    """The tree with calls of undefined functions, f(2) or g(x), replaced by letters."""
    if isinstance(node, Call) and node.func not in ARITY and node.func not in REAL:
        return _letter(node, seed)
    return map_children(node, lambda part: unknown_functions_as_letters(part, seed))


def _with_letters(node: Node, seed: str) -> Node:
    """The tree with everything that is no rational function replaced by letters."""
    if rational(node) is not None:
        return node
    match node:
        case Name():
            return node
        case Negate() | Sum() | Product() | Quotient():
            return map_children(node, lambda part: _with_letters(part, seed))
        case Power(exp=exp) if (value := rational(exp)) is not None and value.denominator == 1:
            return Power(_with_letters(node.base, seed), exp)
    return _letter(node, seed)


def _letter(node: Node, seed: str) -> Node:
    return Name(f"value {fingerprint(node, seed).residue}")


class _Ring:
    """Fractions of polynomials in the given names."""

    def __init__(self, names: list[str]) -> None:
        context = fmpq_mpoly_ctx.get([f"x{i}" for i in range(len(names))], Ordering.lex)
        self.one: Polynomial = context.constant(1)
        self.letters = dict(zip(names, context.gens(), strict=True))

    def reduced(self, node: Node) -> Fraction_:
        top, bottom = self.fraction(node)
        common = top.gcd(bottom)
        return (top, bottom) if not common else (top / common, bottom / common)

    def fraction(self, node: Node) -> Fraction_:
        value = rational(node)
        if value is not None:
            return self.one * fmpq(value.numerator, value.denominator), self.one
        match node:
            case Name(name=name):
                return self.letters[name], self.one
            case Negate(arg=arg):
                top, bottom = self.fraction(arg)
                return -top, bottom
            case Sum(terms=parts):
                return self._sum([self.fraction(part) for part in parts])
            case Product(factors=parts):
                return self._product([self.fraction(part) for part in parts])
            case Quotient(num=num, den=den):
                (a, b), (c, d) = self.fraction(num), self.fraction(den)
                return self._product([(a, b), self._inverse(c, d)])
            case Power(base=base, exp=exp):
                return self._power(self.fraction(base), int(rational(exp) or 0))
        raise TooLarge(type(node).__name__)

    def _sum(self, parts: list[Fraction_]) -> Fraction_:
        top, bottom = parts[0]
        for c, d in parts[1:]:
            top, bottom = (top + c, bottom) if bottom == d else (top * d + c * bottom, bottom * d)
            _check(top, bottom)
        return top, bottom

    def _product(self, parts: list[Fraction_]) -> Fraction_:
        top, bottom = parts[0]
        for c, d in parts[1:]:
            top, bottom = top * c, bottom * d
            _check(top, bottom)
        return top, bottom

    def _inverse(self, top: Polynomial, bottom: Polynomial) -> Fraction_:
        if not top:
            raise TooLarge("division by zero")
        return bottom, top

    def _power(self, base: Fraction_, exponent: int) -> Fraction_:
        degree = max(1, *(part.total_degree() for part in base))
        if degree * abs(exponent) > HIGHEST_DEGREE:
            raise TooLarge("degree")
        top, bottom = base if exponent >= 0 else self._inverse(*base)
        size = abs(exponent)
        _check(top**size, bottom**size)
        return top**size, bottom**size


def _check(*parts: Polynomial) -> None:
    for part in parts:
        if part.total_degree() > HIGHEST_DEGREE or len(part) > MOST_TERMS:
            raise TooLarge("terms")
