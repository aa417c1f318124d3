"""
The list under a match blank.

    - left -> right **tag** — words for who gives this left another partner
    - -> a partner of nobody
    - [{{ case == 1 }}] left -> right, there only where the condition holds
"""

from __future__ import annotations

from exercises.errors import SourceError
from exercises.model import Pair
from exercises.reading.holes import Holes
from exercises.reading.items import at_least, condition, split_outside, told
from exercises.reading.layout import Line

_ARROW = "-> "


def read_pairs(
    file: str, line: int, items: list[Line], holes: Holes, take: int | None = None
) -> tuple[Pair, ...]:
    """The pairs in the order written; a variant shows `take` of those with a left side."""
    at_least(2, items, file, line, "a match")
    pairs = tuple(_pair(file, place, item, holes) for place, item in enumerate(items, 1))
    lefts = sum(pair.left is not None for pair in pairs)
    if lefts < 2:
        raise SourceError(file, line, "a match needs at least two pairs `- left -> right`")
    if take is not None and not 2 <= take <= lefts:
        message = f"`take={take}` must lie between 2 and the number of pairs, {lefts}"
        raise SourceError(file, line, message)
    return pairs


def _pair(file: str, place: int, item: Line, holes: Holes) -> Pair:
    number, text = item
    present, text = condition(number, text, holes)
    cut = told(number, text, holes)
    sides = split_outside(cut.text, _ARROW)
    if sides is None or not sides[1].strip():
        raise SourceError(file, number, "a pair is written `- left -> right`")
    left, right = (side.strip() for side in sides)
    return Pair(
        holes.passage([(number, left)]) if left else None,
        holes.passage([(number, right)]),
        cut.tag or f"pair-{place}",
        cut.words,
        present,
    )
