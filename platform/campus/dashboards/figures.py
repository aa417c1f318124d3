"""The few numbers at the top of the dashboard."""

from __future__ import annotations

from dataclasses import dataclass

from campus.dashboards import mastery
from campus.dashboards.activity import Day, weeks_of
from campus.dashboards.scope import Scope


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, what it is counted over, and "up", "down" or "" against before."""

    label: str
    value: str
    note: str = ""
    trend: str = ""


def figures(scope: Scope, days: list[Day]) -> list[Figure]:
    """This week beside the whole week before: this one is still running, so only a rise shows."""
    *_, before, now = weeks_of(days, scope)
    learners = scope.learners().count()
    success = "–" if now.success is None else f"{now.success:.0f} %"
    return [
        Figure("Learners", str(learners), "with an open account"),
        Figure(
            "Active this week",
            str(now.learners),
            f"{before.learners} in the whole week before",
            "up" if now.learners > before.learners else "",
        ),
        Figure("Submissions this week", str(now.graded), f"{before.graded} the week before"),
        Figure("Solved this week", success, f"of {now.graded} graded submissions"),
        Figure("Skills mastered", str(mastery.mastered(scope)), "over all learners"),
    ]
