"""What examinations are made of, read strictly: how many exercises, how long, from where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml

from exercises.errors import SourceError, nearest
from exercises.skills import SkillMap, read_skills

EXAM_FILE = Path(__file__).parent / "bank" / "EXAMS.yaml"


@dataclass(frozen=True, slots=True)
class ModuleExam:
    """`items` exercises in `minutes`, `code` of them programs, from `code_pool` first."""

    module: str
    items: int
    minutes: int
    code: int
    code_pool: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mastery:
    """The rules of the modules' examinations; shares are per cent.

    levels   how many of eight exercises are easy (1-2), middling (3), hard (4-5)
    """

    pass_all: int
    pass_group: int
    levels: tuple[int, int, int]
    kinds: int
    opens: int
    retake_hours: int
    modules: Mapping[str, ModuleExam]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a final paper. `levels` is (lowest, highest); no skills or kinds: any."""

    modules: tuple[str, ...]
    levels: tuple[int, int]
    skills: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """`marks` are shared evenly by the slots; `code`: all of them are programs, or none is."""

    id: str
    minutes: int
    marks: int
    code: bool
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Final:
    """The rules of the final examination; shares are per cent, bounds as in the file."""

    pass_all: int
    pass_area: int
    distinction_all: int
    distinction_area: int
    attempts: int
    retake_days: int
    projects: int
    not_seen_days: int
    minutes_within: float
    level_within: float
    areas: Mapping[str, tuple[str, ...]]
    papers: Mapping[str, PaperPlan]

    def area_of(self, module: str) -> str:
        return next(name for name, modules in self.areas.items() if module in modules)


@dataclass(frozen=True, slots=True)
class Blueprints:
    mastery: Mastery
    final: Final


@lru_cache(maxsize=4)
def read_blueprints(path: Path = EXAM_FILE) -> Blueprints:
    """The blueprints in a file; raises SourceError."""
    reader = _Reader(str(path), read_skills())
    data: Any = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    top = reader.fields(data, "the file", ("mastery", "final"))
    return Blueprints(reader.mastery(top["mastery"]), reader.final(top["final"]))


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    skills: SkillMap

    def fields(self, given: Any, where: str, names: Collection[str]) -> dict[str, Any]:
        if not isinstance(given, dict):
            self.refuse(f"{where} must hold {', '.join(names)}")
        for name in given:
            if name not in names:
                self.refuse(f"{where}: unknown field `{name}`; {nearest(str(name), names)}")
        if missing := sorted(set(names) - set(given)):
            self.refuse(f"{where}: the field `{missing[0]}` is missing")
        return cast(dict[str, Any], given)

    def refuse(self, message: str) -> None:
        raise SourceError(self.file, 1, message)

    def mastery(self, given: Any) -> Mastery:
        names = ("pass", "levels", "kinds", "opens", "retake_hours", "modules")
        rules = self.fields(given, "mastery", names)
        passing = self.fields(rules["pass"], "mastery.pass", ("all", "group"))
        levels = self.fields(rules["levels"], "mastery.levels", ("easy", "middle", "hard"))
        modules = self.fields(rules["modules"], "mastery.modules", tuple(self.skills.modules))
        return Mastery(
            pass_all=passing["all"],
            pass_group=passing["group"],
            levels=(levels["easy"], levels["middle"], levels["hard"]),
            kinds=rules["kinds"],
            opens=rules["opens"],
            retake_hours=rules["retake_hours"],
            modules={name: self.module(name, one) for name, one in modules.items()},
        )

    def module(self, name: str, given: Any) -> ModuleExam:
        own = self.fields(given, f"mastery.{name}", ("items", "minutes", "code", "code_pool"))
        if own["code"] > own["items"]:
            self.refuse(f"mastery.{name}: more programs than exercises")
        return ModuleExam(name, own["items"], own["minutes"], own["code"], tuple(own["code_pool"]))

    def final(self, given: Any) -> Final:
        plain = ("attempts", "retake_days", "projects", "not_seen_days")
        bounds = ("minutes_within", "level_within")
        names = ("pass", "distinction", "areas", "papers", *plain, *bounds)
        rules = self.fields(given, "final", names)
        passing = self.fields(rules["pass"], "final.pass", ("all", "area"))
        best = self.fields(rules["distinction"], "final.distinction", ("all", "area"))
        named = [module for modules in rules["areas"].values() for module in modules]
        if sorted(named) != sorted(self.skills.modules):
            self.refuse("final.areas must name each module of the map once")
        return Final(
            pass_all=passing["all"],
            pass_area=passing["area"],
            distinction_all=best["all"],
            distinction_area=best["area"],
            areas={name: tuple(modules) for name, modules in rules["areas"].items()},
            papers={name: self.paper(name, one) for name, one in rules["papers"].items()},
            **{name: rules[name] for name in (*plain, *bounds)},
        )

    def paper(self, name: str, given: Any) -> PaperPlan:
        own = self.fields(given, f"final.{name}", ("minutes", "marks", "code", "slots"))
        slots = tuple(
            self.slot(f"final.{name}, slot {place}", one)
            for place, one in enumerate(own["slots"], start=1)
        )
        return PaperPlan(name, own["minutes"], own["marks"], own["code"], slots)

    def slot(self, where: str, given: Any) -> Slot:
        whole = {"skills": [], "kinds": [], **given}
        own = self.fields(whole, where, ("modules", "levels", "skills", "kinds"))
        for module in own["modules"]:
            if module not in self.skills.modules:
                self.refuse(f"{where}: unknown module `{module}`")
        for skill in own["skills"]:
            if skill not in self.skills.skills:
                near = nearest(skill, self.skills.skills)
                self.refuse(f"{where}: unknown skill `{skill}`; {near}")
        low, high = own["levels"]
        if not 1 <= low <= high <= 5:
            self.refuse(f"{where}: levels go from 1 to 5")
        lists = (tuple(own[name]) for name in ("skills", "kinds"))
        return Slot(tuple(own["modules"]), (low, high), *lists)
