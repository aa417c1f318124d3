"""The bank at a glance: the published exercises, the skills they train, what these build upon.

Pages that weigh all exercises against each other read it. Each process keeps it as long as not a
row of its four tables has changed, which is one short question to the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from campus.catalog.models import Exercise, Skill, Training


@dataclass(frozen=True, slots=True)
class Atlas:
    """
    exercises   published, in their usual order
    skills      all of the map, by primary key
    trains      {exercise: its skills, the one it is about first}, by primary key
    before      {skill: the skills it builds upon}, by primary key
    trained     skills that some published exercise trains, by primary key
    """

    exercises: list[Exercise]
    skills: dict[int, Skill]
    trains: Mapping[int, tuple[Skill, ...]]
    before: Mapping[int, tuple[int, ...]]
    trained: frozenset[int]


#: Every row that is written gets another place or another writer.
_STAMP: Final = "SELECT " + ", ".join(
    f"(SELECT (count(*), sum(hash_record_extended(ROW(xmin, ctid), 0)))::text FROM {table})"
    for table in (
        Exercise._meta.db_table,
        Skill._meta.db_table,
        Training._meta.db_table,
        Skill.prerequisites.through._meta.db_table,
    )
)
_kept: dict[tuple[Any, ...], Atlas] = {}


def read_atlas() -> Atlas:
    """The bank as it stands; its rows are shared by all who ask, and not to be changed."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp: tuple[Any, ...] = cursor.fetchone()
    atlas = _kept.get(stamp)
    if atlas is None:
        atlas = _read()
        _kept.clear()
        _kept[stamp] = atlas
    return atlas


def _read() -> Atlas:
    exercises = list(Exercise.objects.published())
    skills = {skill.pk: skill for skill in Skill.objects.all()}
    pairs = Training.objects.order_by("position").values_list("exercise", "skill")
    trains: dict[int, tuple[Skill, ...]] = {row.pk: () for row in exercises}
    for exercise, skill in pairs:
        if exercise in trains:
            trains[exercise] = (*trains[exercise], skills[skill])
    before: dict[int, tuple[int, ...]] = {}
    for after, needed in Skill.prerequisites.through.objects.values_list(
        "from_skill", "to_skill"
    ).order_by("pk"):
        before[after] = (*before.get(after, ()), needed)
    trained = frozenset(skill.pk for known in trains.values() for skill in known)
    return Atlas(exercises, skills, trains, before, trained)
