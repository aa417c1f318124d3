"""
The real solutions of statements in one letter, compared exactly.

Between the roots of all polynomials in two statements nothing changes its truth, so it is enough to
look at each root and at one point of each gap. Roots are isolated in ball arithmetic by
python-flint; `|u|` is followed on both of its branches.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from flint import arb, fmpq, fmpq_poly

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.ladder import UNDECIDED, Decision
from grader.equivalence.proportion import difference
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.tree import (
    And,
    Call,
    Name,
    Negate,
    Node,
    Number,
    Or,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    free_names,
    map_children,
    walk,
)

Ball = Any
METHOD = "sign chart"
BITS = 256
HIGHEST_DEGREE = 40
MOST_BRANCHES = 32


class NotPolynomial(Exception):
    """A side of a statement is no rational polynomial in the one letter, bars apart."""


def same_solutions(answer: Node, key: Node) -> Decision:
    """Decide whether two statements in one letter have the same real solutions.

    Statements are relations between polynomials with rational coefficients, and what `and`, `or`
    and bars make of them; anything else is undecided.
    """
    names = sorted(free_names(answer) | free_names(key))
    if len(names) > 1:
        return Decision(None, UNDECIDED)
    name = names[0] if names else "x"
    try:
        with precision(BITS):
            points = list(_critical_points([answer, key], name))
            for point, exact in points:
                truths = [_holds(tree, name, point, exact) for tree in (answer, key)]
                if None in truths:
                    return Decision(None, UNDECIDED)
                if truths[0] != truths[1]:
                    return Decision(False, METHOD)
    except (NotPolynomial, CannotEvaluate):
        return Decision(None, UNDECIDED)
    return Decision(True, METHOD)


def _critical_points(trees: list[Node], name: str) -> Iterator[tuple[Ball, bool]]:
    """Roots (balls, not exact) and points of the gaps between them (exact)."""
    roots: list[Ball] = []
    for tree in trees:
        for part in walk(tree):
            if isinstance(part, Relation):
                for branch in _branches(difference(part.left, part.right)):
                    roots += _real_roots(_polynomial(branch, name))
    apart: list[Ball] = []
    for root in sorted(roots, key=lambda r: float(r.mid())):
        if not apart or not root.overlaps(apart[-1]):
            apart.append(root)
            yield root, False
    if not apart:
        yield arb(0), True
        return
    yield arb((apart[0] - 1).floor().mid()), True
    yield arb((apart[-1] + 1).ceil().mid()), True
    for low, high in pairwise(apart):
        yield arb(((low + high) / 2).mid()), True


def _branches(node: Node) -> Iterator[Node]:
    """The tree with every |u| replaced by u or -u, in all ways."""
    bars = [p for p in walk(node) if isinstance(p, Call) and p.func == "abs"]
    if 2 ** len(bars) > MOST_BRANCHES:
        raise NotPolynomial("too many bars")
    for signs in product((1, -1), repeat=len(bars)):
        yield _without_bars(node, iter(signs))


def _without_bars(node: Node, signs: Iterator[int]) -> Node:
    if isinstance(node, Call) and node.func == "abs":
        sign = next(signs)
        inner = _without_bars(node.args[0], signs)
        return inner if sign > 0 else Negate(inner)
    return map_children(node, lambda part: _without_bars(part, signs))


def _polynomial(node: Node, name: str) -> fmpq_poly:
    match node:
        case Number(value=value):
            return fmpq_poly([_fmpq(value)])
        case Name(name=found) if found == name:
            return fmpq_poly([0, 1])
        case Negate(arg=arg):
            return -_polynomial(arg, name)
        case Sum(terms=terms):
            total = fmpq_poly([0])
            for term in terms:
                total += _polynomial(term, name)
            return total
        case Product(factors=factors):
            total = fmpq_poly([1])
            for factor in factors:
                total *= _polynomial(factor, name)
                _check_degree(total.degree())
            return total
        case Quotient(num=num, den=den) if (value_of := rational(den)) is not None and value_of:
            return _polynomial(num, name) / _fmpq(value_of)
        case Power(base=base, exp=exp):
            exponent = rational(exp)
            below = _polynomial(base, name)
            if exponent is None or exponent.denominator != 1 or exponent < 0:
                raise NotPolynomial("power")
            _check_degree(max(1, below.degree()) * exponent)
            return below ** int(exponent)
    value_of = rational(node)
    if value_of is None:
        raise NotPolynomial(type(node).__name__)
    return fmpq_poly([_fmpq(value_of)])


def _check_degree(degree: int | Fraction) -> None:
    if degree > HIGHEST_DEGREE:
        raise NotPolynomial("degree")


def _real_roots(polynomial: fmpq_poly) -> list[Ball]:
    if polynomial.degree() < 1:
        return []
    roots: Any = polynomial.complex_roots()  # pairs of a ball and a multiplicity
    return [root.real for root, _ in roots if root.imag == 0]


def _holds(tree: Node, name: str, point: Ball, exact: bool) -> bool | None:
    """The truth of a statement at a point; None where bars or balls leave it open."""
    if isinstance(tree, And):
        return _all([_holds(part, name, point, exact) for part in tree.parts])
    if isinstance(tree, Or):
        truths = [_holds(part, name, point, exact) for part in tree.parts]
        inverted = _all([None if t is None else not t for t in truths])
        return None if inverted is None else not inverted
    if not isinstance(tree, Relation):
        raise NotPolynomial(type(tree).__name__)
    value = compile_tree(difference(tree.left, tree.right), [name])([point])
    if not value.is_finite():
        return None
    if value.overlaps(arb(0)):
        # At an exact point this is 0 itself; at a root, 0 to 2^-200 or so.
        sign = 0
    else:
        sign = 1 if value > 0 else -1
    return {
        "=": sign == 0,
        "!=": sign != 0,
        "<": sign < 0,
        "<=": sign <= 0,
        ">": sign > 0,
        ">=": sign >= 0,
    }.get(tree.op)


def _all(truths: list[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)
