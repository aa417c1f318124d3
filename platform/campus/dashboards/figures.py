"""The few numbers at the top of the dashboard, and the state of the queue."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils import timezone

from campus.dashboards import mastery
from campus.dashboards.activity import Day, weeks_of
from campus.dashboards.scope import Scope
from campus.learning.models import StaffAlert, Submission


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, what it is counted over, and "up", "down" or "" against before."""

    label: str
    value: str
    note: str = ""
    trend: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Submissions that wait for a verdict now; `oldest_s` is the longest wait in seconds."""

    depth: int
    oldest_s: float
    alerts: int


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


def queue() -> Queue:
    waiting = Submission.objects.waiting().aggregate(n=Count("pk"), oldest=Min("received_at"))
    oldest = waiting["oldest"]
    return Queue(
        depth=waiting["n"],
        oldest_s=(timezone.now() - oldest).total_seconds() if oldest else 0.0,
        alerts=StaffAlert.objects.filter(seen_at__isnull=True).count(),
    )
