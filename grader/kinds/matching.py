"""Two collections compared without regard to order: who is whose partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.equivalence.ladder import BALLS, EXACT, Decision
from grader.kinds.closeness import Closeness
from grader.kinds.glance import Glance
from grader.kinds.judging import same_entry
from grader.kinds.language import Language
from grader.tree import Node


@dataclass(frozen=True, slots=True)
class Matching:
    """`pairs` elements found, `extra` given ones without a partner, `missing` wanted ones."""

    pairs: int
    extra: int
    missing: int
    decision: Decision


def match_elements(
    given: Sequence[Node],
    wanted: Sequence[Node],
    language: Language,
    closeness: Closeness | None,
    seed: str,
) -> Matching:
    """Pair equal elements, as many as possible.

    With a tolerance an element may fit two keys, so partners are exchanged along augmenting
    paths (Kuhn's algorithm) rather than taken first come, first served.
    """
    glance = Glance((*given, *wanted), language, seed)

    def decide(i: int, j: int) -> Decision:
        if closeness is None and (seen := glance.same(given[i], wanted[j])) is not None:
            return Decision(seen, EXACT if seen else BALLS)
        return same_entry(given[i], wanted[j], language, closeness, f"{seed}/{i}/{j}")

    table = [[decide(i, j) for j in range(len(wanted))] for i in range(len(given))]
    pairs = most_pairs([[d.same is True for d in row] for row in table])
    extra, missing = len(given) - pairs, len(wanted) - pairs
    decisions = [decision for row in table for decision in row]
    same: bool | None = extra == missing == 0
    if not same and any(decision.same is None for decision in decisions):
        same = None
    method = next((d.method for d in decisions if d.method != "same expression"), "same expression")
    return Matching(pairs, extra, missing, Decision(same, method))


def most_pairs(fits: Sequence[Sequence[bool]]) -> int:
    """The size of the largest matching of rows to columns, each used once.

    >>> most_pairs([[True, True], [True, False]])
    2
    """
    partner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column, fit in enumerate(fits[row]):
            if fit and column not in tried:
                tried.add(column)
                if column not in partner or place(partner[column], tried):
                    partner[column] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(fits)))


def without_repeats(elements: Sequence[Node], language: Language, seed: str) -> tuple[Node, ...]:
    """The elements, each once; only certain equality makes two of them one."""
    glance = Glance(elements, language, seed)
    kept: list[Node] = []
    for element in elements:
        if not any(_equal(element, other, glance, language, seed) for other in kept):
            kept.append(element)
    return tuple(kept)


def _equal(left: Node, right: Node, glance: Glance, language: Language, seed: str) -> bool:
    seen = glance.same(left, right)
    return bool(same_entry(left, right, language, None, seed).same if seen is None else seen)
