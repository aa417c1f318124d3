"""The bank at a glance: the published exercises, the skills they train, what these build upon.

Pages that weigh all exercises against each other read it in four plain queries. Following the
relations from each exercise would make the same skill anew for every exercise that trains it.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    trains: dict[int, tuple[Skill, ...]]
    before: dict[int, tuple[int, ...]]
    trained: frozenset[int]


def read_atlas() -> Atlas:
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
