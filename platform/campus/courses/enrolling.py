"""The one place where people come into a course, change their part in it, and go."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record, record_each
from campus.courses.errors import Refused
from campus.courses.models import Course, Enrolment, Section
from campus.courses.models.course import TEACHERS

Role = Enrolment.Role


def enrol(
    course: Course,
    person: User,
    by: User,
    *,
    role: str = Role.LEARNER,
    section: Section | None = None,
    way: str = "by hand",
) -> Enrolment:
    """The person's enrolment. Whoever is enrolled already stays as they are: twice is once.

    way   how it came about, for the audit log: "by hand", "list", "link", "code", "invitation"

    Raises Refused for a role that the person's account does not allow.
    """
    _allow(person, role)
    with transaction.atomic():
        row, is_new = Enrolment.objects.get_or_create(
            course=course, person=person, defaults={"role": role, "section": section}
        )
        if is_new:
            section_pk = section.pk if section else None
            record(by, "person enrolled", row, course.pk, role=role, section=section_pk, way=way)
    return row


def enrol_all(
    course: Course, people: Iterable[User], by: User, *, role: str, section: Section | None
) -> None:
    """Many people in one go, off a list. Raises Refused if one account does not allow the role."""
    rows = []
    for person in people:
        _allow(person, role)
        rows.append(Enrolment(course=course, person=person, role=role, section=section))
    with transaction.atomic():
        # Somebody may come in by a link at this moment: twice is once here, too.
        Enrolment.objects.bulk_create(rows, ignore_conflicts=True)
        made = course.enrolments.filter(person__in=[row.person_id for row in rows])
        section_pk = section.pk if section else None
        record_each(
            by, "person enrolled", made, course.pk, role=role, section=section_pk, way="list"
        )


def change(row: Enrolment, by: User, *, role: str, section: Section | None) -> None:
    """Give a person another role or section. Raises Refused."""
    with transaction.atomic():
        _keep_an_owner(row, role)
        if role != row.role:
            _allow(row.person, role)
        before = {"role": row.role, "section": row.section_id}
        row.role, row.section = role, section if role == Role.LEARNER else None
        after = {"role": row.role, "section": row.section_id}
        if after == before:
            return
        row.save(update_fields=["role", "section"])
        record(by, "enrolment changed", row, row.course_id, before=before, after=after)


def remove(row: Enrolment, by: User) -> None:
    """Take a person out of the course, or let them leave. Attempts, answers and marks stay, and
    count again for whoever comes back. Raises Refused for the last owner."""
    with transaction.atomic():
        _keep_an_owner(row, "")
        act = "person left" if by == row.person else "person removed"
        course, role, person = row.course_id, row.role, row.person
        row.delete()
        record(by, act, person, course, role=role)


def _allow(person: User, role: str) -> None:
    """Instructors read the keys of every exercise: that is for an administrator to give."""
    if role in TEACHERS and not person.may_teach:
        raise Refused(
            _("%(person)s has a learner's account; an administrator can make it an instructor's.")
            % {"person": person}
        )


def _keep_an_owner(row: Enrolment, role: str) -> None:
    """The row of the course is locked, so that two owners cannot both go at once."""
    if row.role != Role.OWNER or role == Role.OWNER:
        return
    course = Course.objects.select_for_update().get(pk=row.course_id)
    others = course.enrolments.filter(role=Role.OWNER).exclude(pk=row.pk)
    if not others.exists():
        raise Refused(_("A course needs an owner: name another one first."))
