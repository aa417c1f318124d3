"""From marks of sets to one figure: weights, and the lowest sets dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Column:
    """A set as the gradebook knows it."""

    pk: int
    number: int
    title: str
    weight: float
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Total:
    """share    weighted mean of the sets that count, 0 to 1; None while none counts
    dropped  the sets left out as the lowest
    """

    share: float | None
    dropped: frozenset[int]


def total_of(
    shares: Mapping[int, float | None], columns: Iterable[Column], drop: int, now: datetime
) -> Total:
    """The total of one learner.

    shares   the mark at each set; absent or None: nothing was handed in
    drop     so many of the lowest sets are left out, as long as one is left; of equal ones the
             heavier goes, then the earlier

    A set counts once something was handed in or once it was due; what was due and never handed in
    counts nothing. Sets of weight 0 never count.
    """
    counting = [
        (shares.get(one.pk) or 0.0, -one.weight, one.number, one)
        for one in columns
        if one.weight > 0
        and (shares.get(one.pk) is not None or (one.due_at is not None and one.due_at <= now))
    ]
    counting.sort(key=lambda row: row[:3])
    left_out = counting[: min(drop, max(0, len(counting) - 1))]
    kept = counting[len(left_out) :]
    weight = sum(one.weight for *_, one in kept)
    earned = sum(share * one.weight for share, _, _, one in kept)
    return Total(earned / weight if weight else None, frozenset(one.pk for *_, one in left_out))
