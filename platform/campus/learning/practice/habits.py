"""Habits: the days somebody practised, the row of them, and how today's goal stands.

A day is a day of the person's own calendar. A row of days survives a missed day when a freeze is
there to bridge it: seven days of practice earn one, two can be kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from campus.accounts.models import User
from campus.learning.models import ActiveDay, PracticePlan
from campus.prepared import prepared

EARNED_AFTER: Final = 7  # days of practice in a row
MOST_FREEZES: Final = 2
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Streak:
    """The row of days up to today or yesterday, the longest so far, freezes in hand, and the days
    that a freeze has bridged."""

    days: int
    longest: int
    freezes: int
    frozen: frozenset[date]


@dataclass(frozen=True, slots=True)
class WeekDay:
    letter: str
    name: str
    on: bool
    frozen: bool
    today: bool


@dataclass(frozen=True, slots=True)
class Habits:
    """What the start page shows beside the exercises; `done` and `goal` in solved exercises."""

    streak: Streak
    week: list[WeekDay]
    counts: dict[date, int]
    today: date
    done: int
    goal: int
    track: str = ""

    @property
    def goal_met(self) -> bool:
        return self.done >= self.goal


def plan_of(user: User) -> PracticePlan:
    """The person's plan, or the one that somebody without any has; not saved."""
    return next(iter(_plans(user.pk)), None) or PracticePlan(learner=user)


@prepared
def _plans(learner: int) -> QuerySet[PracticePlan]:
    return PracticePlan.objects.filter(learner=learner)


def today_by(plan: PracticePlan, now: datetime | None = None) -> date:
    return (now or timezone.now()).astimezone(plan.zone).date()


def habits_of(user: User) -> Habits:
    """Two queries: the plan, and a row for each day of practice ever."""
    plan = plan_of(user)
    today = today_by(plan)
    rows = _days(user.pk)
    streak = streak_of([row.day for row in rows], today)
    active = {row.day for row in rows}
    solved = next((row.solved for row in rows if row.day == today), 0)
    week = [_week_day(today - back * DAY, today, active, streak) for back in range(6, -1, -1)]
    counts = {row.day: row.graded for row in rows}
    return Habits(streak, week, counts, today, solved, plan.goal, plan.track)


@prepared
def _days(learner: int) -> QuerySet[ActiveDay]:
    return ActiveDay.objects.filter(learner=learner).order_by("day")


def streak_of(days: Iterable[date], today: date) -> Streak:
    """The row that `days` (ascending) make; a day that is not over yet breaks nothing."""
    run = longest = freezes = 0
    last: date | None = None
    frozen: set[date] = set()
    for day in days:
        missed = [] if last is None else _between(last, day)
        if last is None or len(missed) > freezes:
            run = freezes = 0
        else:
            freezes -= len(missed)
            frozen.update(missed)
        run, last = run + 1, day
        longest = max(longest, run)
        if run % EARNED_AFTER == 0:
            freezes = min(MOST_FREEZES, freezes + 1)
    missed = [] if last is None else _between(last, today)
    if last is None or len(missed) > freezes:
        return Streak(0, longest, 0, frozenset(frozen))
    frozen.update(missed)
    return Streak(run, longest, freezes - len(missed), frozenset(frozen))


def _between(first: date, last: date) -> list[date]:
    return [first + i * DAY for i in range(1, (last - first).days)]


def _week_day(day: date, today: date, active: set[date], streak: Streak) -> WeekDay:
    return WeekDay(
        letter=date_format(day, "D")[0],
        name=date_format(day, "l"),
        on=day in active,
        frozen=day in streak.frozen,
        today=day == today,
    )
