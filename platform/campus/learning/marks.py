"""Marks as a pure function of rules, terms and answers: one place for the recorder, the gradebook,
a regrade and the simulator of new rules. Nothing here reads the database or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from campus.courses.rules import Rules, credit


@dataclass(frozen=True, slots=True)
class Try:
    """One graded answer at an item.

    handed_in   when it came, which is what the late rules look at
    score       share of the marks that it earned, 0 to 1, before any price
    hints       how many hints had been taken at its variant
    """

    handed_in: datetime
    score: float
    hints: int = 0


def worth(rules: Rules, hint_cost: int, one: Try, tries_before: int) -> float:
    """The share of the item's marks that one answer is worth, 0 to 1: score × what is kept after
    being late and after tries before × what is kept after hints."""
    kept = max(0.0, 1 - hint_cost / 100 * one.hints)
    return min(1.0, max(0.0, one.score)) * credit(rules, one.handed_in, tries_before) * kept


def mark(rules: Rules, hint_cost: int, tries: Iterable[Try]) -> float | None:
    """The share of an item's marks: the best of its tries, in the order they were handed in.

    Tries beyond the limit of the rules and those that came when the set had closed count nothing
    (new rules are tried on answers that the old ones took). None: there is no try.
    """
    rows = sorted(tries, key=lambda one: one.handed_in)
    counted = [one for one in rows if not _too_late(rules, one)][: rules.tries]
    if not rows:
        return None
    return max(
        (worth(rules, hint_cost, one, before) for before, one in enumerate(counted)), default=0.0
    )


def total(shares: Sequence[tuple[float | None, int]]) -> float:
    """Points over items: (share or None, points of the item)."""
    return sum((share or 0.0) * points for share, points in shares)


def _too_late(rules: Rules, one: Try) -> bool:
    return rules.closes_at is not None and one.handed_in >= rules.closes_at
