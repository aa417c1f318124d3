"""What a placement believes of each skill, without a database: a chance that it is known, moved by
answers to anchors, and the anchor to ask next.

The rules are those of docs/why/placement.md. A right answer also speaks for all that the skill
builds upon, a wrong one against all that builds upon it, each less than for the skill itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from exercises.skills import SkillMap

START: Final = 0.5
#: For skills of the first module, of somebody with a degree in science or engineering.
START_WITH_DEGREE: Final = 0.7
KNOWN: Final = 0.85
UNKNOWN: Final = 0.15
MOST_ITEMS: Final = 24

SLIP: Final = 0.10  # wrong though known
GUESS: Final = 0.05  # right though unknown, where something is written
GUESS_CHOICE: Final = 0.25  # where one of four is chosen
#: What an answer says of neighbours in the graph: this power of what it says of the skill itself.
SHARE: Final = 0.62
#: Nothing that was not asked for is believed more firmly than this.
MOST_BY_OTHERS: Final = 0.95


class Answer(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    UNMET = "unmet"  # "I have not met this"


@dataclass(frozen=True, slots=True)
class Asked:
    """One anchor that was answered; `choice`: it could be guessed among a few."""

    skill: str
    answer: Answer
    choice: bool = False


@dataclass(frozen=True)
class Graph:
    """The skill map as a placement needs it; `anchors` are skills that can be asked for."""

    map: SkillMap
    anchors: tuple[str, ...]

    @cached_property
    def ancestors(self) -> Mapping[str, frozenset[str]]:
        """All that a skill builds upon, directly or not."""
        found: dict[str, frozenset[str]] = {}

        def of(name: str) -> frozenset[str]:
            if name not in found:
                before = self.map.skills[name].prerequisites
                found[name] = frozenset(before).union(*(of(one) for one in before))
            return found[name]

        return {name: of(name) for name in self.map.skills}

    @cached_property
    def descendants(self) -> Mapping[str, frozenset[str]]:
        """All that builds upon a skill, directly or not."""
        return {
            name: frozenset(other for other, below in self.ancestors.items() if name in below)
            for name in self.map.skills
        }


def beliefs(graph: Graph, asked: Iterable[Asked], *, degree: bool = False) -> dict[str, float]:
    """{skill: chance that it is known}, from 0 to 1, after these answers in their order."""
    first = next(iter(graph.map.modules))
    odds = {
        name: _odds(START_WITH_DEGREE if degree and skill.module == first else START)
        for name, skill in graph.map.skills.items()
    }
    most = _odds(MOST_BY_OTHERS)
    for one in asked:
        ratio = likelihood_ratio(one)
        odds[one.skill] *= ratio
        if ratio > 1:
            for name in graph.ancestors[one.skill]:
                odds[name] = max(odds[name], min(odds[name] * ratio**SHARE, most))
        else:
            for name in graph.descendants[one.skill]:
                odds[name] *= ratio**SHARE
    return {name: one / (1 + one) for name, one in odds.items()}


def likelihood_ratio(one: Asked) -> float:
    """How many times likelier the answer is from somebody who knows the skill."""
    guess = GUESS_CHOICE if one.choice else GUESS
    if one.answer == Answer.RIGHT:
        return (1 - SLIP) / guess
    return SLIP / (1 - guess) if one.answer == Answer.WRONG else SLIP


def next_anchor(graph: Graph, chances: Mapping[str, float], gone: Collection[str]) -> str | None:
    """The anchor whose answer would settle most; None when nothing is left worth asking.

    gone   anchors that were asked, or cannot be
    """
    open_still = {name for name, chance in chances.items() if UNKNOWN < chance < KNOWN}
    left = [name for name in graph.anchors if name not in gone and name in open_still]
    if len(gone) >= MOST_ITEMS or not left:
        return None

    def worth(name: str) -> float:
        near = graph.ancestors[name] | graph.descendants[name]
        return chances[name] * (1 - chances[name]) * (1 + len(near & open_still))

    return max(left, key=worth)


def placed(chances: Mapping[str, float]) -> list[str]:
    """The skills that are taken for known, in the order of the map."""
    return [name for name, chance in chances.items() if chance > KNOWN]


def frontier(graph: Graph, known: Collection[str]) -> list[str]:
    """What one can begin with: skills not known all of whose prerequisites are."""
    return [
        name
        for name, skill in graph.map.skills.items()
        if name not in known and all(before in known for before in skill.prerequisites)
    ]


def start_module(graph: Graph, known: Collection[str]) -> str | None:
    """The first module with a skill that is not known; None if all are."""
    places = list(graph.map.modules)
    unknown = [skill.module for name, skill in graph.map.skills.items() if name not in known]
    return min(unknown, key=places.index, default=None)


def _odds(chance: float) -> float:
    return chance / (1 - chance)
