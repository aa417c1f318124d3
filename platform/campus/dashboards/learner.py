"""One learner's story: what they did, where they stand, what they were last at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.courses.models import Enrolment
from campus.dashboards.activity import today
from campus.learning.models import ActiveDay, Attempt, LearnerSkill
from campus.pages.charts import Calendar

LATEST = 25  # attempts shown


@dataclass(frozen=True, slots=True)
class Story:
    learner: User
    courses: tuple[Enrolment, ...]
    skills: tuple[LearnerSkill, ...]
    attempts: tuple[Attempt, ...]
    calendar: Calendar
    graded: int
    solved: int
    last: date | None


def story_of(learner: User) -> Story:
    """Four queries, each over rows of this learner alone."""
    days = list(ActiveDay.objects.filter(learner=learner).order_by("day"))
    counts = {day.day: day.graded for day in days}
    return Story(
        learner=learner,
        courses=tuple(learner.enrolments.select_related("course").order_by("course__title")),
        skills=tuple(
            learner.skills.select_related("skill").order_by("skill__module", "skill__position")
        ),
        attempts=tuple(learner.attempts.select_related("exercise").order_by("-opened_at")[:LATEST]),
        calendar=Calendar(
            summary=_("Practice on %(count)d days.") % {"count": len(counts)},
            counts=counts,
            until=today(),
        ),
        graded=sum(day.graded for day in days),
        solved=sum(day.solved for day in days),
        last=days[-1].day if days else None,
    )
