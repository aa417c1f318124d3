"""The sections of a course: made, counted, given up."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.models import Course, Section


def sections_of(course: Course) -> list[tuple[Section, int]]:
    """Each section and how many are in it."""
    counted = dict(
        course.enrolments.filter(section__isnull=False)
        .order_by()
        .values_list("section")
        .annotate(n=Count("pk"))
    )
    return [(section, counted.get(section.pk, 0)) for section in course.sections.all()]


def make(section: Section, by: User) -> None:
    with transaction.atomic():
        section.save()
        record(by, "section made", section, section.course_id)


def remove(section: Section, by: User) -> None:
    with transaction.atomic():
        record(by, "section removed", section, section.course_id)
        section.delete()
