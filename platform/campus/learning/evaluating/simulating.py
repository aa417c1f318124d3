"""Simulated learners: a two-parameter item model with learning, forgetting, guesses and slips.

The study that chose the model reports its figures on such learners, and not the constants of its
generator. These were searched for: a world in which the truth and the models have the figures
reported there. So the figures guard against a change of the model; they prove nothing about people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from campus.learning.evaluating.figures import Floats
from campus.learning.evaluating.observations import Observation


@dataclass(frozen=True, slots=True)
class World:
    """How many there are, and how they differ. Spreads are standard deviations in logits; `gain`
    is learnt from each try, `forgotten` the share of it that is lost until the next one; `easier`
    shifts everybody against the items."""

    learners: int = 2000
    items: int = 300
    skills: int = 30
    tries: int = 120  # of each learner
    ability: float = 0.9
    own_skill: float = 0.6
    difficulty: float = 0.95
    skill_difficulty: float = 0.69
    discrimination: float = 0.3  # of the logarithm
    gain: float = 0.44
    forgotten: float = 0.02
    guess: float = 0.07
    slip: float = 0.05
    easier: float = -0.75


@dataclass(frozen=True, slots=True)
class Simulated:
    """The tries in their order, each with its true chance."""

    observations: list[Observation]
    chances: list[float]


def simulate(world: World, seed: int = 1) -> Simulated:
    """All learners, one after the other; the same for the same world and seed."""
    dice = np.random.default_rng(seed)
    item_skill = dice.integers(0, world.skills, world.items)
    hard = dice.normal(0, world.difficulty, world.items)
    hard += dice.normal(0, world.skill_difficulty, world.skills)[item_skill]
    steep = np.exp(dice.normal(0, world.discrimination, world.items))
    observations: list[Observation] = []
    chances: list[float] = []
    for learner in range(world.learners):
        tried = dice.integers(0, world.items, world.tries)
        path = _path(world, dice, tried, item_skill, hard, steep)
        right = dice.random(world.tries) < path
        chances.extend(path.tolist())
        observations.extend(
            Observation(learner, int(item), (int(item_skill[item]),), float(ok))
            for item, ok in zip(tried, right, strict=True)
        )
    return Simulated(observations, chances)


def _path(
    world: World,
    dice: np.random.Generator,
    tried: np.ndarray,
    item_skill: np.ndarray,
    hard: Floats,
    steep: Floats,
) -> Floats:
    """The true chance of one learner at each try."""
    ability = dice.normal(world.easier, world.ability)
    own = dice.normal(0, world.own_skill, world.skills)
    learnt = np.zeros(world.skills)
    path = np.empty(len(tried))
    for turn, item in enumerate(tried):
        skill = item_skill[item]
        logit = steep[item] * (ability + own[skill] + learnt[skill] - hard[item])
        path[turn] = world.guess + (1 - world.guess - world.slip) / (1 + np.exp(-logit))
        learnt *= 1 - world.forgotten
        learnt[skill] += world.gain
    return path
