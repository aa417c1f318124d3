"""Learners who may need a word, each with the reason, so that nobody is judged by a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse

from campus.accounts.models import User
from campus.dashboards.activity import Day
from campus.dashboards.scope import Scope
from campus.learning.models import ActiveDay

QUIET_DAYS = 7  # no practice for so long is worth a look
FEW_RIGHT = 0.25  # of the last graded submissions of the scope, at least ENOUGH
ENOUGH = 12
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Concern:
    """One learner and why they are listed; `tone` is "bad" or "warn"."""

    learner: User
    url: str
    why: str
    tone: str
    weight: float


def concerns(scope: Scope, days: Iterable[Day], today: date) -> list[Concern]:
    """Those who stopped, and those who hand in much and solve little; the gravest first."""
    learners = list(scope.learners().annotate(last=Max("days__day")))
    graded: dict[int, int] = defaultdict(int)
    solved: dict[int, int] = defaultdict(int)
    for day in days:
        graded[day.learner] += day.graded
        solved[day.learner] += day.solved
    found = [
        concern
        for learner in learners
        if (concern := _quiet(learner, learner.last, today))
        or (concern := _struggling(learner, graded[learner.pk], solved[learner.pk]))
    ]
    return sorted(found, key=lambda concern: -concern.weight)[:SHOWN]


def last_practice(learner: User) -> date | None:
    last: date | None = ActiveDay.objects.filter(learner=learner).aggregate(last=Max("day"))["last"]
    return last


def _quiet(learner: User, last: date | None, today: date) -> Concern | None:
    if last is None:
        return _concern(learner, "has not practised yet", "warn", 10.0)
    days = (today - last).days
    if days < QUIET_DAYS:
        return None
    tone = "bad" if days >= 2 * QUIET_DAYS else "warn"
    return _concern(learner, f"no practice for {days} days", tone, float(days))


def _struggling(learner: User, graded: int, solved: int) -> Concern | None:
    if graded < ENOUGH or solved / graded >= FEW_RIGHT:
        return None
    why = f"{solved} of {graded} submissions solved their exercise"
    return _concern(learner, why, "warn", 8.0)


def _concern(learner: User, why: str, tone: str, weight: float) -> Concern:
    return Concern(learner, reverse("dashboard-learner", args=[learner.pk]), why, tone, weight)
