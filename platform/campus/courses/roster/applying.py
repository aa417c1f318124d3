"""Doing what a list says."""

from __future__ import annotations

from django.db import transaction

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.enrolling import change, enrol
from campus.courses.inviting import invite
from campus.courses.models import Course, Section
from campus.courses.roster.lines import Line, Plan


def carry_out(course: Course, plan: Plan, by: User) -> int:
    """Do what the plan says, leaving out its errors; how many lines did something."""
    done = 0
    with transaction.atomic():
        sections = {section.name: section for section in course.sections.all()}
        for line in plan.lines:
            if line.act in ("same", "error"):
                continue
            if line.section and line.section not in sections:
                made = Section.objects.create(course=course, name=line.section)
                sections[line.section] = made
            _do(course, line, sections.get(line.section), by)
            done += 1
        record(by, "list of people applied", course, course.pk, **plan.counts)
    return done


def _do(course: Course, line: Line, section: Section | None, by: User) -> None:
    if line.enrolment is not None:
        kept = section if line.section else line.enrolment.section
        change(line.enrolment, by, role=line.role, section=kept)
    elif line.person is not None:
        enrol(course, line.person, by, role=line.role, section=section, way="list")
    else:
        invite(course, line.who, by, role=line.role, section=section)
