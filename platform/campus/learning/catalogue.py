"""The catalogue as one learner sees it: every published exercise, and how far they are in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import CombinedExpression
from django.http import QueryDict
from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.atlas import read_atlas
from campus.catalog.models import Exercise, Skill
from campus.catalog.skill_map import module_title, module_titles
from campus.learning.models import Attempt
from campus.numbers import is_number
from campus.prepared import prepared

LONGEST = 100  # characters of a search


@dataclass(frozen=True, slots=True)
class Entry:
    """state is "", "open", "solved" or "tried"; best is a share from 0 to 100."""

    title: str
    url: str
    module: str
    level: int
    minutes: int
    kind: str
    skills: tuple[str, ...]
    state: str
    best: float | None


@dataclass(frozen=True, slots=True)
class Module:
    slug: str
    name: str
    exercises: list[Entry] = field(default_factory=list)

    @property
    def url(self) -> str:
        return reverse("module", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: (value in the address, words); `asked` is what was chosen."""

    modules: tuple[tuple[str, str], ...]
    skills: tuple[tuple[str, str], ...]
    methods: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> dict[str, str]:
        return dict(self.asked)


def catalogue_of(user: User, query: QueryDict) -> list[Module]:
    """Modules with the exercises that fit; a filter that makes no sense is passed over.

    q         words anywhere: title, name, skills, what they are for
    for       words in what machine learning uses the skills for
    skill, module, level, kind, state   as in the addresses that the pages make
    """
    narrowed = any(query.values())
    published = Exercise.objects.published()
    rows = _filtered(published, query) if narrowed else read_atlas().exercises
    found = [entry for entry in entries_of(rows, user) if _fits(entry, query.get("state", ""))]
    modules: dict[str, Module] = {}
    for entry in found:
        modules.setdefault(entry.module, Module(entry.module, module_title(entry.module)))
        modules[entry.module].exercises.append(entry)
    return sorted(modules.values(), key=lambda module: module.slug)


def choices(query: QueryDict) -> Choices:
    """Only what leads to an exercise."""
    atlas = read_atlas()
    modules = {row.module for row in atlas.exercises}
    skills = [skill for pk, skill in atlas.skills.items() if pk in atlas.trained]
    return Choices(
        modules=tuple((slug, title) for slug, title in module_titles().items() if slug in modules),
        skills=tuple((skill.slug, skill.title) for skill in skills),
        methods=tuple(sorted({skill.ml_method for skill in skills if skill.ml_method})),
        asked=tuple((name, str(words)) for name, words in query.items() if words),
    )


def entries_of(rows: Iterable[Exercise], user: User) -> list[Entry]:
    """In the order of `rows`, published exercises; two questions, whatever their number."""
    done = {exercise: (top, endings) for exercise, top, endings in _work(user.pk)}
    trains = read_atlas().trains
    return [
        _entry(
            row,
            tuple(skill.title for skill in trains.get(row.pk, ())),
            *done.get(row.pk, (None, ())),
        )
        for row in rows
    ]


def _entry(
    row: Exercise, skills: tuple[str, ...], top: float | None, endings: Collection[str]
) -> Entry:
    best = None if top is None else 100 * top
    return Entry(
        title=row.title,
        url=address_of(row.slug),
        module=row.module,
        level=row.level,
        minutes=row.minutes,
        kind=row.kind,
        skills=skills,
        state=_state(endings, best),
        best=best,
    )


@prepared
def _work(learner: int) -> QuerySet[Attempt, tuple[int, float | None, list[str]]]:
    """What the learner has done, by exercise: the best share, and how attempts ended."""
    rows = Attempt.objects.filter(learner=learner).values("exercise")
    summed = rows.annotate(top=Max("best"), endings=ArrayAgg("ended"))
    return summed.values_list("exercise", "top", "endings")


@lru_cache(4096)
def address_of(exercise: str) -> str:
    return reverse("exercise", args=[exercise])


def _filtered(rows: QuerySet[Exercise], query: QueryDict) -> QuerySet[Exercise]:
    if query.get("module"):
        rows = rows.filter(module=query["module"])
    if query.get("skill"):
        rows = rows.filter(skills__slug=query["skill"])
    if is_number(level := query.get("level", "")):
        rows = rows.filter(level=int(level[:2]))
    if query.get("kind") in Exercise.Kind.values:
        rows = rows.filter(kind=query["kind"])
    if method := query.get("for", "")[:LONGEST].strip():
        rows = _search(rows, method, ("ml_method",))
    if words := query.get("q", "")[:LONGEST].strip():
        rows = _search(rows, words, ("title", "summary", "ml_method"), own=True)
    return rows


def _search(
    rows: QuerySet[Exercise], words: str, of_skills: tuple[str, ...], *, own: bool = False
) -> QuerySet[Exercise]:
    """PostgreSQL's full text, by word stems and with the beginning of a word; best fit first.

    of_skills   fields of the skills to be searched; `own`: the exercise's title and name too
    """
    texts = {f"words_of_{name}": _of_skills(name) for name in of_skills}
    vector: SearchVector | CombinedExpression = SearchVector(*texts, weight="B", config="english")
    if own:
        vector = SearchVector("title", "slug", weight="A", config="english") + vector
    query = SearchQuery(words, config="english", search_type="websearch")
    if prefix := _prefix(words):
        query = query | SearchQuery(prefix, config="english", search_type="raw")
    rows = rows.annotate(**texts).annotate(document=vector)
    return (
        rows.filter(document=query)
        .annotate(rank=SearchRank(F("document"), query))
        .order_by("module", "-rank", "level", "slug")
    )


def _of_skills(name: str) -> Subquery:
    """A field of all skills that an exercise trains, in one text."""
    skills = Skill.objects.filter(exercises=OuterRef("pk")).order_by().values("exercises")
    return Subquery(skills.annotate(all=StringAgg(name, Value(" "))).values("all"))


def _prefix(words: str) -> str:
    """A tsquery for words one is still typing: every one may be the beginning of a longer one.

    >>> _prefix("eigen val"), _prefix("a & b | !")
    ('eigen:* & val:*', 'a:* & b:*')
    """
    plain = "".join(c if c.isalnum() else " " for c in words).split()
    return " & ".join(f"{word}:*" for word in plain)


def _fits(entry: Entry, state: str) -> bool:
    """state: "new", "open", "solved" or "" for all."""
    return not state or entry.state == ("" if state == "new" else state)


def _state(endings: Collection[str], best: float | None) -> str:
    if Attempt.Ended.SOLVED in endings:
        return "solved"
    if Attempt.Ended.NOT in endings:
        return "open"
    return "tried" if best is not None else ""
