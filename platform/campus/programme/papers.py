"""Papers: problem sets drawn for one person, in the course that all who learn here are in.

A paper is an exam, a placement or a project, like any other: what holds of drafts, clocks, extra
time, objections and marks by hand holds of it. Only its sitter and the course's staff see it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from campus.accounts.models import User
from campus.courses.models import Course, Enrolment, ProblemSet

COURSE: Final = "certificate"  # its name in addresses
TITLE: Final = "Certificate in Mathematical Tools for Machine Learning"


@transaction.atomic
def paper_for(
    learner: User, title: str, kind: str, minutes: int, at: datetime, **rules: Any
) -> ProblemSet:
    """A new paper that opens at `at` and closes when its minutes are over; no items yet.

    rules   further fields of the problem set
    """
    return set_for(
        learner,
        title,
        kind,
        opens_at=at,
        closes_at=at + timedelta(minutes=minutes),
        minutes=minutes,
        tries=1,
        **rules,
    )


@transaction.atomic
def set_for(learner: User, title: str, kind: str, **rules: Any) -> ProblemSet:
    """A new problem set of one person, with one variant of each item; no items yet."""
    course = course_of_the_programme()
    # Two sets at a time would want the same number.
    Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    Enrolment.objects.get_or_create(course=course, person=learner)
    last: int | None = course.sets.aggregate(last=Max("number"))["last"]
    return ProblemSet.objects.create(
        course=course,
        number=(last or 0) + 1,
        title=title,
        kind=kind,
        sitter=learner,
        variants=ProblemSet.Variants.SAME,
        **rules,
    )


def course_of_the_programme() -> Course:
    course, _made = Course.objects.get_or_create(slug=COURSE, defaults={"title": TITLE})
    return course
