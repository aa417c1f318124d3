"""What pages may show of progress and practice, asked for only by those that do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from campus.accounts.models import User
from campus.learning.models import LearnerSkill, PracticeStep
from campus.prepared import prepared


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an exercise stands in the open practice session."""

    session: int
    position: int
    total: int
    why: str
    attempt: int


def practice(request: HttpRequest) -> dict[str, object]:
    """`nav_due`: how many skills are due for review; `practice_bars`: the steps of the open
    session that have been begun, for the page of an exercise to find its own."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {
        "nav_due": SimpleLazyObject(lambda: len(_due(user.pk))),
        "practice_bars": SimpleLazyObject(lambda: bars_of(user)),
    }


def bars_of(user: User) -> list[Bar]:
    rows = _steps(user.pk)
    return [
        Bar(row.session_id, row.position, len(rows), str(row.get_why_display()), row.attempt_id)
        for row in rows
        if row.attempt_id is not None and not row.skipped
    ]


@prepared
def _due(learner: int) -> QuerySet[LearnerSkill, int]:
    rows = LearnerSkill.objects.filter(learner=learner, due_at__lte=Now())
    return rows.values_list("skill", flat=True)


@prepared
def _steps(learner: int) -> QuerySet[PracticeStep]:
    """Those of the session that is open."""
    steps = PracticeStep.objects.filter(session__learner=learner, session__ended_at__isnull=True)
    return steps.order_by("position")
