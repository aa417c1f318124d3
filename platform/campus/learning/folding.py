"""Folding what first tries said of exercises into the exercises, every few seconds."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection, transaction

from campus.catalog.models import Exercise, Skill
from campus.learning.elo import STEPS
from campus.learning.models import DifficultyStep

_LOCK = 7_331_001  # any number of our own; held by one folder at a time


@transaction.atomic
def fold() -> int:
    """Take every step that is there; the number of steps. A second folder leaves at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        table = connection.ops.quote_name(DifficultyStep._meta.db_table)
        cursor.execute(f"DELETE FROM {table} RETURNING exercise_id, error")
        steps = cursor.fetchall()
    errors: dict[int, list[float]] = defaultdict(list)
    for exercise, error in steps:
        errors[exercise].append(error)
    rows = Exercise.objects.filter(pk__in=errors).prefetch_related("skills").select_for_update()
    for exercise in rows:
        _take(exercise, errors[exercise.pk])
    return len(steps)


def _take(exercise: Exercise, errors: list[float]) -> None:
    things: list[Exercise | Skill] = [exercise, *exercise.skills.all()]
    for thing in things:
        for error in errors:
            thing.difficulty = STEPS.harder(thing.difficulty, thing.answered, error)
            thing.answered += 1
        thing.save(update_fields=["difficulty", "answered"])
