"""The learner model itself, without a database: what one graded try changes in what is known.

The recorder calls `take` for each verdict, a replay for each row of the log in turn: both come to
the same state, because nothing else moves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Final

from campus.learning import elo, memory

LATER: Final = timedelta(days=1)
ENOUGH: Final = 4  # first answers without which nothing is mastered


class Level(IntEnum):
    """The rungs of the ladder that learners see."""

    NEW = 0
    ATTEMPTED = 1
    FAMILIAR = 2
    PROFICIENT = 3
    MASTERED = 4


@dataclass(slots=True)
class SkillState:
    """One learner's standing in one skill; the fields of learning.LearnerSkill."""

    theta: float = 0.0
    n: int = 0
    n_ok: int = 0
    fsrs: dict[str, Any] | None = None
    due_at: datetime | None = None
    first_ok_at: datetime | None = None
    kept: bool = False
    level: int = Level.NEW


@dataclass(slots=True)
class Known:
    """All that is known of a learner that a try may move; skills by primary key."""

    theta: float = 0.0
    n: int = 0
    skills: dict[int, SkillState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Try:
    """One graded submission as the model takes it.

    score               share of the marks, 0 to 1
    first               the first graded one of its attempt
    helped              after a hint or an earlier try
    time_share          time taken over the time the exercise is said to take
    finished            the attempt ended with it: all right
    mixed               among exercises of other skills, in a practice session
    skills              primary keys; their difficulties stand beside them in the same order
    """

    at: datetime
    score: float
    first: bool
    helped: bool
    time_share: float
    finished: bool
    mixed: bool
    exercise_difficulty: float
    skills: tuple[int, ...]
    skill_difficulties: tuple[float, ...]


def take(known: Known, tried: Try, steps: elo.Steps) -> float:
    """Move ability, skills, memory and levels; the error: score minus expected score."""
    states = [known.skills.setdefault(pk, SkillState()) for pk in tried.skills]
    expected = elo.expected_score(
        known.theta,
        elo.mean([state.theta for state in states]),
        tried.exercise_difficulty,
        elo.mean(tried.skill_difficulties),
    )
    error = tried.score - expected
    if tried.first:
        known.theta, known.n = steps.abler(known.theta, known.n, error), known.n + 1
    for state, difficulty in zip(states, tried.skill_difficulties, strict=True):
        state.theta = steps.more_skilled(state.theta, tried.score, error, first=tried.first)
        _count(state, tried)
        _remember(state, tried)
        state.level = level_of(state, elo.sigmoid(known.theta + state.theta - difficulty))
    return error


def level_of(state: SkillState, chance: float) -> Level:
    """The rung for a `chance` to solve a median exercise of the skill; a rung can be lost again.

    Mastery also asks for a right first answer on a later day or in a mixed session: what is
    solved ten times in a row on one evening is known that evening.
    """
    if chance > 0.8 and state.n >= ENOUGH and state.kept:
        return Level.MASTERED
    if chance > 0.65 and state.n_ok >= 2:
        return Level.PROFICIENT
    if state.n_ok >= 1:
        return Level.FAMILIAR
    return Level.ATTEMPTED if state.n else Level.NEW


def _count(state: SkillState, tried: Try) -> None:
    right = tried.score >= elo.PASS
    if tried.first:
        state.n += 1
        state.n_ok += right
    if not right:
        return
    if state.first_ok_at is None:
        state.first_ok_at = tried.at
    elif tried.first and (tried.mixed or tried.at - state.first_ok_at >= LATER):
        state.kept = True


def _remember(state: SkillState, tried: Try) -> None:
    if tried.first or tried.finished:
        rating = memory.rate(tried.score, helped=tried.helped, share_of_time=tried.time_share)
        state.fsrs, state.due_at = memory.review(state.fsrs, rating, tried.at)
