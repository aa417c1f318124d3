"""The map of skills, read strictly: known prerequisites, no cycle, known modules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from exercises.errors import SourceError, nearest

SKILL_FILE = Path(__file__).parent / "bank" / "SKILLS.yaml"

_FIELDS = frozenset(
    ("id", "title", "area", "module", "can_do", "prerequisites", "ml_method", "tracks")
)
_MAY = frozenset({"anchor"})


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill; `prerequisites` are the direct ones, `module` one of the map's modules; `anchor`
    is the exercise by which a placement asks for it, None for most."""

    id: str
    title: str
    area: str
    module: str
    can_do: str
    prerequisites: tuple[str, ...]
    ml_method: str
    tracks: tuple[str, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class SkillMap:
    """Tracks and modules with their titles, modules in teaching order, and skills by id."""

    tracks: dict[str, str]
    modules: dict[str, str]
    skills: dict[str, Skill]

    def place(self, skill: str) -> int:
        """The place of the skill's module in teaching order."""
        return list(self.modules).index(self.skills[skill].module)


@lru_cache(maxsize=4)
def read_skills(path: Path = SKILL_FILE) -> SkillMap:
    """The map in a file; raises SourceError with the line of the skill that is wrong."""
    text = path.read_text(encoding="utf-8")
    data: Any = yaml.load(text, yaml.CSafeLoader)
    file = str(path)
    if not isinstance(data, dict) or set(data) != {"tracks", "modules", "skills"}:
        message = "the file must hold `tracks`, `modules` and `skills`, nothing else"
        raise SourceError(file, 1, message)
    lines = {
        line.split(":", 1)[1].strip(): number
        for number, line in enumerate(text.splitlines(), 1)
        if line.startswith("- id:")
    }
    skills: dict[str, Skill] = {}
    for entry in data["skills"]:
        line = lines.get(str(entry.get("id")), 1)
        skill = _skill(file, line, entry, data["modules"], data["tracks"])
        if skill.id in skills:
            raise SourceError(file, line, f"the skill `{skill.id}` stands twice")
        skills[skill.id] = skill
    found = SkillMap(dict(data["tracks"]), dict(data["modules"]), skills)
    _check_graph(file, lines, found)
    return found


def _skill(
    file: str,
    line: int,
    entry: dict[str, Any],
    modules: dict[str, str],
    tracks: dict[str, str],
) -> Skill:
    for name in entry:
        if name not in _FIELDS | _MAY:
            near = nearest(name, _FIELDS | _MAY)
            raise SourceError(file, line, f"unknown field `{name}`; {near}")
    if missing := sorted(_FIELDS - set(entry)):
        raise SourceError(file, line, f"the field `{missing[0]}` is missing")
    if entry["module"] not in modules:
        message = f"unknown module `{entry['module']}`; {nearest(entry['module'], modules)}"
        raise SourceError(file, line, message)
    for track in entry["tracks"]:
        if track not in tracks:
            raise SourceError(file, line, f"unknown track `{track}`; {nearest(track, tracks)}")
    lists = {name: tuple(entry[name]) for name in ("prerequisites", "tracks")}
    return Skill(**{**entry, **lists})


def _check_graph(file: str, lines: dict[str, int], found: SkillMap) -> None:
    """Prerequisites exist and never lead back; a depth-first walk with the way so far."""
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            circle = " -> ".join((*way[way.index(name) :], name))
            raise SourceError(file, lines.get(name, 1), f"the prerequisites go round: {circle}")
        if name in done:
            return
        for before in found.skills[name].prerequisites:
            if before not in found.skills:
                message = f"`{name}` needs unknown `{before}`; {nearest(before, found.skills)}"
                raise SourceError(file, lines.get(name, 1), message)
            visit(before, (*way, name))
            for track in found.skills[name].tracks:
                if track not in found.skills[before].tracks:
                    message = f"`{name}` is in the track `{track}`, but it needs `{before}`"
                    raise SourceError(file, lines.get(name, 1), f"{message}, which is not")
        done.add(name)

    for name in found.skills:
        visit(name, ())
