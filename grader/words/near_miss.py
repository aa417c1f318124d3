"""What a near miss is, and values of trees to find one by: balls on which no mark depends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flint import arb

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.domain import Domain
from grader.equivalence.points import real_points
from grader.equivalence.sampling import precision
from grader.tree import Node, free_names, walk

Ball = Any
POINTS, TRIES, MOST_NODES = 5, 30, 300


@dataclass(frozen=True, slots=True)
class NearMiss:
    """`tag` for statistics, `words` for the learner (`$…$` holds mathematics)."""

    tag: str
    words: str


def values(trees: Sequence[Node], domain: Domain, seed: str) -> list[list[Ball]] | None:
    """For each tree its real values at the same few points; None if they have too few.

    Trees without letters have one value each.
    """
    if any(_large(tree) for tree in trees):
        return None
    names = sorted({name for tree in trees for name in free_names(tree)})
    try:
        programs = [compile_tree(tree, names) for tree in trees]
    except CannotEvaluate:
        return None
    rows: list[list[Ball]] = []
    wanted = POINTS if names else 1
    with precision(64):
        for point in islice(real_points(names, domain, f"{seed}/words"), TRIES if names else 1):
            balls = [arb(value) for value in point]
            row = [program(balls) for program in programs]
            if all(value.is_finite() for value in row):
                rows.append(row)
            if len(rows) == wanted:
                return [list(column) for column in zip(*rows, strict=True)]
    return None


def _large(tree: Node) -> bool:
    """Whether a tree is too large for anybody to have slipped by just one thing."""
    return next(islice(walk(tree), MOST_NODES, None), None) is not None


def agree(left: Sequence[Ball], right: Sequence[Ball]) -> bool:
    """Whether values agree at every point, as far as balls can see."""
    return all(a.is_finite() and a.overlaps(b) for a, b in zip(left, right, strict=True))


def constant(row: Sequence[Ball]) -> bool:
    """Whether all values are the same and not zero."""
    first = row[0]
    finite = all(value.is_finite() for value in row)
    return finite and not first.overlaps(arb(0)) and all(v.overlaps(first) for v in row[1:])
