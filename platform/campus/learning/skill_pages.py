"""One skill, one module: what it is for, where one stands, what leads there and onward."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill
from campus.learning.catalogue import Entry, entries_of
from campus.learning.models import Outcome
from campus.learning.standing import ModuleStanding, SkillStanding, standing_of


@dataclass(frozen=True, slots=True)
class SkillPage:
    """own: outcomes of first answers, the latest first, right or not."""

    skill: SkillStanding
    module: ModuleStanding
    before: list[SkillStanding]
    after: list[SkillStanding]
    exercises: list[Entry]
    own: list[bool]


@dataclass(frozen=True, slots=True)
class ModulePage:
    module: ModuleStanding
    exercises: list[Entry]
    previous: ModuleStanding | None
    next: ModuleStanding | None


def skill_page(user: User, skill: Skill) -> SkillPage:
    modules = standing_of(user)
    by_pk = {one.pk: one for module in modules for one in module.skills}
    here = by_pk[skill.pk]
    rows = Exercise.objects.published().filter(skills=skill).order_by("level", "title")
    firsts = Outcome.objects.filter(learner=user, first=True, skills__contains=[skill.pk])
    scores = firsts.order_by("-pk").values_list("score", flat=True)[:20]
    return SkillPage(
        skill=here,
        module=next(module for module in modules if module.slug == skill.module),
        before=[by_pk[pk] for pk in here.before if pk in by_pk],
        after=[one for one in by_pk.values() if skill.pk in one.before],
        exercises=entries_of(rows, user),
        own=[score >= 0.5 for score in scores],
    )


def module_page(user: User, slug: str) -> ModulePage | None:
    """None for a module without skills."""
    modules = standing_of(user)
    place = next((i for i, module in enumerate(modules) if module.slug == slug), None)
    if place is None:
        return None
    rows = Exercise.objects.published().filter(module=slug).order_by("level", "title")
    return ModulePage(
        module=modules[place],
        exercises=entries_of(rows, user),
        previous=modules[place - 1] if place else None,
        next=modules[place + 1] if place + 1 < len(modules) else None,
    )


def practise_url(page: SkillPage) -> str:
    """The exercise to begin with: the easiest that is not solved, else the first."""
    fresh = [entry for entry in page.exercises if entry.state != "solved"]
    chosen = (fresh or page.exercises)[:1]
    return chosen[0].url if chosen else reverse("catalogue")
