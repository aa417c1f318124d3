"""What the days and limits of a problem set mean: when it takes answers, and what they count.

A set is `soon` before it opens, `open` until it is due, `late` until it closes, then `closed`.
Marks lean on the moment at which an answer was handed in, never on when it was graded.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils import timezone

from campus.courses.models import ProblemSet

State = Literal["soon", "open", "late", "closed"]


def state_of(rules: ProblemSet, at: datetime | None = None) -> State:
    now = at or timezone.now()
    if rules.opens_at and now < rules.opens_at:
        return "soon"
    if rules.closes_at and now >= rules.closes_at:
        return "closed"
    return "late" if rules.due_at and now > rules.due_at else "open"


def credit(rules: ProblemSet, handed_in: datetime, tries_before: int) -> float:
    """The share of its marks that an answer keeps, 0 to 1: tries before it cost, and so does
    coming after the due date. What came in before the set closed is late at worst."""
    late = rules.due_at is not None and handed_in > rules.due_at
    in_time = rules.late_credit / 100 if late else 1.0
    return in_time * max(0.0, 1 - rules.try_cost / 100 * tries_before)


def sentences(rules: ProblemSet) -> list[str]:
    """The rules in words, as they stand before anybody has begun; none for a set without any."""
    said = []
    if rules.due_at:
        said.append(f"Due {_moment(rules.due_at)}. {_after_it(rules)}")
    elif rules.closes_at:
        said.append(f"Closes {_moment(rules.closes_at)}; after that no answer is taken.")
    if rules.tries:
        tries = "One graded try" if rules.tries == 1 else f"{rules.tries} graded tries"
        said.append(f"{tries} at each exercise, over all its variants.")
    if rules.try_cost and rules.tries != 1:
        said.append(f"Each graded try after the first takes {rules.try_cost} % off the marks.")
    if rules.tries or rules.try_cost:
        said.append("An answer that could not be read or decided is no try.")
    return said


def _after_it(rules: ProblemSet) -> str:
    if rules.closes_at and (rules.closes_at == rules.due_at or rules.late_credit == 0):
        return "Later answers count nothing."
    share = "in full" if rules.late_credit == 100 else f"{rules.late_credit} % of their marks"
    if rules.late_credit == 0:
        return "Later answers count nothing."
    until = f", until the set closes {_moment(rules.closes_at)}" if rules.closes_at else ""
    return f"Later answers count {share}{until}."


def _moment(at: datetime) -> str:
    """By the site's clock, as everywhere on the pages."""
    local = timezone.localtime(at)
    return f"{local:%a} {local.day} {local:%b, %H:%M}"
