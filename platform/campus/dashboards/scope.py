"""Whose progress a dashboard is about: everybody, or the learners of one course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from campus.accounts.models import User
from campus.courses.models import Course, Enrolment

WEEKS = (4, 8, 12, 26)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filters in the address say.

    course   None: the whole site
    weeks    how far back, whole weeks up to today
    """

    course: Course | None
    weeks: int

    @property
    def since(self) -> date:
        """The Monday on which the first week shown begins."""
        today = timezone.now().date()
        return today - timedelta(days=today.weekday() + 7 * (self.weeks - 1))

    def learners(self) -> QuerySet[User]:
        people = User.objects.filter(is_active=True)
        if self.course is None:
            return people.filter(role=User.Role.LEARNER)
        return people.filter(
            enrolments__course=self.course, enrolments__role=Enrolment.Role.LEARNER
        )


def scope_of(course: str, weeks: str) -> Scope:
    """Read the address; what it does not know falls back to everything and 12 weeks."""
    wanted = int(weeks) if weeks.isdecimal() else 12
    return Scope(
        course=Course.objects.filter(slug=course).first() if course else None,
        weeks=wanted if wanted in WEEKS else 12,
    )
