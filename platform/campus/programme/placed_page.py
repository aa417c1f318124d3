"""What the placement's page shows: how far one is, and in the end where to begin. Never a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.models import Skill
from campus.catalog.skill_map import module_title
from campus.courses.rules import terms_of
from campus.learning.models import LearnerSkill, PlacedSkills
from campus.learning.placed import REVIEWED_WITHIN, placed_of
from campus.learning.states import states_of
from campus.programme import beliefs as believing
from campus.programme import placing
from campus.programme.models import Placement


@dataclass(frozen=True, slots=True)
class Underway:
    """answered: questions so far. stuck: the last answer could not be judged, by our fault."""

    answered: int
    most: int
    ends_at: datetime | None
    stuck: bool


@dataclass(frozen=True, slots=True)
class SkillLink:
    title: str
    url: str
    module: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a placement, as it stands today.

    begin      the module to begin with, and its address; "" when all is known
    frontier   skills one can begin with now
    taken      skills taken for known that still stand, by module
    undone     how many of those taken for known a later answer has undone
    """

    ended_word: str
    ended_at: datetime
    answered: int
    begin: str
    begin_url: str
    frontier: list[SkillLink]
    taken: list[tuple[str, list[SkillLink]]]
    undone: int
    reviewed_by: datetime


def underway(placement: Placement) -> Underway:
    asked = placing.questions(placement)
    return Underway(
        answered=sum(1 for one in asked if not one.open),
        most=believing.MOST_ITEMS,
        ends_at=terms_of(placement.problem_set, placement.learner_id).closes_at,
        stuck=bool(asked) and asked[-1].open and placing.unjudged(asked[-1]),
    )


def result_of(learner: User) -> Result | None:
    """Of the latest placement that has ended."""
    rows = Placement.objects.filter(learner=learner, ended_at__isnull=False)
    row = rows.select_related("problem_set").order_by("-number").first()
    if row is None or row.ended_at is None:
        return None
    taken = PlacedSkills.objects.filter(learner=learner).first()
    states = states_of(learner)
    standing = placed_of(learner, states).standing
    skills = {skill.slug: skill for skill in Skill.objects.all()}
    known = {slug for slug, skill in skills.items() if skill.pk in standing}
    gained = known | {
        slug
        for slug, skill in skills.items()
        if skill.pk in states and states[skill.pk].level >= LearnerSkill.Level.FAMILIAR
    }
    graph = placing.graph()
    begin = believing.start_module(graph, gained)
    links = {slug: _link(skill) for slug, skill in skills.items()}
    modules: dict[str, list[SkillLink]] = {}
    for slug, skill in skills.items():
        if slug in known:
            modules.setdefault(module_title(skill.module), []).append(links[slug])
    return Result(
        ended_word=str(row.get_ended_display()),
        ended_at=row.ended_at,
        answered=sum(1 for one in placing.questions(row) if not one.open),
        begin=module_title(begin) if begin else "",
        begin_url=reverse("module", args=[begin]) if begin else "",
        frontier=[links[name] for name in believing.frontier(graph, gained) if name in links],
        taken=list(modules.items()),
        undone=len(taken.skills) - len(standing) if taken else 0,
        reviewed_by=row.ended_at + REVIEWED_WITHIN,
    )


def _link(skill: Skill) -> SkillLink:
    url = reverse("skill", args=[skill.slug])
    return SkillLink(skill.title, url, module_title(skill.module))
