"""What a model has to beat: a constant, the mean of the item, the mean of the learner so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Final

from campus.learning.evaluating.observations import Observation

PRIOR: Final = 5.0  # answers of the overall mean that each mean starts with


def constant(learning: Sequence[Observation], testing: Sequence[Observation]) -> list[float]:
    return [_mean(learning)] * len(testing)


def item_mean(learning: Sequence[Observation], testing: Sequence[Observation]) -> list[float]:
    """How often the learners of the first part solved the item."""
    overall = _mean(learning)
    total: dict[Hashable, float] = defaultdict(float)
    count: dict[Hashable, int] = defaultdict(int)
    for one in learning:
        total[one.item] += one.score
        count[one.item] += 1
    return [
        (total[one.item] + PRIOR * overall) / (count[one.item] + PRIOR)
        if one.item in count
        else overall
        for one in testing
    ]


def learner_mean(learning: Sequence[Observation], testing: Sequence[Observation]) -> list[float]:
    """How often the learner was right until then."""
    overall = _mean(learning)
    total: dict[Hashable, float] = defaultdict(float)
    count: dict[Hashable, int] = defaultdict(int)
    chances = []
    for one in testing:
        chances.append((total[one.learner] + PRIOR * overall) / (count[one.learner] + PRIOR))
        total[one.learner] += one.score
        count[one.learner] += 1
    return chances


def _mean(observations: Sequence[Observation]) -> float:
    return sum(one.score for one in observations) / max(1, len(observations))
