"""From the text of an exercise to a version that learners can open; one path for whoever wrote it.

Nothing is drawn here: the pool of a version fills when it is opened, and ahead of that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion, Skill, Training
from campus.catalog.pool import keep_variants
from campus.catalog.skill_map import module_of
from exercises import model
from exercises.errors import SourceError
from exercises.source import parse_exercise

Origin = Exercise.Origin


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one text; `reason` says with file and line why a wrong one was left out."""

    slug: str
    outcome: Literal["new", "changed", "unchanged", "taken", "wrong"]
    version: ExerciseVersion | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text comes from, who published it, and over how many seeds it was proved here."""

    origin: str
    by: User | None = None
    commit: str = ""
    proved: int = 0


def publish_files(
    paths: Iterable[Path], provenance: Provenance, *, module: str = ""
) -> Iterator[Published]:
    """Publish each file whose text is not the current one; an unchanged file costs a digest.

    module   where they all belong; default the folder they lie in, else that of their main skill

    An exercise that somebody wrote in the browser is never overwritten by a file: "taken". A file
    that is no exercise leaves the others be, and what learners have of its earlier text: "wrong".
    """
    known = {
        slug: (digest, origin, retired)
        for slug, digest, origin, retired in Exercise.objects.values_list(
            "slug", "current__digest", "origin", "retired_at"
        )
    }
    for path in paths:
        digest, origin, retired = known.get(path.stem, ("", provenance.origin, None))
        try:
            text = _text(path)
            if origin == Origin.AUTHORS:
                yield Published(path.stem, "taken")
            elif digest == digest_of(text) and origin == provenance.origin and retired is None:
                yield Published(path.stem, "unchanged")
            else:
                exercise = _read(text, path)
                version = keep_version(exercise, provenance, module=module or _folder(path))
                yield Published(path.stem, "changed" if path.stem in known else "new", version)
        except SourceError as wrong:
            yield Published(path.stem, "wrong", reason=str(wrong))


@transaction.atomic
def keep_version(
    exercise: model.Exercise,
    provenance: Provenance,
    *,
    module: str = "",
    drawn: dict[str, Any] | None = None,
) -> ExerciseVersion:
    """Make this text the current version: a new one, or an earlier one with the same text.

    drawn   the first variants of its pool, by seed, where they are there already
    """
    row, _ = Exercise.objects.update_or_create(
        slug=exercise.id,
        defaults={
            "title": exercise.title,
            "module": module or module_of(exercise.skills[0]),
            "level": exercise.level,
            "minutes": exercise.minutes,
            "kind": exercise.kind,
            "origin": provenance.origin,
            "retired_at": None,
        },
    )
    version = _version(row, exercise.text, provenance)
    if drawn:
        keep_variants(version.pk, drawn)
        version.drawn_to = max(version.drawn_to, len(drawn))
        version.save(update_fields=["drawn_to"])
    row.current = version
    row.save(update_fields=["current"])
    _connect(row, exercise.skills)
    return version


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def files_in(places: Sequence[Path]) -> list[Path]:
    """The named files and the exercises of the named folders."""
    found: list[Path] = []
    for place in places:
        found.extend(sorted(place.glob("**/*.md")) if place.is_dir() else [place])
    return found


def bank_files() -> list[Path]:
    return files_in([settings.EXERCISE_BANK])


def publish_ours() -> Iterator[Published]:
    """The bank and the gallery as they lie beside this code; what left them is retired."""
    bank, gallery = bank_files(), files_in([settings.EXERCISE_GALLERY])
    yield from publish_files(bank, Provenance(Origin.BANK))
    yield from publish_files(gallery, Provenance(Origin.GALLERY), module="gallery")
    for origin, files in ((Origin.BANK, bank), (Origin.GALLERY, gallery)):
        there = [path.stem for path in files]
        Exercise.objects.filter(origin=origin).exclude(slug__in=there).retire()


def _version(row: Exercise, text: str, provenance: Provenance) -> ExerciseVersion:
    last = row.versions.aggregate(last=Max("number"))["last"] or 0
    version, new = row.versions.get_or_create(
        digest=digest_of(text),
        defaults={
            "source": text,
            "number": last + 1,
            "published_by": provenance.by,
            "commit": provenance.commit,
            "proved": provenance.proved,
        },
    )
    if not new and (provenance.commit or provenance.proved > version.proved):
        version.commit = provenance.commit or version.commit
        version.proved = max(provenance.proved, version.proved)
        version.save(update_fields=["commit", "proved"])
    return version


def _text(path: Path) -> str:
    """The file's text byte for byte: line ends stay as they are."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise SourceError(str(path), 1, "the file is not UTF-8; save it as UTF-8") from wrong


def _read(text: str, path: Path) -> model.Exercise:
    exercise = parse_exercise(text, str(path))
    if exercise.id != path.stem:
        message = f"the id `{exercise.id}` must be the file's name, `{path.stem}`"
        raise SourceError(str(path), 2, message)
    return exercise


def _folder(path: Path) -> str:
    """The module that a folder of the bank is named for, or ""."""
    name = path.parent.name
    return name if len(name) == 3 and name[0] == "M" and name[1:].isdecimal() else ""


def _connect(row: Exercise, slugs: Sequence[str]) -> None:
    """The exercise trains exactly these skills, in this order."""
    trained = list(
        Training.objects.filter(exercise=row)
        .order_by("position")
        .values_list("skill__slug", flat=True)
    )
    if trained == list(slugs):
        return
    Training.objects.filter(exercise=row).delete()
    for position, slug in enumerate(slugs):
        skill, _ = Skill.objects.get_or_create(
            slug=slug, defaults={"title": slug, "module": row.module}
        )
        Training.objects.create(exercise=row, skill=skill, position=position)
