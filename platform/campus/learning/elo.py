"""How able a learner is and how hard an exercise: an Elo rating over several skills.

All values are logits. The expected score is sigmoid(ability + skill - exercise - skill's own
difficulty), where skills that an exercise trains together count by their mean. Steps grow smaller
with experience; a skill rises faster by a success than it falls by a failure (Pelánek 2016). The
default steps were compared with fitted models on three public data sets of real learners; a site
with enough learners of its own fits them anew (`refitting.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

PASS: Final = 0.5  # a share of the marks from which on a try is called right


@dataclass(frozen=True, slots=True)
class Steps:
    """How far one try moves each rating. `x_step / (1 + x_decay * tries before)` for ability and
    difficulty; a skill moves by a step of its own for success and failure, and by `retry` of it
    when the variant was tried before."""

    ability_step: float = 0.4
    ability_decay: float = 0.05
    success: float = 0.4
    failure: float = 0.15
    retry: float = 0.5
    difficulty_step: float = 1.0
    difficulty_decay: float = 0.1

    def abler(self, ability: float, tries: int, error: float) -> float:
        """The ability after one first try; error = score minus expected score."""
        return ability + self.ability_step / (1 + self.ability_decay * tries) * error

    def more_skilled(self, skill: float, score: float, error: float, *, first: bool) -> float:
        step = self.success if score >= PASS else self.failure
        return skill + step * error * (1 if first else self.retry)

    def harder(self, difficulty: float, answers: int, error: float) -> float:
        """The difficulty of an exercise or skill after one first try."""
        return difficulty - self.difficulty_step / (1 + self.difficulty_decay * answers) * error


STEPS: Final = Steps()


def sigmoid(x: float) -> float:
    """Stable for any finite x.

    >>> sigmoid(0.0), sigmoid(-800.0)
    (0.5, 0.0)
    """
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def expected_score(ability: float, skill: float, exercise: float, skill_difficulty: float) -> float:
    return sigmoid(ability + skill - exercise - skill_difficulty)


def mean(values: list[float] | tuple[float, ...]) -> float:
    """What several skills count together; of none: 0."""
    return sum(values) / len(values) if values else 0.0


def band(logit: float, tries: int) -> tuple[float, float, float]:
    """(low, middle, high) of the chance to solve a median exercise.

    The half width is one standard error, 1/sqrt(1 + tries/4) logits: a quarter of a bit of
    information an answer, as at a chance of one half, and one prior answer.
    """
    half = 1 / sqrt(1 + tries / 4)
    return sigmoid(logit - half), sigmoid(logit), sigmoid(logit + half)
