"""The course: modules and their problem sets, read strictly. Sets may name exercises to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from exercises.errors import SourceError, nearest
from exercises.skills import SkillMap, read_skills

COURSE_FILE = Path(__file__).parent / "bank" / "COURSE.yaml"

_MODULE = frozenset({"id", "hours", "discussion", "projects", "sets"})
_SET = frozenset({"id", "title", "minutes", "skills", "exercises"})


@dataclass(frozen=True, slots=True)
class ProblemSet:
    """`minutes` of work; `exercises` in the order given, by id."""

    id: str
    title: str
    minutes: int
    skills: tuple[str, ...]
    exercises: tuple[str, ...]

    def waits_for(self, ready: Collection[str]) -> tuple[str, ...]:
        """The exercises that are not among the ready ones."""
        return tuple(name for name in self.exercises if name not in ready)


@dataclass(frozen=True, slots=True)
class Module:
    """One module; its title is the skill map's. `discussion` is the question for everybody."""

    id: str
    hours: int
    discussion: str
    projects: tuple[str, ...]
    sets: tuple[ProblemSet, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The modules in teaching order."""

    modules: tuple[Module, ...]

    @property
    def sets(self) -> tuple[ProblemSet, ...]:
        return tuple(each for module in self.modules for each in module.sets)


@lru_cache(maxsize=4)
def read_course(path: Path = COURSE_FILE) -> Course:
    """The course in a file; raises SourceError with the line of the set that is wrong."""
    text, file, skills = path.read_text(encoding="utf-8"), str(path), read_skills()
    data: Any = yaml.load(text, yaml.CSafeLoader)
    if not isinstance(data, dict) or set(data) != {"modules"}:
        raise SourceError(file, 1, "the file must hold `modules`, nothing else")
    lines = {
        line.split("id:", 1)[1].strip(): number
        for number, line in enumerate(text.splitlines(), 1)
        if line.lstrip().startswith("- id:")
    }
    modules = tuple(_module(file, lines, entry, skills) for entry in data["modules"])
    if [module.id for module in modules] != list(skills.modules):
        raise SourceError(file, 1, "the modules must be those of the skill map, in its order")
    course = Course(modules)
    _check_once(file, lines, course)
    _check_covered(file, course, skills)
    return course


def _module(file: str, lines: dict[str, int], entry: dict[str, Any], skills: SkillMap) -> Module:
    line = lines.get(str(entry.get("id")), 1)
    _check_fields(file, line, entry, _MODULE)
    sets = tuple(_set(file, lines, raw, str(entry["id"]), skills) for raw in entry["sets"])
    return Module(entry["id"], entry["hours"], entry["discussion"], tuple(entry["projects"]), sets)


def _set(
    file: str, lines: dict[str, int], entry: dict[str, Any], module: str, skills: SkillMap
) -> ProblemSet:
    line = lines.get(str(entry.get("id")), 1)
    _check_fields(file, line, entry, _SET)
    if not str(entry["id"]).startswith(f"{module}."):
        raise SourceError(file, line, f"the set `{entry['id']}` belongs to another module")
    for name in entry["skills"]:
        if name not in skills.skills:
            message = f"unknown skill `{name}`; {nearest(name, skills.skills)}"
            raise SourceError(file, line, message)
    lists = {name: tuple(entry[name]) for name in ("skills", "exercises")}
    return ProblemSet(**{**entry, **lists})


def _check_fields(file: str, line: int, entry: dict[str, Any], known: frozenset[str]) -> None:
    for name in entry:
        if name not in known:
            raise SourceError(file, line, f"unknown field `{name}`; {nearest(name, known)}")
    if missing := sorted(known - set(entry)):
        raise SourceError(file, line, f"the field `{missing[0]}` is missing")


def _check_once(file: str, lines: dict[str, int], course: Course) -> None:
    """Sets have names of their own, and no exercise stands in two of them."""
    names: set[str] = set()
    homes: dict[str, str] = {}
    for each in course.sets:
        if each.id in names:
            raise SourceError(file, lines[each.id], f"the set `{each.id}` stands twice")
        names.add(each.id)
        for name in each.exercises:
            if name in homes:
                message = f"`{name}` is also in the set {homes[name]}; give it once"
                raise SourceError(file, lines[each.id], message)
            homes[name] = each.id


def _check_covered(file: str, course: Course, skills: SkillMap) -> None:
    """Every skill is practised in a set of its module."""
    for module in course.modules:
        practised = {name for each in module.sets for name in each.skills}
        for skill in skills.skills.values():
            if skill.module == module.id and skill.id not in practised:
                message = f"no set of {module.id} practises `{skill.id}`"
                raise SourceError(file, 1, message)


def waiting(course: Course, ready: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(set, exercises it waits for) of each set that is not whole yet."""
    for each in course.sets:
        if missing := each.waits_for(ready):
            yield each.id, missing
