"""Beginning a regrade: which answers, in which batches. Nothing that learners see changes."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from campus.accounts.models import User
from campus.afterwards import afterwards
from campus.auditing import record
from campus.catalog.models import ExerciseVersion
from campus.courses.models import Course
from campus.learning.models import Submission
from campus.teaching.models import Batch, Regrade
from campus.teaching.regrading.sending import send_next

A_BATCH: Final = 25  # answers; a variant is drawn once for all of its answers in a batch


@transaction.atomic
def begin(course: Course, version: ExerciseVersion, reason: str, by: User) -> Regrade:
    """Ask for every answer of the course to the version's exercise to be judged by its keys."""
    regrade = Regrade.objects.create(
        course=course, exercise=version.exercise, version=version, reason=reason, by=by
    )
    keys = answers_to(course, version).order_by("attempt__variant__seed", "received_at")
    pks = [str(pk) for pk in keys.values_list("pk", flat=True)]
    Batch.objects.bulk_create(
        Batch(regrade=regrade, submissions=pks[start : start + A_BATCH])
        for start in range(0, len(pks), A_BATCH)
    )
    record(
        by,
        "regrade begun",
        regrade,
        course=course.pk,
        exercise=version.exercise.slug,
        version=version.number,
        answers=len(pks),
        reason=reason,
    )
    afterwards(send_next, regrade.pk)
    return regrade


def answers_to(course: Course, version: ExerciseVersion) -> QuerySet[Submission]:
    """Whatever was handed in to be graded and is not on its way."""
    rows = Submission.objects.filter(
        attempt__exercise=version.exercise_id,
        attempt__item__problem_set__course=course,
        mode=Submission.Mode.GRADE,
    )
    return rows.exclude(state__in=Submission.WAITING)
