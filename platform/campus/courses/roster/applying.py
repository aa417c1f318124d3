"""Doing what a list says: people of one role and section together, so that a long list costs no
more statements than a short one of as many kinds."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.enrolling import change, enrol_all
from campus.courses.inviting import invite
from campus.courses.models import Course, Section
from campus.courses.roster.lines import Act, Line, Plan


def carry_out(course: Course, plan: Plan, by: User) -> int:
    """Do what the plan says, leaving out its errors; how many lines did something."""
    lines = [line for line in plan.lines if line.act in ("enrol", "invite", "change")]
    with transaction.atomic():
        sections = _sections(course, {line.section for line in lines})
        together: dict[tuple[Act, str, str], list[Line]] = defaultdict(list)
        for line in lines:
            together[line.act, line.role, line.section].append(line)
        for (act, role, name), alike in together.items():
            section = sections.get(name)
            if act == "enrol":
                people = [line.person for line in alike if line.person is not None]
                enrol_all(course, people, by, role=role, section=section)
            elif act == "invite":
                invite(course, [line.who for line in alike], by, role=role, section=section)
            else:
                _change(alike, section, by)
        record(by, "list of people applied", course, course.pk, **plan.counts)
    return len(lines)


def _change(lines: list[Line], section: Section | None, by: User) -> None:
    for line in lines:
        if line.enrolment is not None:
            kept = section or line.enrolment.section
            change(line.enrolment, by, role=line.role, section=kept)


def _sections(course: Course, named: set[str]) -> dict[str, Section]:
    """The course's sections by name, those made that the list names and that are not there."""
    known = {section.name: section for section in course.sections.all()}
    for name in sorted(named - known.keys() - {""}):
        known[name] = Section.objects.create(course=course, name=name)
    return known
