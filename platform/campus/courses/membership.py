"""Who is in a course, for the page of its staff."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from campus.courses.models import Course, Enrolment
from campus.courses.standing import Standing

Role = Enrolment.Role
_ORDER = (Role.OWNER, Role.INSTRUCTOR, Role.ASSISTANT, Role.LEARNER)


def members(course: Course, asked: Mapping[str, str]) -> QuerySet[Enrolment]:
    """Staff first, then learners by name.

    asked   may say `find` (part of a name or address), `role` and `section` (a number or "none")
    """
    rank = Case(
        *(When(role=role, then=Value(place)) for place, role in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    rows = course.enrolments.select_related("person", "section")
    if words := asked.get("find", "").strip():
        rows = rows.filter(
            Q(person__display_name__icontains=words)
            | Q(person__username__icontains=words)
            | Q(person__email__icontains=words)
        )
    if (role := asked.get("role", "")) in Role.values:
        rows = rows.filter(role=role)
    section = asked.get("section", "")
    if section == "none":
        rows = rows.filter(section=None, role=Role.LEARNER)
    elif section.isdecimal() and len(section) < 10:
        rows = rows.filter(section=int(section))
    return rows.order_by(rank, "person__display_name", "pk")


def roles_given_by(standing: Standing) -> list[str]:
    """The roles that somebody may give: who owns a course all, who teaches in it only learner."""
    if standing.owns:
        return [str(role) for role in reversed(_ORDER)]
    return [str(Role.LEARNER)] if standing.teaches else []
