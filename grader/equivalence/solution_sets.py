"""
The real or whole solutions of statements in one letter, compared exactly.

Between the roots of all differences in two statements nothing changes its truth, so it is enough to
look at each root and at one point of each gap. Roots of polynomials are isolated by python-flint,
those of exponentials, logarithms and roots are led back to them (`turning_points.py`); `|u|` is
followed on both of its branches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from flint import acb_poly, arb, arb_poly, fmpq, fmpq_poly

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.domain import Domain, Range
from grader.equivalence.kernels import NotElementary
from grader.equivalence.ladder import UNDECIDED, Decision
from grader.equivalence.proportion import difference
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.equivalence.statements import holds
from grader.equivalence.turning_points import turning_points
from grader.tree import (
    Call,
    Name,
    Negate,
    Node,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    free_names,
    map_children,
    number,
    walk,
)

Ball = Any
Polynomial = Any
METHOD = "sign chart"
BITS, ROOT_BITS = 256, 220
HIGHEST_DEGREE = 20
ONE = number(1)
MOST_BRANCHES = 32


class NotPolynomial(Exception):
    """A side of a statement is no polynomial in the one letter, bars apart, or its roots cannot
    be told from each other."""


def same_solutions(answer: Node, key: Node, domain: Domain) -> Decision:
    """Decide whether two statements in one letter have the same real solutions in its range.

    Statements are relations between polynomials, or what `turning_points` follows, and what `and`,
    `or` and bars make of them; anything else is undecided.
    """
    names = sorted(free_names(answer) | free_names(key))
    if len(names) > 1:
        return Decision(None, UNDECIDED)
    name = names[0] if names else "x"
    try:
        with precision(BITS):
            points = _critical_points([answer, key], name, domain.of(name))
            if domain.of(name).field == "integer":
                points = _integers_around(points)
            for point in points:
                if _outside(point, domain.of(name)):
                    continue
                # nothing holds where it is undefined
                truths = [bool(holds(tree, [name], [point])) for tree in (answer, key)]
                if truths[0] != truths[1]:
                    return Decision(False, METHOD)
    except (NotElementary, CannotEvaluate):
        return Decision(None, UNDECIDED)
    return Decision(True, METHOD)


def _integers_around(points: Iterable[Ball]) -> Iterator[Ball]:
    """The whole numbers beside critical points: some of every gap that holds any."""
    found: set[int] = set()
    for point in points:
        below = int(arb(point.mid()).floor().unique_fmpz() or 0)
        found |= {below - 1, below, below + 1, below + 2}
    yield from (arb(whole) for whole in sorted(found))


def _outside(point: Ball, values: Range) -> bool:
    low, high = values.low, values.high
    below = low is not None and point <= arb(_fmpq(low))
    return below or (high is not None and point >= arb(_fmpq(high)))


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _critical_points(trees: list[Node], name: str, values: Range) -> Iterator[Ball]:
    """The roots, the ends of the letter's range, and a point of each gap between them."""
    branches = (branch for side in _sides(trees) for branch in _branches(side))
    roots = [root for branch in branches for root in _changes(branch, name, values)]
    roots += [arb(_fmpq(end)) for end in (values.low, values.high) if end is not None]
    apart: list[Ball] = []
    for root in sorted(roots, key=lambda r: float(r.mid())):
        if not apart or not root.overlaps(apart[-1]):
            apart.append(root)
    yield from apart
    if not apart:
        yield arb(0)
        return
    yield arb((apart[0] - 1).floor().mid())
    yield arb((apart[-1] + 1).ceil().mid())
    for low, high in pairwise(apart):
        yield arb(((low + high) / 2).mid())


def _changes(node: Node, name: str, values: Range) -> list[Ball]:
    """Where a difference may change its sign, or whether it has a value."""
    try:
        return [root for part in _cleared(node) for root in _roots(part, name)]
    except NotPolynomial:
        return turning_points(node, name, values)


def _sides(trees: list[Node]) -> Iterable[Node]:
    """The difference of the two sides of every relation."""
    parts = (part for tree in trees for part in walk(tree) if isinstance(part, Relation))
    return dict.fromkeys(difference(part.left, part.right) for part in parts)


def _cleared(node: Node) -> tuple[Node, Node]:
    """Numerator and denominator of a tree, without fractions in either."""
    match node:
        case Negate(arg=arg):
            top, bottom = _cleared(arg)
            return Negate(top), bottom
        case Quotient(num=num, den=den) if free_names(den):
            (top, bottom), (over, under) = _cleared(num), _cleared(den)
            return _times(top, under), _times(bottom, over)
        case Sum(terms=parts) | Product(factors=parts):
            total, below = _cleared(parts[0])
            for part in parts[1:]:
                top, bottom = _cleared(part)
                if isinstance(node, Product):
                    total = _times(total, top)
                else:
                    total = Sum((_times(total, bottom), _times(top, below)))
                below = _times(below, bottom)
            return total, below
    return node, ONE


def _times(left: Node, right: Node) -> Node:
    return right if left == ONE else left if right == ONE else Product((left, right))


def _roots(node: Node, name: str) -> list[Ball]:
    """The real roots: exactly isolated for rational coefficients, else by balls."""
    exact = _polynomial(node, name, exact=True)
    if exact is not None:
        return _real_parts(
            [root for root, _ in exact.complex_roots()] if exact.degree() > 0 else []
        )
    balls = _polynomial(node, name, exact=False)
    if balls is None:
        raise NotPolynomial("no polynomial")
    try:
        roots = acb_poly(list(balls)).roots(tol=arb(2) ** -ROOT_BITS) if len(balls) > 1 else []
    except ValueError as error:  # a double root, or a leading coefficient that may be 0
        raise NotPolynomial(str(error)) from error
    return _real_parts(roots)


def _real_parts(roots: list[Ball]) -> list[Ball]:
    return [root.real for root in roots if root.imag.overlaps(arb(0))]


def _branches(node: Node) -> Iterator[Node]:
    """The tree with every |u| replaced by u or -u, in all ways."""
    bars = [p for p in walk(node) if isinstance(p, Call) and p.func == "abs"]
    if 2 ** len(bars) > MOST_BRANCHES:
        raise NotElementary("too many bars")
    for signs in product((1, -1), repeat=len(bars)):
        yield _without_bars(node, iter(signs))


def _without_bars(node: Node, signs: Iterator[int]) -> Node:
    if isinstance(node, Call) and node.func == "abs":
        sign = next(signs)
        inner = _without_bars(node.args[0], signs)
        return inner if sign > 0 else Negate(inner)
    return map_children(node, lambda part: _without_bars(part, signs))


def _polynomial(node: Node, name: str, *, exact: bool) -> Polynomial | None:
    """The tree as a polynomial over the rationals, or over balls; None if it is none."""
    make = fmpq_poly if exact else arb_poly
    if name not in free_names(node):
        value = _coefficient(node, exact)
        return None if value is None else make([value])
    match node:
        case Name():
            return make([0, 1])
        case Negate(arg=arg):
            inner = _polynomial(arg, name, exact=exact)
            return None if inner is None else -inner
        case Sum(terms=parts) | Product(factors=parts):
            found = [_polynomial(part, name, exact=exact) for part in parts]
            return None if None in found else _folded(found, adding=isinstance(node, Sum))
        case Quotient(num=num, den=den) if name not in free_names(den):
            top, bottom = _polynomial(num, name, exact=exact), _coefficient(den, exact)
            return None if top is None or not bottom else top * make([1 / bottom])
        case Power(base=base, exp=exp):
            exponent = rational(exp)
            below = _polynomial(base, name, exact=exact)
            if below is None or exponent is None or exponent.denominator != 1 or exponent < 0:
                return None
            _check_degree(max(1, below.degree()) * exponent)
            return below ** int(exponent)
    return None


def _folded(parts: list[Polynomial], *, adding: bool) -> Polynomial:
    total = parts[0]
    for part in parts[1:]:
        total = total + part if adding else total * part
        _check_degree(total.degree())
    return total


def _coefficient(node: Node, exact: bool) -> Any:
    """The value of a tree without the letter: a fraction, or a ball; None if there is none."""
    if exact:
        value = rational(node)
        return None if value is None else fmpq(value.numerator, value.denominator)
    ball = compile_tree(node, ())(())
    return ball if ball.is_finite() else None


def _check_degree(degree: int | Fraction) -> None:
    if degree > HIGHEST_DEGREE:
        raise NotPolynomial("degree")
