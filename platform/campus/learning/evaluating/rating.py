"""The site's rating over a list of tries, without a database: predict each, then learn from it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from campus.learning import elo
from campus.learning.evaluating.observations import Observation


@dataclass(slots=True)
class Rated:
    """What has been tried so often stands at this value (logits)."""

    value: float = 0.0
    n: int = 0


@dataclass(slots=True)
class Ratings:
    """All ratings of a site. `known` holds a learner's skills, by (learner, skill)."""

    steps: elo.Steps = elo.STEPS
    learners: dict[Hashable, Rated] = field(default_factory=dict)
    known: dict[tuple[Hashable, Hashable], float] = field(default_factory=dict)
    items: dict[Hashable, Rated] = field(default_factory=dict)
    skills: dict[Hashable, Rated] = field(default_factory=dict)
    by_skill: bool = True  # False: one ability and the item, nothing else

    def follow(self, tries: Iterable[Observation], *, frozen: bool = False) -> list[float]:
        """The chance that each try was given, before it was learnt from.

        frozen   items and skills keep their difficulty: only the learners move
        """
        return [self._one(one, frozen) for one in tries]

    def _one(self, one: Observation, frozen: bool) -> float:
        steps = self.steps
        learner = self.learners.setdefault(one.learner, Rated())
        item = self.items.setdefault(one.item, Rated())
        skills = one.skills if self.by_skill else ()
        rated = [self.skills.setdefault(skill, Rated()) for skill in skills]
        own = [self.known.get((one.learner, skill), 0.0) for skill in skills]
        chance = elo.expected_score(
            learner.value, elo.mean(own), item.value, elo.mean([skill.value for skill in rated])
        )
        error = one.score - chance
        for skill, theta in zip(skills, own, strict=True):
            self.known[one.learner, skill] = steps.more_skilled(
                theta, one.score, error, first=one.first
            )
        if not one.first:
            return chance
        learner.value, learner.n = steps.abler(learner.value, learner.n, error), learner.n + 1
        for thing in () if frozen else (item, *rated):
            thing.value, thing.n = steps.harder(thing.value, thing.n, error), thing.n + 1
        return chance
