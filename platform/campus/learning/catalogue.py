"""The catalogue as one learner sees it: every published exercise, and how far they are in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q
from django.http import QueryDict
from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.catalog.skill_map import module_title
from campus.learning.models import Attempt


@dataclass(frozen=True, slots=True)
class Entry:
    """state is "", "open", "solved" or "tried"; best is a share from 0 to 100."""

    title: str
    url: str
    level: int
    minutes: int
    kind: str
    skills: list[str]
    state: str
    best: float | None


@dataclass(frozen=True, slots=True)
class Module:
    slug: str
    name: str
    exercises: list[Entry] = field(default_factory=list)


def catalogue_of(user: User, query: QueryDict) -> list[Module]:
    """Modules with the exercises that fit `q` (words in title, skill or name), `module`, `level`
    and `kind`; a filter that makes no sense is passed over."""
    rows = Exercise.objects.published()
    for word in query.get("q", "")[:100].split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(slug__icontains=word) | Q(skills__title__icontains=word)
        )
    if query.get("module"):
        rows = rows.filter(module=query["module"])
    if (level := query.get("level", "")).isdecimal():
        rows = rows.filter(level=int(level[:2]))
    if query.get("kind") in Exercise.Kind.values:
        rows = rows.filter(kind=query["kind"])
    return _by_module(list(rows.distinct().prefetch_related("skills")), user)


def module_choices() -> list[Module]:
    slugs = Exercise.objects.published().order_by("module").values_list("module", flat=True)
    return [Module(slug, module_title(slug)) for slug in slugs.distinct()]


def _by_module(rows: list[Exercise], user: User) -> list[Module]:
    mine = Attempt.objects.of(user).values("exercise")
    summed = mine.annotate(top=Max("best"), endings=ArrayAgg("ended"))
    done: dict[int, tuple[float | None, list[str]]] = {
        exercise: (top, endings)
        for exercise, top, endings in summed.values_list("exercise", "top", "endings")
    }
    modules: dict[str, Module] = {}
    for row in rows:
        module = modules.setdefault(row.module, Module(row.module, module_title(row.module)))
        top, endings = done.get(row.pk, (None, []))
        best = None if top is None else 100 * top
        module.exercises.append(
            Entry(
                title=row.title,
                url=reverse("exercise", args=[row.slug]),
                level=row.level,
                minutes=row.minutes,
                kind=row.kind,
                skills=[skill.title for skill in row.skills.all()],
                state=_state(endings, best),
                best=best,
            )
        )
    return list(modules.values())


def _state(endings: list[str], best: float | None) -> str:
    if Attempt.Ended.SOLVED in endings:
        return "solved"
    if Attempt.Ended.NOT in endings:
        return "open"
    return "tried" if best is not None else ""
