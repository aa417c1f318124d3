"""Simulated learners on the way from placement to certificate, without a database.

What a learner does not know is learnt on the way with a chance that belongs to the type; a module's
missed skills are looked at again before a retake. What comes out says how far the rules can be
trusted: whether placement errs, whether two papers of one learner agree, who passes.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from statistics import correlation, fmean
from typing import Final

from campus.programme.beliefs import Answer, Asked, Graph, beliefs, next_anchor, placed
from campus.programme.crowd import Learner, draw_learners
from campus.programme.drawing import (
    Drawn,
    Family,
    Lot,
    TooThin,
    draw_final,
    draw_mastery,
    scaled,
)
from campus.programme.passing import Mark, judge_final, judge_mastery
from exercises.blueprints import read_blueprints

#: How likely somebody of a type has a skill after working through it here: between these.
LEARNS: Final = {
    "beginner": (0.55, 0.95),
    "engineer": (0.7, 0.98),
    "statistician": (0.7, 0.98),
    "returner": (0.6, 0.97),
    "graduate": (0.8, 0.99),
}
TRIES: Final = 3  # at a module's examination; whoever fails them all leaves
#: How much a level above or below the middle makes an answer harder or easier.
LEVEL: Final = 0.04


@dataclass(slots=True)
class Story:
    """One learner's way. false: placed and not known; missed: known and not placed."""

    learner: Learner
    questions: int = 0
    placed: int = 0
    false: int = 0
    missed: int = 0
    tries: list[int] = field(default_factory=list)
    finals: list[float] = field(default_factory=list)
    twins: tuple[float, float] = (0.0, 0.0)
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """What is true of all final papers that were drawn."""

    many: int
    minutes: tuple[int, int]
    levels: tuple[float, float]
    out_of_bounds: int


def simulate(
    graph: Graph, families: Sequence[Family], track: str, each: int, seed: int
) -> tuple[list[Story], Papers]:
    """So many learners of each type on one track; the same seed tells the same stories."""
    rng = random.Random(seed)
    own = {one.id for one in graph.map.skills.values() if track in one.tracks}
    pool = [one for one in families if own.issuperset(one.skills)]
    stories, papers = [], list[Drawn]()
    for number, learner in enumerate(draw_learners(graph, each, seed)):
        story = Story(learner)
        _place(graph, story, rng)
        _study(story, own, rng)
        lots = partial(_lot, seed, number)
        first, second = (
            judge_final(
                read_blueprints().final,
                _sit_final(story.learner, pool, partial(lots, "twin", n), rng, papers),
            ).whole.per_cent
            for n in (1, 2)
        )
        story.twins = first, second
        _examine(story, graph, own, pool, lots, rng, papers)
        stories.append(story)
    return stories, _told(papers)


def reliability(stories: Sequence[Story]) -> float:
    """The correlation of two final papers of the same learner, drawn apart, over all who studied,
    be they let in or not: what a paper's marks say about another's."""
    return correlation([one.twins[0] for one in stories], [one.twins[1] for one in stories])


def _place(graph: Graph, story: Story, rng: random.Random) -> None:
    asked: list[Asked] = []
    while skill := next_anchor(graph, beliefs(graph, asked), [one.skill for one in asked]):
        asked.append(Asked(skill, story.learner.answer(skill, rng)))
    taken = set(placed(beliefs(graph, asked)))
    story.questions, story.placed = len(asked), len(taken)
    story.false = len(taken - story.learner.known)
    story.missed = len(story.learner.known - taken)


def _study(story: Story, own: set[str], rng: random.Random) -> None:
    """Work through the track. What was placed and not known shows itself in review."""
    learner = story.learner
    chance = rng.uniform(*LEARNS[learner.type])
    learnt = {name for name in sorted(own - learner.known) if rng.random() < chance}
    story.learner = replace(learner, known=learner.known | learnt)


def _examine(
    story: Story,
    graph: Graph,
    own: set[str],
    pool: Sequence[Family],
    lot: Lot,
    rng: random.Random,
    papers: list[Drawn],
) -> None:
    rules = read_blueprints()
    for module, exam in rules.mastery.modules.items():
        here = [one for one in graph.map.skills.values() if one.module == module]
        mine = sum(one.id in own for one in here)
        families = [one for one in pool if one.module == module]
        for number in range(1, TRIES + 1):
            size = scaled(exam, mine, len(here))
            try:
                drawn = draw_mastery(rules.mastery, size, families, partial(lot, module, number))
            except TooThin:
                break
            marks = _sat(story.learner, drawn, rng)
            if judge_mastery(rules.mastery, marks).outcome == "passed":
                story.tries.append(number)
                break
            _review(story, drawn, rng)
        else:
            story.outcome = f"left at {module}"
            return
    for number in (1, 2):
        marks = _sit_final(story.learner, pool, partial(lot, "final", number), rng, papers)
        verdict = judge_final(rules.final, marks)
        story.finals.append(verdict.whole.per_cent)
        story.outcome = verdict.outcome
        if verdict.outcome != "failed":
            return


def _sit_final(
    learner: Learner, pool: Sequence[Family], lot: Lot, rng: random.Random, papers: list[Drawn]
) -> list[Mark]:
    rules = read_blueprints().final
    marks = []
    for name, plan in rules.papers.items():
        drawn = draw_final(rules, plan, pool, partial(lot, name))
        papers.append(drawn)
        points = plan.marks / len(drawn.families)
        marks += [
            Mark(mark.share, points, rules.area_of(one.module))
            for mark, one in zip(_sat(learner, drawn, rng), drawn.families, strict=True)
        ]
    return marks


def _sat(learner: Learner, drawn: Drawn, rng: random.Random) -> list[Mark]:
    """An exercise of several skills needs them all; half of one is often right."""
    marks = []
    for one in drawn.families:
        ease = LEVEL * (2.5 - one.level)
        right = [learner.answer(name, rng, ease=ease) == Answer.RIGHT for name in one.skills]
        share = 1.0 if all(right) else 0.5 if right[0] and len(right) > 1 else 0.0
        marks.append(Mark(share, 10.0, one.group))
    return marks


def _review(story: Story, drawn: Drawn, rng: random.Random) -> None:
    asked = {name for one in drawn.families for name in one.skills}
    again = {name for name in sorted(asked - story.learner.known) if rng.random() < 0.7}
    story.learner = replace(story.learner, known=story.learner.known | again)


def _told(papers: Sequence[Drawn]) -> Papers:
    long = [one for one in papers if len(one.families) > 4]
    return Papers(
        many=len(papers),
        minutes=(min(one.minutes for one in long), max(one.minutes for one in long)),
        levels=(min(one.level for one in long), max(one.level for one in long)),
        out_of_bounds=sum(bool(one.misses) for one in papers),
    )


def _lot(*parts: object) -> int:
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return int.from_bytes(digest[:6], "big")


def mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0
