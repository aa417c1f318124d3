"""How far learners have come, from one row a learner and skill."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from campus.catalog.models import Skill
from campus.catalog.skill_map import module_title
from campus.dashboards.scope import Scope
from campus.learning.models import LearnerSkill

LEVELS = tuple(level for level in LearnerSkill.Level if level)  # "new" is the absence of the others


@dataclass(frozen=True, slots=True)
class Module:
    """A module's skills over the scope's learners.

    shares    of all learner-skill pairs possible, per cent at each of LEVELS
    success   first tries that were right, per cent; None when there were none
    n         first tries
    """

    name: str
    shares: tuple[float, ...]
    success: float | None
    n: int


def modules_of(scope: Scope) -> list[Module]:
    """Every module in which somebody tried something, in the course's order."""
    learners = scope.learners().count()
    skills = dict(Skill.objects.values_list("module").annotate(n=Count("pk")).order_by("module"))
    at_level: dict[str, dict[int, int]] = defaultdict(dict)
    tried: dict[str, tuple[int, int]] = {}
    rows = LearnerSkill.objects.filter(learner__in=scope.learners())
    for module, level, count in rows.values_list("skill__module", "level").annotate(n=Count("pk")):
        at_level[module][level] = count
    for module, n, n_ok in rows.values_list("skill__module").annotate(Sum("n"), Sum("n_ok")):
        tried[module] = (n, n_ok)
    return [
        Module(
            name=module_title(module),
            shares=tuple(
                100 * at_level[module].get(level, 0) / (learners * skills[module])
                for level in LEVELS
            ),
            success=100 * n_ok / n if n else None,
            n=n,
        )
        for module, (n, n_ok) in sorted(tried.items())
    ]


def mastered(scope: Scope) -> int:
    """How often a skill was mastered."""
    return LearnerSkill.objects.filter(
        learner__in=scope.learners(), level=LearnerSkill.Level.MASTERED
    ).count()
