"""How far somebody is on a track, and when they would be through at the present pace."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.atlas import read_atlas
from campus.catalog.skill_map import module_titles
from campus.learning.models import LearnerSkill
from campus.learning.placed import placed_of
from campus.learning.states import states_of
from campus.programme.projects.passed import projects_of_track
from exercises.course import read_course
from exercises.project import Project
from exercises.skills import Skill, read_skills
from exercises.tracks import Track, read_tracks

LOOKED_BACK: Final = timedelta(weeks=4)
ENOUGH: Final = 3  # skills gained meanwhile, without which nothing is foretold
#: Half the width of an 80 % range, in standard deviations.
Z: Final = 1.28

Level = LearnerSkill.Level


@dataclass(frozen=True, slots=True)
class ModuleOnTrack:
    """A module as the track sees it. `gained`: familiar or better, or placed."""

    id: str
    title: str
    url: str
    use: str
    skills: int
    gained: int
    mastered: int

    @property
    def per_cent(self) -> int:
        return 100 * self.gained // self.skills if self.skills else 100


@dataclass(frozen=True, slots=True)
class Forecast:
    """Weeks until every skill of the track is gained, at the pace of the last four weeks; `low`
    and `high` hold the pace's luck. `high` is None where it has no end."""

    gained: int
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class OnTrack:
    """forecast: None while there is too little to go by, or nothing left to do."""

    track: Track
    modules: list[ModuleOnTrack]
    hours_left: int
    electives: int
    forecast: Forecast | None

    @property
    def skills(self) -> int:
        return sum(one.skills for one in self.modules)

    @property
    def gained(self) -> int:
        return sum(one.gained for one in self.modules)

    @property
    def mastered(self) -> int:
        return sum(one.mastered for one in self.modules)

    @property
    def left(self) -> int:
        return self.skills - self.gained

    @property
    def projects(self) -> list[Project]:
        """Those that are there."""
        return projects_of_track(self.track.id)

    @property
    def weeks_planned(self) -> int:
        """At the track's own pace."""
        return math.ceil(self.hours_left / self.track.hours_a_week)


def on_tracks(user: User, at: datetime) -> dict[str, OnTrack]:
    """The learner on each of the tracks; a fixed number of queries."""
    states = states_of(user)
    placed = placed_of(user, states).standing
    keys = {skill.slug: pk for pk, skill in read_atlas().skills.items()}
    by_slug = {slug: states[pk] for slug, pk in keys.items() if pk in states}
    known = {slug for slug, pk in keys.items() if pk in placed}
    return {name: _on(track, by_slug, known, at) for name, track in read_tracks().items()}


def _on(
    track: Track, states: Mapping[str, LearnerSkill], placed: set[str], at: datetime
) -> OnTrack:
    skills = read_skills()
    own = [skills.skills[name] for name in track.skills(skills)]
    gained = {one.id for one in own if one.id in placed or _level(states, one) >= Level.FAMILIAR}
    modules = [_module(track, name, own, gained, states) for name in track.order]
    lately = [
        state
        for one in own
        if (state := states.get(one.id)) and state.first_ok_at and one.id in gained
        if state.first_ok_at > at - LOOKED_BACK
    ]
    left = len(own) - len(gained)
    whole = Counter(one.module for one in skills.skills.values())
    hours = {module.id: module.hours / whole[module.id] for module in read_course().modules}
    return OnTrack(
        track=track,
        modules=modules,
        hours_left=round(sum(hours[one.id] * (one.skills - one.gained) for one in modules)),
        electives=len(skills.skills) - len(own),
        forecast=forecast(len(lately), left),
    )


def _level(states: Mapping[str, LearnerSkill], skill: Skill) -> int:
    state = states.get(skill.id)
    return state.level if state else Level.NEW


def _module(
    track: Track,
    name: str,
    own: list[Skill],
    gained: set[str],
    states: Mapping[str, LearnerSkill],
) -> ModuleOnTrack:
    here = [one for one in own if one.module == name]
    return ModuleOnTrack(
        id=name,
        title=module_titles().get(name, name),
        url=reverse("module", args=[name]),
        use=track.uses[name],
        skills=len(here),
        gained=sum(1 for one in here if one.id in gained),
        mastered=sum(1 for one in here if _level(states, one) == Level.MASTERED),
    )


def forecast(gained: int, left: int) -> Forecast | None:
    """From the skills gained in LOOKED_BACK, taken as a Poisson count: its square root has a
    standard deviation of one half, whatever the rate (Anscombe)."""
    if gained < ENOUGH or left <= 0:
        return None
    weeks = LOOKED_BACK / timedelta(weeks=1)
    root = math.sqrt(gained + 3 / 8)
    quick = ((root + Z / 2) ** 2 - 3 / 8) / weeks
    slow = (max(0.0, root - Z / 2) ** 2 - 3 / 8) / weeks
    high = math.ceil(left / slow) if slow > 0 else None
    return Forecast(gained, math.ceil(left / quick), high)
