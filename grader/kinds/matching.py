"""Two collections compared without regard to order: who is whose partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.equivalence.ladder import Decision
from grader.kinds.closeness import Closeness
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
    table = [
        [
            same_entry(element, key, language, closeness, f"{seed}/{i}/{j}")
            for j, key in enumerate(wanted)
        ]
        for i, element in enumerate(given)
    ]
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
    kept: list[Node] = []
    for element in elements:
        if not any(same_entry(element, other, language, None, seed).same for other in kept):
            kept.append(element)
    return tuple(kept)
