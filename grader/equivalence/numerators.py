"""
Equations of fractions: cleared of their denominators they may be multiples of each other.

Trees become quotients of polynomials with rational coefficients; whatever is no rational function,
sin(x) or f(2), counts as a letter of its own, the same letter wherever its fingerprint is the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from grader.equivalence.functions import REAL
from grader.equivalence.rational import rational
from grader.equivalence.residues import NoFingerprint, fingerprint
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
    free_names,
    map_children,
    number,
)

HIGHEST_DEGREE, MOST_TERMS = 60, 1500
POWER = "power"  # how letters begin that stand for powers of positive numbers
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


def same_factors(answer: Node, key: Node, seed: str) -> bool:
    """Whether the numerators of two trees have the same irreducible factors with letters, however
    often: their zeros are then the same; False also when that cannot be seen within the bounds."""
    try:
        left, right = _with_letters(answer, seed), _with_letters(key, seed)
        ring = _Ring(sorted(free_names(left) | free_names(right)) or ["x"])
        u, v = (
            {str(part) for part, _ in ring.reduced(side)[0].factor()[1]} for side in (left, right)
        )
    except (TooLarge, NoFingerprint):
        return False
    return bool(u) and u == v


def common_factors(left: Node, right: Node) -> list[Node] | None:
    """The irreducible factors that divide the numerators of both, but for powers of positive
    numbers; None if that is beyond the bounds."""
    try:
        left, right = _with_letters(left, "factor"), _with_letters(right, "factor")
        ring = _Ring(sorted(free_names(left) | free_names(right)) or ["x"])
        (u, _), (v, _) = ring.reduced(left), ring.reduced(right)
    except (TooLarge, NoFingerprint):
        return None
    found = [ring.tree(part) for part, _ in u.gcd(v).factor()[1]]
    return [p for p in found if not (isinstance(p, Name) and p.name.startswith(POWER))]


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
    kind = POWER if _is_exponential(node) else "value"
    return Name(f"{kind} {fingerprint(node, seed).residue}")


def _is_exponential(node: Node) -> bool:
    match node:
        case Call(func="exp"):
            return True
        case Power(base=base):
            return base == Constant("e") or (rational(base) or 0) > 0
    return False


def _bare(term: Product) -> Node:
    """A letter that stands alone, instead of 1 times its first power."""
    match term:
        case Product(factors=(Number(), Power(base=base, exp=exp))) if exp == number(1):
            return base
    return term


class _Ring:
    """Fractions of polynomials in the given names."""

    def __init__(self, names: list[str]) -> None:
        context = fmpq_mpoly_ctx.get([f"x{i}" for i in range(len(names))], Ordering.lex)
        self.one: Polynomial = context.constant(1)
        self.letters = dict(zip(names, context.gens(), strict=True))

    def tree(self, poly: Polynomial) -> Node:
        """A polynomial as a tree in the same letters."""
        terms = [
            Product(
                (
                    number(Fraction(int(share.p), int(share.q))),
                    *(
                        Power(Name(n), number(int(k)))
                        for n, k in zip(self.letters, powers, strict=True)
                        if k
                    ),
                )
            )
            for powers, share in poly.to_dict().items()
        ]
        return Sum(tuple(terms)) if len(terms) > 1 else _bare(terms[0])

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
