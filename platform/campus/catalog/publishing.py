"""From a file of the bank to an exercise that learners can open: a version and ready variants."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max

from campus.catalog.drawing_lots import pool_seed
from campus.catalog.models import Exercise, ExerciseVersion, Skill, Training, Variant
from exercises import model, variant
from exercises.source import parse_exercise
from grader.sandbox import Sandbox, shared


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one file."""

    slug: str
    outcome: Literal["new", "changed", "unchanged"]
    number: int
    variants: int


def publish(paths: Iterable[Path], *, variants: int | None = None) -> Iterator[Published]:
    """Publish each exercise whose text is not the current one; an unchanged file costs a digest.

    variants   how many to keep ready; default settings.VARIANTS_KEPT

    Raises exercises.errors.ExerciseError with file and line for a wrong exercise; what was
    published before it stays.
    """
    wanted = variants or settings.VARIANTS_KEPT
    current = {
        version.exercise.slug: version
        for version in ExerciseVersion.objects.filter(current_of__isnull=False)
        .select_related("exercise")
        .annotate(ready=Count("variants"))
    }
    for path in paths:
        text = path.read_text(encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        known = current.get(path.stem)
        if known and known.digest == digest and known.ready >= wanted:
            yield Published(path.stem, "unchanged", known.number, wanted)
            continue
        exercise = parse_exercise(text, str(path))
        drawn = draw_pool(exercise, digest, wanted, shared())
        number = _keep(exercise, path.parent.name, text, digest, drawn)
        yield Published(path.stem, "changed" if known else "new", number, len(drawn))


def bank_files(given: Sequence[str] = ()) -> list[Path]:
    """The named files and the exercises of the named folders; without names, the whole bank."""
    found: list[Path] = []
    for place in map(Path, given or [str(settings.EXERCISE_BANK)]):
        found.extend(sorted(place.glob("**/*.md")) if place.is_dir() else [place])
    return found


def draw_pool(
    exercise: model.Exercise, digest: str, wanted: int, box: Sandbox
) -> dict[int, variant.Variant]:
    """`wanted` variants by seed; an exercise with few distinct ones repeats them."""
    seeds = [pool_seed(digest, place) for place in range(wanted)]
    return variant.make_variants(exercise, seeds, box)


@transaction.atomic
def _keep(
    exercise: model.Exercise,
    module: str,
    text: str,
    digest: str,
    drawn: dict[int, variant.Variant],
) -> int:
    """Write it all, or nothing; the version's number."""
    row, _ = Exercise.objects.update_or_create(
        slug=exercise.id,
        defaults={
            "title": exercise.title,
            "module": module,
            "level": exercise.level,
            "minutes": exercise.minutes,
            "kind": exercise.kind,
        },
    )
    last = row.versions.aggregate(last=Max("number"))["last"] or 0
    version, _ = row.versions.get_or_create(
        digest=digest, defaults={"source": text, "number": last + 1}
    )
    Variant.objects.bulk_create(
        [Variant(version=version, seed=seed, body=one.to_json()) for seed, one in drawn.items()],
        ignore_conflicts=True,
    )
    row.current = version
    row.save(update_fields=["current"])
    _connect(row, exercise.skills)
    return version.number


def _connect(row: Exercise, slugs: Sequence[str]) -> None:
    """The exercise trains exactly these skills, in this order."""
    Training.objects.filter(exercise=row).delete()
    for position, slug in enumerate(slugs):
        skill, _ = Skill.objects.get_or_create(
            slug=slug, defaults={"title": slug, "module": row.module}
        )
        Training.objects.create(exercise=row, skill=skill, position=position)
