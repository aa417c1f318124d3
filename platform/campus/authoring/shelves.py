"""What the list of exercises and the pages around a manuscript show; all queries are made here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery

from campus.accounts.models import User
from campus.authoring.differences import Row, counts, differences
from campus.authoring.models import Manuscript, Publication, Revision
from campus.catalog.models import Exercise, ExerciseVersion
from campus.catalog.skill_map import module_title


@dataclass(frozen=True, slots=True)
class Shelf:
    """The exercises of one module of the bank, or of the gallery."""

    name: str
    exercises: list[Exercise]


@dataclass(frozen=True, slots=True)
class Step:
    """One text in the history of an exercise. `published` is the version's number, or 0."""

    number: int
    at: datetime
    by: str
    note: str
    published: int
    commit: str
    source: str


@dataclass(frozen=True, slots=True)
class Comparison:
    before: Step
    after: Step
    rows: list[Row]
    added: int
    removed: int


def own_manuscripts(user: User) -> QuerySet[Manuscript]:
    """The manuscripts the person may change, with what the list says of each."""
    revisions = Revision.objects.filter(manuscript=OuterRef("pk")).order_by("-number")
    publications = Publication.objects.filter(manuscript=OuterRef("pk")).order_by("-asked_at")
    return (
        Manuscript.objects.of(user)
        .select_related("exercise__current")
        .prefetch_related("authors")
        .annotate(
            changed_by=Subquery(revisions.values("by__display_name")[:1]),
            last_version=Subquery(revisions.values("version")[:1]),
            last_state=Subquery(publications.values("state")[:1]),
            last_publication=Subquery(publications.values("pk")[:1]),
            texts=Count("revisions", distinct=True),
        )
    )


def bank_shelves(words: str) -> list[Shelf]:
    """What was published from files, by module, the gallery last; `words` narrow it down."""
    rows = Exercise.objects.offered().exclude(origin=Exercise.Origin.AUTHORS)
    for word in words[:100].split():
        rows = rows.filter(title__icontains=word) | rows.filter(slug__icontains=word)
    shelves: dict[str, Shelf] = {}
    for row in rows.order_by("module", "level", "slug"):
        in_gallery = row.origin == Exercise.Origin.GALLERY
        name = "Gallery" if in_gallery else module_title(row.module)
        shelves.setdefault(name, Shelf(name, [])).exercises.append(row)
    return sorted(shelves.values(), key=lambda shelf: shelf.name == "Gallery")


def steps_of(manuscript: Manuscript) -> list[Step]:
    """Every text that was saved, the latest first."""
    rows = manuscript.revisions.select_related("by", "version")
    return [
        Step(
            row.number,
            row.at,
            str(row.by or ""),
            row.note,
            row.version.number if row.version else 0,
            "",
            row.source,
        )
        for row in rows
    ]


def versions_of(exercise: Exercise) -> list[Step]:
    """Every version that was published from a file, the latest first."""
    rows = ExerciseVersion.objects.filter(exercise=exercise).select_related("published_by")
    return [
        Step(
            row.number,
            row.published_at,
            str(row.published_by or ""),
            "",
            row.number,
            row.commit,
            row.source,
        )
        for row in rows.order_by("-number")
    ]


def comparison(steps: list[Step], before: str, after: str) -> Comparison | None:
    """Two of the steps by their numbers; without sensible numbers the latest two."""
    if len(steps) < 2:
        return None
    by_number = {str(step.number): step for step in steps}
    new = by_number.get(after, steps[0])
    older = [step for step in steps if step.number < new.number]
    old = by_number.get(before) or (older[0] if older else steps[-1])
    rows = differences(old.source, new.source)
    return Comparison(old, new, rows, *counts(rows))
