"""Which of the listed items a variant shows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercises.drawing.draw import Draw, NoVariant


def arranged(
    d: Draw, item: dict[str, Any], truths: Sequence[bool], there: Sequence[bool]
) -> list[int] | None:
    """Places in the file in the order shown; None where the order written is kept.

    item     of the specification: kind, count, take, fixed, apart
    truths   mc and ms: which options are right
    there    order and match: which items are present; empty when all are
    """
    places = [i for i in range(item["count"]) if not there or there[i]]
    if item["take"] is not None:
        places = _taken(d, item, truths, places)
    elif item["fixed"]:
        return None
    if item["fixed"]:
        return sorted(places)
    if item["kind"] == "order" and len(places) > 1:
        # A list that stands in its right order from the start would ask for nothing.
        return d.until(lambda: d.shuffle(places), lambda order: order != places)
    return d.shuffle(places)


def _taken(d: Draw, item: dict[str, Any], truths: Sequence[bool], places: list[int]) -> list[int]:
    """`take` of the options with one right one (mc) or some (ms); of the pairs, any."""
    take: int = item["take"]
    if not truths:
        apart = set(item["apart"])
        pairs = [i for i in places if i not in apart]
        return sorted([*d.sample(pairs, min(take, len(pairs))), *(apart & set(places))])
    right = [i for i in places if truths[i]]
    wrong = [i for i in places if not truths[i]]
    least, most = max(1, take - len(wrong)), min(len(right), take - 1)
    if item["kind"] == "mc":
        least = most = 1
    if not right or most < least or take - most > len(wrong):
        raise NoVariant(f"{item['blank']}: there are not enough options to take {take} of them")
    count = d.int(least, most)
    return sorted([*d.sample(right, count), *d.sample(wrong, take - count)])
