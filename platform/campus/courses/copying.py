"""A course given again: its sets, items and rules with dates moved, and none of its people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.models import Course, Enrolment, Item, Pool, ProblemSet


def copy_course(
    course: Course, by: User, *, title: str, slug: str, term: str, shift: timedelta
) -> Course:
    """A new course, owned by whoever copies. Sections, ways in, announcements and people stay
    behind: they belong to the term that is over.

    shift   added to every date; whole days, so that a set stays due at its hour of the day
    """
    with transaction.atomic():
        made = Course.objects.create(
            title=title, slug=slug, term=term, description=course.description
        )
        Enrolment.objects.create(course=made, person=by, role=Enrolment.Role.OWNER)
        for old in course.sets.shared().prefetch_related("items"):
            new = ProblemSet.objects.create(course=made, **_fields_of(old, shift))
            pools = {
                pool.pk: Pool.objects.create(problem_set=new, **_fields_of(pool, shift))
                for pool in old.pools.all()
            }
            Item.objects.bulk_create(
                Item(problem_set=new, pool=pools.get(item.pool_id or 0), **_fields_of(item, shift))
                for item in old.items.all()
            )
        record(by, "course copied", made, made.pk, copied=course.pk, days=shift.days)
    return made


def _fields_of(row: models.Model, shift: timedelta) -> dict[str, Any]:
    """Whatever the row says of itself, dates moved: a rule that is added to sets is copied too."""
    above = {"course", "problem_set", "pool"}
    return {
        field.attname: _moved(getattr(row, field.attname), shift)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in above
    }


def _moved(value: Any, shift: timedelta) -> Any:
    return value + shift if isinstance(value, datetime) else value


def days_between(old: date | None, new: date | None) -> timedelta:
    """The shift that brings one day to the other; none where a day is missing."""
    return new - old if old and new else timedelta(0)
