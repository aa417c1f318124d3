"""What one person may do in one course. The table itself is in docs/why/roles.md."""

from __future__ import annotations

from dataclasses import dataclass

from campus.accounts.models import User
from campus.courses.models import Course, Enrolment
from campus.courses.models.course import OWNERS, STAFF, TEACHERS


@dataclass(frozen=True, slots=True)
class Standing:
    """A reading of one enrolment for pages: what to show. What is found for a person is decided
    by the querysets of `models.course`, which say the same.

    role       "" for an administrator who is not enrolled
    enrolled   the person belongs to the course, and may leave it
    reads      reads work, comments, marks by hand
    teaches    changes sets, learners, sections, ways in
    owns       names the staff, archives, reads the audit log
    """

    role: str
    enrolled: bool
    reads: bool
    teaches: bool
    owns: bool


def standing_of(user: User, course: Course) -> Standing:
    row = Enrolment.objects.filter(course=course, person=user).first()
    role = row.role if row else ""
    may = user.may_teach
    return Standing(
        role=role,
        enrolled=row is not None,
        reads=user.is_admin or role == "assistant" or (may and role in STAFF),
        teaches=user.is_admin or (may and role in TEACHERS),
        owns=user.is_admin or (may and role in OWNERS),
    )
