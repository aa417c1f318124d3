"""What a learner can do by now, skill by skill. Read from rollups, never worked out anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.atlas import Atlas, read_atlas
from campus.catalog.models import Skill
from campus.catalog.skill_map import module_title
from campus.learning.intervals import honest_range
from campus.learning.ladder import Rung, rung_of
from campus.learning.models import LearnerSkill
from campus.learning.states import ability_of, states_of

Level = LearnerSkill.Level
ENOUGH: Final = 4  # first answers from which on a range says something


@dataclass(frozen=True, slots=True)
class SkillStanding:
    """low and high: the chance in per cent to solve a middling exercise at once, rounded outwards;
    None while there are too few answers. `exercises`: whether any trains it."""

    pk: int
    name: str
    slug: str
    module: str
    summary: str
    purpose: str
    rung: Rung
    low: int | None
    high: int | None
    n: int
    n_ok: int
    due_at: datetime | None
    due: bool  # by now
    exercises: bool
    before: tuple[int, ...] = ()

    @property
    def url(self) -> str:
        return address_of(self.slug)

    @property
    def level(self) -> int:
        return self.rung.level

    @property
    def level_word(self) -> str:
        return self.rung.word


@dataclass(frozen=True, slots=True)
class ModuleStanding:
    slug: str
    name: str
    skills: list[SkillStanding] = field(default_factory=list)

    @property
    def url(self) -> str:
        return reverse("module", args=[self.slug])

    @property
    def begun(self) -> bool:
        return any(skill.n for skill in self.skills)

    @property
    def mastered(self) -> int:
        return sum(1 for skill in self.skills if skill.level == Level.MASTERED)


@lru_cache(4096)
def address_of(skill: str) -> str:
    return reverse("skill", args=[skill])


def standing_of(user: User) -> list[ModuleStanding]:
    """All skills of the map by module."""
    states = states_of(user)
    theta = ability_of(user)
    atlas = read_atlas()
    modules: dict[str, ModuleStanding] = {}
    for skill in atlas.skills.values():
        module = modules.setdefault(
            skill.module, ModuleStanding(skill.module, module_title(skill.module))
        )
        module.skills.append(_standing(skill, states.get(skill.pk), theta, atlas))
    return list(modules.values())


def mastered(modules: list[ModuleStanding]) -> int:
    return sum(module.mastered for module in modules)


def _standing(
    skill: Skill,
    state: LearnerSkill | None,
    theta: float,
    atlas: Atlas,
) -> SkillStanding:
    low = high = None
    if state and state.n >= ENOUGH:
        logit = theta + state.theta - skill.difficulty
        low, high = honest_range(logit, state.n_ok, state.n)
    return SkillStanding(
        pk=skill.pk,
        name=skill.title,
        slug=skill.slug,
        module=skill.module,
        summary=skill.summary,
        purpose=skill.ml_method,
        rung=rung_of(state),
        low=low,
        high=high,
        n=state.n if state else 0,
        n_ok=state.n_ok if state else 0,
        due_at=state.due_at if state else None,
        due=bool(state and state.due_at and state.due_at <= timezone.now()),
        exercises=skill.pk in atlas.trained,
        before=atlas.before.get(skill.pk, ()),
    )
