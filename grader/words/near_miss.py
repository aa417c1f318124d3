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
POINTS, TRIES, BITS, MOST_NODES = 5, 30, 64, 300


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

    def of(self, tree: Node) -> list[Ball]:
        """The values of a further tree in these names, NaN where it has none."""
        program = compile_tree(tree, self.names)
        with precision(BITS):
            return [program(point) for point in self.points]

    def turned(self, index: int, name: str) -> list[Ball]:
        """The values of the tree with this index where one name has the other sign."""
        place = self.names.index(name)
        with precision(BITS):
            return [
                self.programs[index]([*point[:place], -point[place], *point[place + 1 :]])
                for point in self.points
            ]


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


def agree(left: Sequence[Ball], right: Sequence[Ball]) -> bool:
    """Whether values agree at every point, as far as balls can see."""
    return all(a.is_finite() and a.overlaps(b) for a, b in zip(left, right, strict=True))


def constant(row: Sequence[Ball]) -> bool:
    """Whether all values are the same and not zero."""
    first = row[0]
    finite = all(value.is_finite() for value in row)
    return finite and not first.overlaps(arb(0)) and all(v.overlaps(first) for v in row[1:])
