"""Writing versions down: many at a time, in a handful of statements, however many there are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion, Skill, Training
from campus.catalog.skill_map import module_of
from exercises import model


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text comes from, who published it, and over how many seeds it was proved here."""

    origin: str
    by: User | None = None
    commit: str = ""
    proved: int = 0


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def keep_versions(
    exercises: Sequence[model.Exercise],
    provenance: Provenance,
    modules: Mapping[str, str] | None = None,
) -> list[ExerciseVersion]:
    """Make these texts the current versions, in their order: new ones, or earlier ones with the
    same text.

    modules   by id where an exercise belongs; "" or none: the module of its main skill
    """
    rows = _rows(exercises, provenance, modules or {})
    versions = _versions(exercises, rows, provenance)
    for exercise, version in zip(exercises, versions, strict=True):
        rows[exercise.id].current = version
    Exercise.objects.bulk_update(rows.values(), ["current"])
    _connect(exercises, rows)
    return versions


def _rows(
    exercises: Sequence[model.Exercise], provenance: Provenance, modules: Mapping[str, str]
) -> dict[str, Exercise]:
    """The exercises' rows by id, with what the texts say of them."""
    told = [
        Exercise(
            slug=exercise.id,
            title=exercise.title,
            module=modules.get(exercise.id) or module_of(exercise.skills[0]),
            level=exercise.level,
            minutes=exercise.minutes,
            kind=exercise.kind,
            origin=provenance.origin,
        )
        for exercise in exercises
    ]
    fields = ["title", "module", "level", "minutes", "kind", "origin", "retired_at"]
    Exercise.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["slug"], update_fields=fields
    )
    ids = [exercise.id for exercise in exercises]
    return {row.slug: row for row in Exercise.objects.select_for_update().filter(slug__in=ids)}


def _versions(
    exercises: Sequence[model.Exercise], rows: Mapping[str, Exercise], provenance: Provenance
) -> list[ExerciseVersion]:
    last: dict[int, int] = {}
    known: dict[tuple[int, str], ExerciseVersion] = {}
    for version in ExerciseVersion.objects.filter(exercise__in=rows.values()).defer("source"):
        last[version.exercise_id] = max(last.get(version.exercise_id, 0), version.number)
        known[version.exercise_id, version.digest] = version
    found = []
    for exercise in exercises:
        row, digest = rows[exercise.id], digest_of(exercise.text)
        version = known.get((row.pk, digest)) or ExerciseVersion(
            exercise=row,
            digest=digest,
            source=exercise.text,
            number=last.get(row.pk, 0) + 1,
            published_by=provenance.by,
        )
        version.commit = provenance.commit or version.commit
        version.proved = max(provenance.proved, version.proved)
        found.append(version)
    ExerciseVersion.objects.bulk_create(version for version in found if version.pk is None)
    ExerciseVersion.objects.bulk_update(found, ["commit", "proved"])
    return found


def _connect(exercises: Iterable[model.Exercise], rows: Mapping[str, Exercise]) -> None:
    """Each exercise trains exactly its skills, in their order."""
    wanted = {
        (rows[e.id].pk, slug): place for e in exercises for place, slug in enumerate(e.skills)
    }
    trained = Training.objects.filter(exercise__in=rows.values())
    if wanted == {
        (t.exercise_id, t.skill.slug): t.position for t in trained.select_related("skill")
    }:
        return
    trained.delete()
    slugs = {slug for _, slug in wanted}
    missing = slugs - set(Skill.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    Skill.objects.bulk_create(
        Skill(slug=slug, title=slug, module=module_of(slug)) for slug in sorted(missing)
    )
    skills = dict(Skill.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    Training.objects.bulk_create(
        Training(exercise_id=exercise, skill_id=skills[slug], position=place)
        for (exercise, slug), place in wanted.items()
    )
