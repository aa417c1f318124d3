"""From the text of an exercise to a version that learners can open; one path for whoever wrote it.

Nothing is drawn here: the pool of a version fills when it is opened, and ahead of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.db import transaction

from campus.catalog.models import Exercise, ExerciseVersion
from campus.catalog.pool import keep_variants
from campus.catalog.versions import Provenance, digest_of, keep_versions
from exercises import model
from exercises.assembling import Assembled, assembled
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
    changed: dict[str, model.Exercise] = {}
    modules: dict[str, str] = {}
    for path in paths:
        digest, origin, retired = known.get(path.stem, ("", provenance.origin, None))
        try:
            whole = assembled(path)
            if origin == Origin.AUTHORS:
                yield Published(path.stem, "taken")
            elif (
                digest == digest_of(whole.text) and origin == provenance.origin and retired is None
            ):
                yield Published(path.stem, "unchanged")
            else:
                changed[path.stem] = _read(whole, path)
                modules[path.stem] = module or _folder(path)
        except SourceError as wrong:
            yield Published(path.stem, "wrong", reason=str(wrong))
    versions = keep_versions(list(changed.values()), provenance, modules) if changed else []
    for slug, version in zip(changed, versions, strict=True):
        yield Published(slug, "changed" if slug in known else "new", version)


def keep_version(
    exercise: model.Exercise, provenance: Provenance, drawn: dict[str, Any] | None = None
) -> ExerciseVersion:
    """Make this text the current version: a new one, or an earlier one with the same text.

    drawn   the first variants of its pool, by seed, where they are there already
    """
    with transaction.atomic():
        (version,) = keep_versions([exercise], provenance)
        if drawn:
            keep_variants(version.pk, drawn)
            version.drawn_to = max(version.drawn_to, len(drawn))
            version.save(update_fields=["drawn_to"])
    return version


def files_in(places: Sequence[Path]) -> list[Path]:
    """The named files and the exercises of the named folders."""
    found: list[Path] = []
    for place in places:
        found.extend(sorted(place.glob("**/*.md")) if place.is_dir() else [place])
    return found


def bank_files() -> list[Path]:
    return files_in([settings.EXERCISE_BANK])


def publish_projects() -> Iterator[Published]:
    """The milestones of all projects."""
    files = files_in([settings.PROJECTS])
    yield from publish_files(files, Provenance(Origin.PROJECT), module="projects")


def publish_ours() -> Iterator[Published]:
    """The bank, the gallery and the projects as they lie beside this code; what left them is
    retired."""
    bank, gallery = bank_files(), files_in([settings.EXERCISE_GALLERY])
    milestones = files_in([settings.PROJECTS])
    yield from publish_files(bank, Provenance(Origin.BANK))
    yield from publish_files(gallery, Provenance(Origin.GALLERY), module="gallery")
    yield from publish_projects()
    groups = ((Origin.BANK, bank), (Origin.GALLERY, gallery), (Origin.PROJECT, milestones))
    for origin, files in groups:
        there = [path.stem for path in files]
        Exercise.objects.filter(origin=origin).exclude(slug__in=there).retire()


def _read(whole: Assembled, path: Path) -> model.Exercise:
    try:
        exercise = parse_exercise(whole.text, str(path))
    except SourceError as wrong:
        raise whole.at_home(wrong) from wrong
    if exercise.id != path.stem:
        message = f"the id `{exercise.id}` must be the file's name, `{path.stem}`"
        raise SourceError(str(path), 2, message)
    return exercise


def _folder(path: Path) -> str:
    """The module that a folder of the bank is named for, or ""."""
    name = path.parent.name
    return name if len(name) == 3 and name[0] == "M" and name[1:].isdecimal() else ""
