"""Learners who may need a word, each with the reason, so that nobody is judged by a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.dashboards.activity import Day
from campus.dashboards.scope import Scope
from campus.learning.models import LearnerSkill

QUIET_DAYS = 7  # no practice for so long is worth a look
FEW_RIGHT = 0.25  # of the last graded submissions of the scope, at least ENOUGH
ENOUGH = 12
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Concern:
    """One learner and why they are listed.

    tone      "bad" or "warn"
    mastered  how many skills they have mastered
    weight    the gravest is listed first
    """

    learner: User
    url: str
    why: str
    tone: str
    mastered: int
    weight: float


Reason = tuple[str, str, float]  # why, tone, weight


def concerns(scope: Scope, days: Iterable[Day], today: date) -> list[Concern]:
    """Those who stopped, and those who hand in much and solve little; the gravest first."""
    learners = list(scope.learners().annotate(last=Max("days__day")))
    mastered = _mastered(scope)
    graded: dict[int, int] = defaultdict(int)
    solved: dict[int, int] = defaultdict(int)
    for day in days:
        graded[day.learner] += day.graded
        solved[day.learner] += day.solved
    found = [
        _concern(learner, mastered.get(learner.pk, 0), reason)
        for learner in learners
        if (reason := _quiet(learner.last, today))
        or (reason := _struggling(graded[learner.pk], solved[learner.pk]))
    ]
    return sorted(found, key=lambda concern: -concern.weight)[:SHOWN]


def _mastered(scope: Scope) -> dict[int, int]:
    rows = LearnerSkill.objects.filter(
        learner__in=scope.learners(), level=LearnerSkill.Level.MASTERED
    )
    return dict(rows.values_list("learner").annotate(n=Count("pk")))


def _quiet(last: date | None, today: date) -> Reason | None:
    if last is None:
        return _("has not practised yet"), "warn", 10.0
    days = (today - last).days
    if days < QUIET_DAYS:
        return None
    return (
        _("no practice for %(days)d days") % {"days": days},
        "bad" if days >= 2 * QUIET_DAYS else "warn",
        float(days),
    )


def _struggling(graded: int, solved: int) -> Reason | None:
    if graded < ENOUGH or solved / graded >= FEW_RIGHT:
        return None
    return (
        _("%(solved)d of %(graded)d submissions solved their exercise")
        % {"solved": solved, "graded": graded},
        "warn",
        8.0,
    )


def _concern(learner: User, mastered: int, reason: Reason) -> Concern:
    why, tone, weight = reason
    url = reverse("dashboard-learner", args=[learner.pk])
    return Concern(learner, url, why, tone, mastered, weight)
