"""The truth of equations and inequalities, and of what `and` and `or` make of them, at a point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from flint import arb

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.domain import Domain
from grader.equivalence.ladder import UNDECIDED, Decision
from grader.equivalence.points import real_points
from grader.equivalence.proportion import difference
from grader.equivalence.sampling import fraction, precision
from grader.tree import And, Node, Or, Relation, free_names

Ball = Any
POINTS = 60
WIDEST = arb(2) ** -100


def holds(tree: Node, names: Sequence[str], point: Sequence[Ball]) -> bool | None:
    """Whether a statement is true at a point; None where it is undefined.

    A difference of two sides that balls cannot tell from 0 counts as 0: the precision is to be
    high, and the point exact or a root of that very difference.

    Raises CannotEvaluate for what is no statement about numbers, and where a ball is too wide.
    """
    if isinstance(tree, And):
        return _all([holds(part, names, point) for part in tree.parts])
    if isinstance(tree, Or):
        return _any([holds(part, names, point) for part in tree.parts])
    if not isinstance(tree, Relation):
        raise CannotEvaluate(type(tree).__name__)
    value = compile_tree(difference(tree.left, tree.right), names)(point)
    if not value.is_finite():
        return None
    if value.overlaps(arb(0)) and not value.rad() < WIDEST:
        raise CannotEvaluate("a value that may be anything")
    sign = 0 if value.overlaps(arb(0)) else 1 if value > 0 else -1
    return {
        "=": sign == 0,
        "!=": sign != 0,
        "<": sign < 0,
        "<=": sign <= 0,
        ">": sign > 0,
        ">=": sign >= 0,
    }.get(tree.op)


def differ_somewhere(answer: Node, key: Node, domain: Domain, seed: str) -> Decision:
    """Look for a point at which one statement is true and the other false: a proof of difference.

    `same` is False or None, never True: two statements may differ where no point was taken.
    """
    names = sorted(free_names(answer) | free_names(key))
    try:
        with precision(256):
            for values in islice(real_points(names, domain, f"{seed}/truth"), POINTS):
                point = [arb(value) for value in values]
                truths = [holds(tree, names, point) for tree in (answer, key)]
                if None not in truths and truths[0] != truths[1]:
                    at = {n: fraction(v) for n, v in zip(names, values, strict=True)}
                    return Decision(False, "ball arithmetic", at)
    except CannotEvaluate:
        pass
    return Decision(None, UNDECIDED)


def _all(truths: Sequence[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def _any(truths: Sequence[bool | None]) -> bool | None:
    if True in truths:
        return True
    return None if None in truths else False
