"""Simulated learners whose knowledge is known: five types, drawn from a seed. No database.

What they know is closed under prerequisites, as far as the type goes: who forgets or has learnt in
patches has holes below what they know.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from campus.programme.beliefs import Answer, Graph

Draw = Callable[[Graph, random.Random], set[str]]


@dataclass(frozen=True, slots=True)
class Learner:
    """known: skills. slip, guess: how often they err in what they know, and are right by luck in
    what they do not. honest: how often they say that they have not met what they do not know."""

    type: str
    known: frozenset[str]
    slip: float
    guess: float
    honest: float

    def answer(self, skill: str, rng: random.Random, *, ease: float = 0.0) -> Answer:
        """To one question; `ease` is added to the chance of a right answer, be it negative."""
        if skill in self.known:
            right = rng.random() < min(1.0, max(0.0, 1 - self.slip + ease))
            return Answer.RIGHT if right else Answer.WRONG
        if rng.random() < self.honest:
            return Answer.UNMET
        return Answer.RIGHT if rng.random() < self.guess else Answer.WRONG


def beginner(graph: Graph, rng: random.Random) -> set[str]:
    """Some of the first modules."""
    return _first_modules(graph, rng.randint(0, 2), rng, 0.8)


def engineer(graph: Graph, rng: random.Random) -> set[str]:
    """Linear algebra and calculus, little of probability and what follows."""
    taught = {"M00", "M01", "M02", "M03", "M04", "M05", "M06"}
    return _closed(graph, {n for n, s in graph.map.skills.items() if s.module in taught}, rng, 0.9)


def statistician(graph: Graph, rng: random.Random) -> set[str]:
    """Probability and statistics with what they need, little of optimisation."""
    taught = {"M00", "M01", "M04", "M07", "M08", "M13", "M14"}
    return _closed(graph, {n for n, s in graph.map.skills.items() if s.module in taught}, rng, 0.9)


def returner(graph: Graph, rng: random.Random) -> set[str]:
    """Once knew much, and has holes everywhere by now."""
    known = _first_modules(graph, rng.randint(6, 12), rng, 1.0)
    return {name for name in known if rng.random() < 0.75}


def graduate(graph: Graph, rng: random.Random) -> set[str]:
    """Knows nearly all."""
    return _first_modules(graph, rng.randint(12, 16), rng, 0.95)


TYPES: Final[Mapping[str, Draw]] = {
    "beginner": beginner,
    "engineer": engineer,
    "statistician": statistician,
    "returner": returner,
    "graduate": graduate,
}


def draw_learners(graph: Graph, each: int, seed: int) -> list[Learner]:
    """So many of each type; the same seed gives the same learners."""
    rng = random.Random(seed)  # simulated people, not secrets
    return [
        Learner(
            kind,
            frozenset(draw(graph, rng)),
            slip=rng.uniform(0.03, 0.15),
            guess=rng.uniform(0.0, 0.08),
            honest=rng.uniform(0.2, 0.9),
        )
        for kind, draw in TYPES.items()
        for _ in range(each)
    ]


def _first_modules(graph: Graph, many: int, rng: random.Random, share: float) -> set[str]:
    first = list(graph.map.modules)[: many + 1]
    wanted = {name for name, skill in graph.map.skills.items() if skill.module in first}
    return _closed(graph, wanted, rng, share)


def _closed(graph: Graph, wanted: set[str], rng: random.Random, share: float) -> set[str]:
    """A share of the wanted skills, each only if all it builds upon is known."""
    known: set[str] = set()
    for name, skill in graph.map.skills.items():
        ready = all(before in known for before in skill.prerequisites)
        if name in wanted and ready and rng.random() < share ** (1 / 4):
            known.add(name)
    return known
