"""What a certificate claims: what was shown in examinations, and no more.

A certificate keeps it as it was on the day (JSON of an `Evidence`): exercises and rules may change,
what was shown does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from campus.accounts.models import User
from campus.catalog.atlas import read_atlas
from campus.catalog.models import Skill, Training
from campus.catalog.skill_map import module_title, module_titles
from campus.learning.models import Attempt
from campus.programme.models import FINAL, Examination, ProjectWork
from exercises.project import read_projects

#: An exercise of an examination shows its main skill from this share of its marks on.
SHOWN = 0.5


@dataclass(frozen=True, slots=True)
class Area:
    """A core area of the final: per cent of its marks, where the true share lies in nine of ten
    cases, and from how many exercises."""

    name: str
    per_cent: int
    low: int
    high: int
    n: int


@dataclass(frozen=True, slots=True)
class Module:
    """A module whose examination was passed. on: the day of the verdict, ISO 8601; skills: titles
    of those shown in its examination or in the final."""

    id: str
    title: str
    on: str
    skills: tuple[str, ...]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its milestones graded, its conclusion read; on: the day it was passed."""

    title: str
    on: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True, slots=True)
class Evidence:
    distinction: bool
    taken_on: str
    areas: tuple[Area, ...]
    modules: tuple[Module, ...]
    projects: tuple[Project, ...] = ()

    @property
    def day(self) -> date:
        return date.fromisoformat(self.taken_on)

    @property
    def skills(self) -> int:
        return sum(len(one.skills) for one in self.modules)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Evidence:
        """From what a certificate keeps."""
        return cls(
            kept["distinction"],
            kept["taken_on"],
            tuple(Area(**one) for one in kept["areas"]),
            tuple(Module(**{**one, "skills": tuple(one["skills"])}) for one in kept["modules"]),
            tuple(Project(**one) for one in kept.get("projects", ())),
        )


def evidence_for(final: Examination) -> Evidence:
    """What its learner showed up to this final examination, which they passed."""
    learner = final.learner
    passed = Examination.objects.filter(
        learner=learner, outcome__in=[Examination.Outcome.PASSED, Examination.Outcome.DISTINCTION]
    )
    rows = {row.subject: row for row in passed.exclude(subject=FINAL)}
    by_module = _by_module(_shown(learner, [*rows.values(), final]))
    modules = tuple(
        Module(name, module_title(name), _day(rows[name]), by_module.get(name, ()))
        for name in module_titles()
        if name in rows
    )
    areas = tuple(
        Area(name, round(one["per_cent"]), round(one["low"]), round(one["high"]), one["n"])
        for name, one in final.figures["groups"].items()
    )
    distinction = final.outcome == Examination.Outcome.DISTINCTION
    return Evidence(distinction, _day(final), areas, modules, _projects(learner))


def _projects(learner: User) -> tuple[Project, ...]:
    rows = ProjectWork.objects.filter(learner=learner, passed_at__isnull=False)
    titles = {name: one.title for name, one in read_projects().items()}
    return tuple(
        Project(titles.get(row.project, row.project), row.passed_at.date().isoformat())
        for row in rows.order_by("passed_at")
        if row.passed_at is not None
    )


def _day(row: Examination) -> str:
    return (row.judged_at or row.begun_at).date().isoformat()


def _shown(learner: User, examinations: Iterable[Examination]) -> list[Skill]:
    """The main skills of the exercises answered right enough in these examinations."""
    exercises = Attempt.objects.filter(
        learner=learner,
        item__problem_set__paper__examination__in=list(examinations),
        best__gte=SHOWN,
    ).values_list("exercise", flat=True)
    main = Training.objects.filter(exercise__in=exercises).order_by("exercise_id", "position")
    keys = set(main.distinct("exercise_id").values_list("skill", flat=True))
    return [skill for pk, skill in read_atlas().skills.items() if pk in keys]


def _by_module(skills: Iterable[Skill]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for skill in skills:
        found[skill.module] = (*found.get(skill.module, ()), skill.title)
    return found
