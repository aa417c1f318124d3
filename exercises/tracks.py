"""The tracks through the map of skills, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from exercises.errors import SourceError, nearest
from exercises.skills import SkillMap, read_skills

TRACK_FILE = Path(__file__).parent / "bank" / "TRACKS.yaml"

_FIELDS = frozenset(
    ("id", "title", "for_whom", "emphasis", "evidence", "hours_a_week", "order", "projects", "uses")
)


@dataclass(frozen=True, slots=True)
class Track:
    """One way through the map.

    order      the modules as they suit the track best
    projects   that count for it, by id; not all of them need to be there yet
    uses       what each module is for in the job, by module
    """

    id: str
    title: str
    for_whom: str
    emphasis: str
    evidence: str
    hours_a_week: int
    order: tuple[str, ...]
    projects: tuple[str, ...]
    uses: Mapping[str, str]

    def skills(self, skills: SkillMap) -> tuple[str, ...]:
        """Its skills, in the order of the map."""
        return tuple(one.id for one in skills.skills.values() if self.id in one.tracks)


@lru_cache(maxsize=4)
def read_tracks(path: Path = TRACK_FILE) -> dict[str, Track]:
    """The tracks by id, in the order of the file; raises SourceError."""
    text, file, skills = path.read_text(encoding="utf-8"), str(path), read_skills()
    data: Any = yaml.load(text, yaml.CSafeLoader)
    if not isinstance(data, list):
        raise SourceError(file, 1, "the file must hold a list of tracks, nothing else")
    lines = {
        line.split(":", 1)[1].strip(): number
        for number, line in enumerate(text.splitlines(), 1)
        if line.startswith("- id:")
    }
    tracks = [_track(file, lines.get(str(entry.get("id")), 1), entry, skills) for entry in data]
    found = {track.id: track for track in tracks}
    if list(found) != list(skills.tracks) or len(found) != len(tracks):
        raise SourceError(file, 1, f"the tracks must be {', '.join(skills.tracks)}, in this order")
    return found


def _track(file: str, line: int, entry: dict[str, Any], skills: SkillMap) -> Track:
    for name in entry:
        if name not in _FIELDS:
            raise SourceError(file, line, f"unknown field `{name}`; {nearest(name, _FIELDS)}")
    if missing := sorted(_FIELDS - set(entry)):
        raise SourceError(file, line, f"the field `{missing[0]}` is missing")
    if entry["title"] != skills.tracks.get(entry["id"]):
        raise SourceError(file, line, "the title is not that of the map of skills")
    for name in ("order", "uses"):
        if sorted(entry[name]) != sorted(skills.modules):
            raise SourceError(file, line, f"`{name}` must name each module of the map once")
    track = Track(**{**entry, "order": tuple(entry["order"]), "projects": tuple(entry["projects"])})
    _check_order(file, line, track, skills)
    return track


def _check_order(file: str, line: int, track: Track, skills: SkillMap) -> None:
    """A module comes after those it needs for most of its skills: not after all, for a few skills
    of a later module may be pulled in early."""
    at = {module: place for place, module in enumerate(track.order)}
    for module in track.order:
        own = [one for one in skills.skills.values() if one.module == module]
        own = [one for one in own if track.id in one.tracks]
        early = [
            one
            for one in own
            if any(at[skills.skills[b].module] > at[module] for b in one.prerequisites)
        ]
        if 2 * len(early) > len(own):
            message = f"in `order` most of {module} comes before what it needs"
            raise SourceError(file, line, message)
