"""How far learners have come, skill by skill, from the sums of skills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from campus.catalog.models import Skill
from campus.catalog.skill_map import module_title
from campus.dashboards.scope import Scope
from campus.learning.models import LearnerSkill
from campus.rollups.models import WITHIN_DAYS, SkillTally

LEVELS = tuple(level for level in LearnerSkill.Level if level)  # "new" is the absence of the others


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill over the scope's learners.

    levels     learners at each of LEVELS
    learners   of the scope, whether they tried it or not
    n, n_ok    first tries, and those that were right
    median     the class of days within which half of those who mastered it did; "" for fewer than 5
    """

    skill: Skill
    levels: tuple[int, ...]
    learners: int
    n: int
    n_ok: int
    took: int
    median: str

    @property
    def success(self) -> float | None:
        return 100 * self.n_ok / self.n if self.n else None

    @property
    def mastered(self) -> int:
        return self.levels[-1]

    @property
    def share(self) -> float:
        """Of the learners who mastered it, in per cent."""
        return 100 * self.mastered / self.learners if self.learners else 0.0


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


def skills_of(scope: Scope) -> list[SkillRow]:
    """Every skill that somebody tried, in the course's order; two queries."""
    learners = scope.members().count()
    rows = SkillTally.objects.filter(scope.skills(), **scope.group, n__gt=0)
    ordered = rows.select_related("skill").order_by("skill__module", "skill__position")
    return [
        SkillRow(
            skill=row.skill,
            levels=(row.attempted, row.familiar, row.proficient, row.mastered),
            learners=learners,
            n=row.n,
            n_ok=row.n_ok,
            took=sum(row.days_to_mastery),
            median=median_class(row.days_to_mastery),
        )
        for row in ordered
    ]


def modules_of(rows: Sequence[SkillRow], sizes: dict[str, int]) -> list[Module]:
    """The modules of which a skill was tried. sizes: how many skills of each are looked at."""
    found = []
    for slug in sorted({row.skill.module for row in rows}):
        own = [row for row in rows if row.skill.module == slug]
        pairs, n = own[0].learners * sizes[slug], sum(row.n for row in own)
        shares = tuple(
            100 * sum(row.levels[place] for row in own) / pairs if pairs else 0.0
            for place in range(len(LEVELS))
        )
        success = 100 * sum(row.n_ok for row in own) / n if n else None
        found.append(Module(module_title(slug), shares, success, n))
    return found


def sizes_of(scope: Scope) -> dict[str, int]:
    """Skills by module, of the scope's track."""
    inside = scope.skill_names()
    modules = Skill.objects.values_list("module", "slug")
    return Counter(module for module, slug in modules if inside is None or slug in inside)


def median_class(counts: Sequence[int]) -> str:
    """
    >>> median_class([0, 2, 9, 1, 0, 0]), median_class([1, 1, 1, 1, 0, 0])
    ('≤ 7', '')
    """
    total, seen = sum(counts), 0
    if total < 5:
        return ""
    for count, edge in zip(counts, (*WITHIN_DAYS, None), strict=True):
        seen += count
        if 2 * seen >= total:
            return f"> {WITHIN_DAYS[-1]}" if edge is None else f"≤ {edge}"
    return ""
