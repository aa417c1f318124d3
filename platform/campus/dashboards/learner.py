"""One learner's story: what they did, where they stand, what they were last at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.courses.models import Course, Enrolment
from campus.dashboards.attention import Concern, concern_of
from campus.dashboards.scope import today
from campus.learning.models import ActiveDay, Attempt, LearnerSkill
from campus.pages.charts import Calendar

LATEST = 25  # attempts shown


@dataclass(frozen=True, slots=True)
class Story:
    learner: User
    concern: Concern
    courses: tuple[Enrolment, ...]
    skills: tuple[LearnerSkill, ...]
    attempts: tuple[Attempt, ...]
    calendar: Calendar
    graded: int
    solved: int
    last: date | None


def learners_seen_by(user: User) -> QuerySet[User]:
    """Everybody for an administrator; for others the learners of the courses they teach."""
    if user.is_admin:
        return User.objects.all()
    taught = Q(course__in=Course.objects.taught_by(user), role=Enrolment.Role.LEARNER)
    return User.objects.filter(pk__in=Enrolment.objects.filter(taught).values("person"))


def story_of(learner: User, user: User) -> Story:
    """A few queries, each over rows of this learner alone. An instructor sees the attempts at sets
    of their courses; an administrator all."""
    days = list(ActiveDay.objects.filter(learner=learner).order_by("day"))
    counts = {day.day: day.graded for day in days}
    attempts = Attempt.objects.filter(learner=learner)
    courses = learner.enrolments.select_related("course").order_by("course__title")
    if not user.is_admin:
        attempts = attempts.filter(pk__in=Attempt.objects.visible_to(user).filter(learner=learner))
        courses = courses.filter(course__in=Course.objects.taught_by(user))
    return Story(
        learner=learner,
        concern=concern_of(learner, today()),
        courses=tuple(courses),
        skills=tuple(
            learner.skills.select_related("skill").order_by("skill__module", "skill__position")
        ),
        attempts=tuple(attempts.select_related("exercise").order_by("-opened_at")[:LATEST]),
        calendar=Calendar(
            summary=_("Practice on %(count)d days.") % {"count": len(counts)},
            counts=counts,
            until=today(),
        ),
        graded=sum(day.graded for day in days),
        solved=sum(day.solved for day in days),
        last=days[-1].day if days else None,
    )
