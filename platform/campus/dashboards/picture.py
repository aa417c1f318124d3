"""The charts of the dashboard: numbers from this room, drawn by `campus.pages.charts`."""

from __future__ import annotations

from dataclasses import dataclass

from campus.dashboards import activity, mastery
from campus.dashboards.scope import Scope
from campus.pages.charts import Bars, Calendar, Chart, Heat, Lines


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with its heading, a line that says n and dates, and its width in twelfths."""

    title: str
    note: str
    chart: Chart
    span: int


def panels(scope: Scope, days: list[activity.Day]) -> list[Panel]:
    weeks = activity.weeks_of(days, scope)
    modules = mastery.modules_of(scope)
    learners = scope.learners().count()
    since = f"since {scope.since:%d %b %Y}"
    return [
        Panel("Learners who practised", f"of {learners}, by week, {since}", _active(weeks), 7),
        Panel(
            "Success",
            f"submissions that solved their exercise, by week, {since}",
            _success(weeks),
            5,
        ),
        Panel("Practice days", f"learners a day, {since}", _calendar(days, scope), 7),
        Panel("First tries right", "per cent by module, n in the table", _first_tries(modules), 5),
        Panel(
            "Mastery by module",
            f"per cent of {learners} learners × the module's skills",
            _levels(modules),
            12,
        ),
    ]


def _active(weeks: list[activity.Week]) -> Chart:
    values = tuple(float(week.learners) for week in weeks)
    graded = sum(week.graded for week in weeks)
    return Lines(
        summary=f"{values[-1]:.0f} learners practised this week; "
        f"{graded} submissions were graded in {len(weeks)} weeks.",
        labels=tuple(f"{week.monday:%d %b}" for week in weeks),
        series=(("learners", values),),
    )


def _success(weeks: list[activity.Week]) -> Chart:
    known = [week.success for week in weeks if week.success is not None]
    last = f"{known[-1]:.0f} % in the last week with practice" if known else "no practice yet"
    return Lines(
        summary=f"Share of graded submissions that solved their exercise: {last}.",
        labels=tuple(f"{week.monday:%d %b}" for week in weeks),
        series=(("solved", tuple(week.success for week in weeks)),),
        unit="%",
        top=100.0,
    )


def _calendar(days: list[activity.Day], scope: Scope) -> Chart:
    counts = activity.practice_calendar(days)
    return Calendar(
        summary=f"Practice on {len(counts)} days of the last {scope.weeks} weeks.",
        counts=counts,
        until=activity.today(),
        weeks=scope.weeks,
    )


def _first_tries(modules: list[mastery.Module]) -> Chart:
    known = [module for module in modules if module.success is not None]
    return Bars(
        summary=f"Share of first tries that were right in {len(known)} modules.",
        bars=tuple((f"{m.name} (n={m.n})", m.success or 0.0) for m in known),
        axis="module",
        counted="right at the first try, %",
    )


def _levels(modules: list[mastery.Module]) -> Chart:
    return Heat(
        summary="Share of learner-skill pairs at each level, by module.",
        columns=tuple(str(level.label) for level in mastery.LEVELS),
        rows=tuple((module.name, module.shares) for module in modules),
        corner="module",
    )
