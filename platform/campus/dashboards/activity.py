"""Who practised when, from one row a learner and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from campus.dashboards.scope import Scope
from campus.learning.models import ActiveDay


@dataclass(frozen=True, slots=True)
class Day:
    learner: int
    day: date
    graded: int
    solved: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week: learners who practised, graded submissions, those that solved their exercise."""

    monday: date
    learners: int
    graded: int
    solved: int

    @property
    def success(self) -> float | None:
        """Solved out of graded, in per cent; None when nothing was graded."""
        return 100 * self.solved / self.graded if self.graded else None


def days_of(scope: Scope) -> list[Day]:
    rows = ActiveDay.objects.filter(learner__in=scope.learners(), day__gte=scope.since)
    return [Day(*row) for row in rows.values_list("learner", "day", "graded", "solved")]


def weeks_of(days: Iterable[Day], scope: Scope) -> list[Week]:
    """Every week of the scope in order, the empty ones too; the last one is still running."""
    by_monday: dict[date, list[Day]] = {
        scope.since + timedelta(weeks=i): [] for i in range(scope.weeks)
    }
    for day in days:
        by_monday[day.day - timedelta(days=day.day.weekday())].append(day)
    return [
        Week(
            monday,
            len({day.learner for day in found}),
            sum(day.graded for day in found),
            sum(day.solved for day in found),
        )
        for monday, found in by_monday.items()
    ]


def practice_calendar(days: Iterable[Day]) -> dict[date, int]:
    """How many learners practised on each day."""
    return dict(Counter(day.day for day in days))


def today() -> date:
    return timezone.now().date()
