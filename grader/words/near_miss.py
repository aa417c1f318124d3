"""What a near miss is, and values of trees to find one by: balls on which no mark depends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
POINTS, TRIES, BITS, MOST_NODES = 5, 30, 64, 300
ZERO = arb(0)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """`tag` for statistics, `words` for the learner (`$…$` holds mathematics)."""

    tag: str
    words: str


class Table:
    """The real values of trees at a few points where the first ones all have one.

    points   one ball a name, in the order of `names`
    rows     the values of the first trees, a row a tree
    """

    def __init__(self, trees: Sequence[Node], domain: Domain, seed: str) -> None:
        """Raises CannotEvaluate for trees that are no numbers, or too large to look at."""
        if any(_large(tree) for tree in trees):
            raise CannotEvaluate("too large")
        self.names = sorted({name for tree in trees for name in free_names(tree)})
        self.programs = [compile_tree(tree, self.names) for tree in trees]
        self.points: list[list[Ball]] = []
        found: list[list[Ball]] = []
        wanted, tries = (POINTS, TRIES) if self.names else (1, 1)
        with precision(BITS):
            for point in islice(real_points(self.names, domain, f"{seed}/words"), tries):
                balls = [arb(value) for value in point]
                row = [program(balls) for program in self.programs]
                if all(value.is_finite() for value in row):
                    found.append(row)
                    self.points.append(balls)
                    if len(found) == wanted:
                        break
        self.complete = len(found) == wanted
        self.rows = [list(column) for column in zip(*found, strict=True)]

    def multiple(self, row: Sequence[Ball], tree: Node) -> Ball | None:
        """The constant by which a further tree in these names is to be multiplied to give `row`;
        None if there is none."""
        program = compile_tree(tree, self.names)
        with precision(BITS):
            pairs = zip(row, self.points, strict=True)
            if constant(value / program(point) for value, point in pairs):
                return row[0] / program(self.points[0])
        return None

    def turned(self, index: int, name: str, row: Sequence[Ball]) -> bool:
        """Whether the tree with this index has the values `row` where one name has the other
        sign."""
        place, program = self.names.index(name), self.programs[index]
        with precision(BITS):
            points = ([*p[:place], -p[place], *p[place + 1 :]] for p in self.points)
            return agree(map(program, points), row)


def values(trees: Sequence[Node], domain: Domain, seed: str) -> list[list[Ball]] | None:
    """For each tree its real values at the same few points; None if they have too few.

    Trees without letters have one value each.
    """
    found = tabulated(trees, domain, seed)
    return None if found is None else found.rows


def tabulated(trees: Sequence[Node], domain: Domain, seed: str) -> Table | None:
    """The table of these trees; None if they have no values at enough points."""
    try:
        table = Table(trees, domain, seed)
    except CannotEvaluate:
        return None
    return table if table.complete else None


def _large(tree: Node) -> bool:
    """Whether a tree is too large for anybody to have slipped by just one thing."""
    return next(islice(walk(tree), MOST_NODES, None), None) is not None


def agree(left: Iterable[Ball], right: Iterable[Ball]) -> bool:
    """Whether values agree at every point, as far as balls can see.

    Given generators, no value is worked out after the first that differs; most differ at once.
    """
    for a, b in zip(left, right, strict=True):
        if not (a.is_finite() and a.overlaps(b)):
            return False
    return True


def constant(row: Iterable[Ball]) -> bool:
    """Whether all values are the same and not zero."""
    first = None
    for value in row:
        if not value.is_finite() or (first is not None and not value.overlaps(first)):
            return False
        if first is None:
            if value.overlaps(ZERO):
                return False
            first = value
    return True
