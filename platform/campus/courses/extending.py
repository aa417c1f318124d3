"""Giving extensions and accommodations, and taking them back: the only writer, and it is logged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.models import Course, Extension, ProblemSet, Section


@transaction.atomic
def extend(
    by: User,
    course: Course,
    problem_set: ProblemSet | None,
    learners: Iterable[User],
    sections: Iterable[Section],
    **given: Any,
) -> int:
    """One extension for each of these, in the place of the one there was; how many."""
    whom: list[dict[str, Any]] = [{"learner": one, "section": None} for one in learners]
    whom += [{"learner": None, "section": one} for one in sections]
    for one in whom:
        row, _made = Extension.objects.update_or_create(
            course=course, problem_set=problem_set, **one, defaults={**given, "given_by": by}
        )
        said = {
            name: value if isinstance(value, int) else value.isoformat()
            for name, value in given.items()
            if value and name != "why"
        }
        record(
            by,
            "extension given",
            row,
            course=course.pk,
            set=problem_set.number if problem_set else None,
            section=row.section_id,
            **said,
        )
    return len(whom)


@transaction.atomic
def take_back(by: User, row: Extension) -> None:
    record(by, "extension taken back", row, course=row.course_id, section=row.section_id)
    row.delete()


@transaction.atomic
def add_minutes(
    problem_set: ProblemSet, learner: User, minutes: int, by: User | None = None, why: str = ""
) -> Extension:
    """Time that the machine has cost a learner in an exam, on top of what was given before."""
    row, _made = Extension.objects.get_or_create(
        course_id=problem_set.course_id, problem_set=problem_set, learner=learner, section=None
    )
    said = {"why": why[:200], "given_by": by} if by else {}
    Extension.objects.filter(pk=row.pk).update(extra_minutes=F("extra_minutes") + minutes, **said)
    record(
        by,
        "time given back",
        row,
        course=problem_set.course_id,
        set=problem_set.number,
        person=learner.pk,
        minutes=minutes,
        why=why,
    )
    return row
