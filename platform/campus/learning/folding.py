"""Folding what first tries said of exercises into the exercises, every few seconds."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection, transaction

from campus.catalog.models import Exercise, Skill
from campus.learning.elo import Steps
from campus.learning.models import DifficultyStep
from campus.learning.progress import steps_of
from campus.learning.replaying import newest_version

_LOCK = 7_331_001  # any number of our own; held by one folder at a time


@transaction.atomic
def fold() -> int:
    """Take every step that is there; the number of steps. A second folder leaves at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        table = connection.ops.quote_name(DifficultyStep._meta.db_table)
        cursor.execute(f"DELETE FROM {table} RETURNING id, exercise_id, error")
        rows = sorted(cursor.fetchall())  # in the order they came: later ones move it less
    errors: dict[int, list[float]] = defaultdict(list)
    for _, exercise, error in rows:
        errors[exercise].append(error)
    steps = steps_of(newest_version())
    moved = Exercise.objects.filter(pk__in=errors).prefetch_related("skills").select_for_update()
    for exercise in moved:
        _take(exercise, errors[exercise.pk], steps)
    return len(rows)


def _take(exercise: Exercise, errors: list[float], steps: Steps) -> None:
    things: list[Exercise | Skill] = [exercise, *exercise.skills.all()]
    for thing in things:
        for error in errors:
            thing.difficulty = steps.harder(thing.difficulty, thing.answered, error)
            thing.answered += 1
        thing.save(update_fields=["difficulty", "answered"])
