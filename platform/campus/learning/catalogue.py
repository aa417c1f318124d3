"""The catalogue as one learner sees it: every published exercise, and how far they are in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import CombinedExpression
from django.http import QueryDict
from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill, Training
from campus.catalog.skill_map import module_title, module_titles
from campus.learning.models import Attempt

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
    skills: list[str]
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
    """What the filters offer: (value in the address, words)."""

    modules: list[tuple[str, str]]
    skills: list[tuple[str, str]]
    methods: list[str]


def catalogue_of(user: User, query: QueryDict) -> list[Module]:
    """Modules with the exercises that fit; a filter that makes no sense is passed over.

    q         words anywhere: title, name, skills, what they are for
    for       words in what machine learning uses the skills for
    skill, module, level, kind, state   as in the addresses that the pages make
    """
    rows = _filtered(Exercise.objects.published(), query)
    found = [entry for entry in entries_of(rows, user) if _fits(entry, query.get("state", ""))]
    modules: dict[str, Module] = {}
    for entry in found:
        modules.setdefault(entry.module, Module(entry.module, module_title(entry.module)))
        modules[entry.module].exercises.append(entry)
    return sorted(modules.values(), key=lambda module: module.slug)


def choices() -> Choices:
    """Only what leads to an exercise."""
    published = Exercise.objects.published()
    modules = set(published.values_list("module", flat=True))
    skills = Skill.objects.filter(exercises__in=published).distinct()
    rows = list(skills.values_list("slug", "title", "ml_method"))
    return Choices(
        modules=[(slug, title) for slug, title in module_titles().items() if slug in modules],
        skills=[(slug, title) for slug, title, _ in rows],
        methods=sorted({method for *_, method in rows if method}),
    )


def entries_of(rows: QuerySet[Exercise], user: User) -> list[Entry]:
    """In the order of `rows`; three queries, whatever their number."""
    mine = Attempt.objects.of(user).values("exercise")
    summed = mine.annotate(top=Max("best"), endings=ArrayAgg("ended"))
    done: dict[int, tuple[float | None, list[str]]] = {
        exercise: (top, endings)
        for exercise, top, endings in summed.values_list("exercise", "top", "endings")
    }
    skills: dict[int, list[str]] = {}
    for exercise, title in Training.objects.values_list("exercise", "skill__title"):
        skills.setdefault(exercise, []).append(title)
    return [_entry(row, skills.get(row.pk, []), *done.get(row.pk, (None, []))) for row in rows]


def _entry(row: Exercise, skills: list[str], top: float | None, endings: Iterable[str]) -> Entry:
    best = None if top is None else 100 * top
    return Entry(
        title=row.title,
        url=reverse("exercise", args=[row.slug]),
        module=row.module,
        level=row.level,
        minutes=row.minutes,
        kind=row.kind,
        skills=skills,
        state=_state(list(endings), best),
        best=best,
    )


def _filtered(rows: QuerySet[Exercise], query: QueryDict) -> QuerySet[Exercise]:
    if query.get("module"):
        rows = rows.filter(module=query["module"])
    if query.get("skill"):
        rows = rows.filter(skills__slug=query["skill"])
    if (level := query.get("level", "")).isdecimal():
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


def _state(endings: list[str], best: float | None) -> str:
    if Attempt.Ended.SOLVED in endings:
        return "solved"
    if Attempt.Ended.NOT in endings:
        return "open"
    return "tried" if best is not None else ""
