"""Who practised when, from the sums of days and weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from campus.dashboards.scope import Scope
from campus.rollups.models import DayTally, WeekTally


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


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    learners: int
    graded: int
    solved: int


def weeks_of(scope: Scope) -> list[Week]:
    """Every week of the scope in order, the empty ones too; the last one is still running."""
    rows = WeekTally.objects.filter(**scope.group, monday__gte=scope.since)
    values = rows.values_list("monday", "learners", "graded", "solved")
    found = {monday: Week(monday, *rest) for monday, *rest in values}
    mondays = [scope.since + timedelta(weeks=i) for i in range(scope.weeks)]
    return [found.get(monday, Week(monday, 0, 0, 0)) for monday in mondays]


def days_of(scope: Scope) -> list[Day]:
    """The days on which anybody practised, in order."""
    rows = DayTally.objects.filter(**scope.group, day__gte=scope.since).order_by("day")
    return [Day(*row) for row in rows.values_list("day", "learners", "graded", "solved")]
