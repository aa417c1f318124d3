"""Expressions equal up to a constant factor, and differences that are constant."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.domain import Domain
from grader.equivalence.ladder import BALLS, UNDECIDED, Decision, Symbolic, compare, undecided
from grader.equivalence.numerators import unknown_functions_as_letters
from grader.equivalence.points import real_points
from grader.equivalence.rational import rational
from grader.equivalence.sampling import ENOUGH, Point, fraction, precision
from grader.tree import (
    Name,
    Negate,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    free_names,
    number,
    substitute,
)
from grader.tree import Number as Literal

TRIES = 40


def proportional(answer: Node, key: Node, domain: Domain, seed: str) -> Decision:
    """Decide whether `answer` is a non-zero constant times `key`.

    With a point P where both have a value and neither vanishes: answer * key(P) = key * answer(P).
    Values of undefined functions, f(2), vary like letters.
    """
    answer, key = (unknown_functions_as_letters(tree, seed) for tree in (answer, key))
    for point in points(answer, key, domain, seed):
        at = {name: number(value) for name, value in point.items()}
        left, right = substitute(answer, at), substitute(key, at)
        if not (surely_nonzero(left) and surely_nonzero(right)):
            continue
        return compare(Product((answer, right)), Product((key, left)), domain, seed)
    zero = Literal(Fraction(0))
    vanishing = [compare(tree, zero, domain, seed) for tree in (answer, key)]
    if any(found.same is None for found in vanishing):
        return Decision(None, UNDECIDED)
    return Decision(bool(vanishing[0].same and vanishing[1].same), vanishing[0].method)


def positive_multiple(answer: Node, key: Node, domain: Domain, seed: str) -> Decision:
    """Decide whether `answer` is a positive constant times `key`."""
    decision = proportional(answer, key, domain, seed)
    if not decision.same:
        return decision
    for point in points(answer, key, domain, seed):
        at = {name: number(value) for name, value in point.items()}
        sign = sign_of(Product((substitute(answer, at), substitute(key, at))))
        if sign:
            return Decision(sign > 0, decision.method)
    return Decision(None, UNDECIDED)


def constant_apart(answer: Node, key: Node, domain: Domain, seed: str) -> Decision:
    """Decide whether `answer - key` is a constant: equal to its own value at one point."""
    if not free_names(answer) and _varies(key, domain, seed):
        return Decision(False, BALLS)
    undefined = 0
    for point in points(answer, key, domain, seed):
        at = {name: number(value) for name, value in point.items()}
        left, right = substitute(answer, at), substitute(key, at)
        if finite(right):
            if finite(left):
                return compare(Sum((answer, right)), Sum((key, left)), domain, seed)
            undefined += 1
    # Nowhere defined where the key is: whatever it is, it is not the key.
    return Decision(False, BALLS) if undefined >= ENOUGH else Decision(None, UNDECIDED)


def _varies(node: Node, domain: Domain, seed: str) -> bool:
    """Whether a tree surely has different values at two points."""
    first: Any = None
    for point in points(node, node, domain, seed):
        ball = _ball_of(substitute(node, {name: number(v) for name, v in point.items()}))
        if ball is not None:
            if first is not None and not ball.overlaps(first):
                return True
            first = ball
    return False


def difference(left: Node, right: Node) -> Node:
    """The tree of `left - right`; a zero on the right leaves `left` as it is."""
    if right == Literal(Fraction(0)):
        return left
    return Sum((left, Negate(right)))


def points(answer: Node, key: Node, domain: Domain, seed: str) -> Iterator[Point]:
    """Points for both trees, a limited number of them."""
    names = sorted(free_names(answer) | free_names(key))
    stream = real_points(names, domain, f"{seed}/factor")
    for values in islice(stream, TRIES if names else 1):
        # Short fractions keep the exact values at the point short.
        yield {n: fraction(v).limit_denominator(64) for n, v in zip(names, values, strict=True)}


def finite(node: Node) -> bool:
    return _ball_of(node) is not None


def surely_nonzero(node: Node) -> bool:
    """Whether a tree without names is proved to be different from zero."""
    ball = _ball_of(node)
    return ball is not None and not ball.overlaps(ball * 0)


def sign_of(node: Node) -> int:
    """1 or -1 for a real tree without names that is proved positive or negative, else 0."""
    ball = _ball_of(node)
    if ball is None or ball.overlaps(ball * 0):
        return 0
    return 1 if ball > 0 else -1


def is_zero(node: Node, *, symbolic: Symbolic | None = None) -> bool | None:
    """Whether a tree is zero; with letters in it, whether it is zero for all their values."""
    value = rational(node)
    if value is not None:
        return value == 0
    zero = Literal(Fraction(0))
    return compare(node, zero, Domain(), "is it zero", symbolic=symbolic).same


def vanishes(node: Node) -> bool | None:
    """As `is_zero`, without asking SymPy: for what is only tried."""
    return is_zero(node, symbolic=undecided)


def _ball_of(node: Node) -> Any:
    try:
        with precision(128):
            ball = compile_tree(node, ())(())
    except CannotEvaluate:
        return None
    return ball if ball.is_finite() else None


def is_polynomial(node: Node, names: frozenset[str]) -> bool:
    """Whether a tree is a polynomial in `names`, as written: sums, products, natural powers."""
    if not free_names(node) & names:
        return True
    match node:
        case Negate(arg=arg):
            return is_polynomial(arg, names)
        case Sum(terms=parts) | Product(factors=parts):
            return all(is_polynomial(part, names) for part in parts)
        case Quotient(num=num, den=den):
            return is_polynomial(num, names) and not free_names(den) & names
        case Power(base=base, exp=Literal(value=value)):
            return value.denominator == 1 and is_polynomial(base, names)
        case Name():
            return True
    return False
