"""A project: milestones on one data set, and a conclusion in words; its file is read strictly.

The folder of a project holds `project.yaml` and one exercise a milestone (see assembling.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from exercises.assembling import PROJECT_FILE
from exercises.errors import SourceError, nearest
from exercises.skills import read_skills

PROJECTS: Final = Path(__file__).parent / "projects"

#: How many points a criterion gives at most; `levels` says what each of them means.
MOST: Final = 2
#: Of so many points of all, a peer's marks may lie from those of a prepared conclusion.
FAR_OFF: Final = 0.25


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a conclusion is read for; `levels` says what 0, 1 and 2 points stand for."""

    id: str
    title: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A conclusion whose marks are known: those who review read and mark one first."""

    text: str
    marks: Mapping[str, int]
    words: str

    def is_far_from(self, marks: Mapping[str, int]) -> bool:
        """Whether marks differ too much: by two points anywhere, or by a quarter of all points."""
        off = [abs(marks[name] - right) for name, right in self.marks.items()]
        return max(off) >= MOST or sum(off) > FAR_OFF * MOST * len(off)


@dataclass(frozen=True, slots=True)
class Project:
    """What stands in a project's file; Markdown in purpose, card and conclusion.

    hours       about how long it takes
    passing     per cent of the milestones' marks that pass
    milestones  names of its exercises, in their order
    file        name of the data set, as it is downloaded
    accept      per cent of the rubric's points from which a conclusion is accepted
    """

    id: str
    title: str
    summary: str
    purpose: str
    skills: tuple[str, ...]
    level: int
    hours: int
    passing: int
    milestones: tuple[str, ...]
    file: str
    card: str
    conclusion: str
    rubric: tuple[Criterion, ...]
    accept: int
    prepared: tuple[Prepared, ...]
    folder: Path

    @property
    def points(self) -> int:
        return MOST * len(self.rubric)

    def accepts(self, marks: Mapping[str, int]) -> bool:
        return 100 * sum(marks.values()) >= self.accept * self.points


_TEXT: Final = (str, "a text")
_FIELDS: Final[dict[str, tuple[type, str]]] = {
    **{name: _TEXT for name in ("id", "title", "summary", "purpose", "file", "card", "data")},
    "conclusion": _TEXT,
    **{name: (list, "a list") for name in ("skills", "milestones", "rubric", "prepared")},
    **{name: (int, "a whole number") for name in ("level", "hours", "pass", "accept")},
}


@lru_cache(maxsize=4)
def read_projects(folder: Path = PROJECTS) -> dict[str, Project]:
    """All projects by id, in the order of their skills' modules; raises SourceError."""
    found = [read_project(file) for file in sorted(folder.glob(f"*/{PROJECT_FILE}"))]
    skills = read_skills()
    found.sort(key=lambda one: max(skills.place(name) for name in one.skills))
    return {project.id: project for project in found}


def read_project(file: Path) -> Project:
    """The project of a file; raises SourceError with the line of the field that is wrong."""
    text, name = file.read_text(encoding="utf-8"), str(file)
    try:
        data: Any = yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError as wrong:
        raise SourceError(name, 1, f"this is not YAML: {wrong}") from wrong
    wrong_at = _telling(name, text)
    _check_fields(data, wrong_at)
    rubric = tuple(_criterion(raw, wrong_at) for raw in data["rubric"])
    names = [one.id for one in rubric]
    project = Project(
        **{key: data[key].strip() for key in ("id", "title", "summary", "purpose", "file")},
        **{key: data[key] for key in ("card", "conclusion", "level", "hours", "accept")},
        skills=tuple(data["skills"]),
        passing=data["pass"],
        milestones=tuple(data["milestones"]),
        rubric=rubric,
        prepared=tuple(_prepared(raw, names, wrong_at) for raw in data["prepared"]),
        folder=file.parent,
    )
    _check(project, wrong_at)
    return project


Telling = Callable[[str, str], SourceError]


def _telling(name: str, text: str) -> Telling:
    lines = text.splitlines()

    def wrong_at(key: str, message: str) -> SourceError:
        places = (n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:"))
        return SourceError(name, next(places, 1), message)

    return wrong_at


def _check_fields(data: Any, wrong_at: Telling) -> None:
    if not isinstance(data, dict):
        raise wrong_at("", "the file must hold fields of the form `name: value`")
    for key in data:
        if key not in _FIELDS:
            raise wrong_at(str(key), f"unknown field `{key}`; {nearest(str(key), _FIELDS)}")
    for key, (kind, shape) in _FIELDS.items():
        if key not in data:
            raise wrong_at("", f"the field `{key}` is missing")
        if not isinstance(data[key], kind) or isinstance(data[key], bool) or not data[key]:
            raise wrong_at(key, f"`{key}` must be {shape}")


def _criterion(raw: Any, wrong_at: Telling) -> Criterion:
    good = isinstance(raw, dict) and set(raw) == {"id", "title", "levels"}
    if not good or len(raw["levels"]) != MOST + 1:
        message = f"a criterion has an id, a title and levels: {MOST + 1} texts, for 0 to {MOST}"
        raise wrong_at("rubric", message)
    return Criterion(raw["id"], raw["title"], tuple(raw["levels"]))


def _prepared(raw: Any, names: list[str], wrong_at: Telling) -> Prepared:
    good = isinstance(raw, dict) and set(raw) == {"text", "marks", "words"}
    if not good or set(raw["marks"]) != set(names):
        raise wrong_at("prepared", "a prepared conclusion has text, words, and marks by criterion")
    if not all(mark in range(MOST + 1) for mark in raw["marks"].values()):
        raise wrong_at("prepared", f"marks are whole numbers from 0 to {MOST}")
    return Prepared(raw["text"], raw["marks"], raw["words"])


def _check(project: Project, wrong_at: Telling) -> None:
    """What the fields must be for each other and for the bank."""
    known = read_skills().skills
    for skill in project.skills:
        if skill not in known:
            raise wrong_at("skills", f"unknown skill `{skill}`; {nearest(skill, known)}")
    written = {file.stem for file in project.folder.glob("*.md")}
    if missing := [name for name in project.milestones if name not in written]:
        raise wrong_at("milestones", f"there is no file {missing[0]}.md")
    if extra := sorted(written - set(project.milestones)):
        raise wrong_at("milestones", f"{extra[0]}.md is no milestone; list it or take it away")
    for key, value in (("pass", project.passing), ("accept", project.accept)):
        if not 1 <= value <= 100:
            raise wrong_at(key, f"`{key}` is per cent: a number from 1 to 100")
    if len(project.prepared) < 2:
        raise wrong_at("prepared", "there must be two prepared conclusions, of different worth")
    if len({project.accepts(one.marks) for one in project.prepared}) < 2:
        raise wrong_at("prepared", "one prepared conclusion must be acceptable and one must not be")
