"""When to come back to a skill: FSRS-6, one card for a learner's skill."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, cast

from fsrs import Card, Rating, Scheduler

from campus.learning.elo import PASS

#: Whole days only: what is repeated within the hour is a retry, not a review.
_SCHEDULER: Final = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=365,
    enable_fuzzing=False,
)
FAST: Final = 0.5  # of the minutes an exercise is said to take


def rate(score: float, *, helped: bool, share_of_time: float) -> Rating:
    """Again for a wrong answer, Hard with help or a retry or part of the marks, Easy when fast.

    share_of_time   time taken, as a share of the time the exercise is said to take
    """
    if score < PASS:
        return Rating.Again
    if helped or score < 1 - 1e-9:
        return Rating.Hard
    return Rating.Easy if share_of_time < FAST else Rating.Good


def review(
    card: dict[str, Any] | None, rating: Rating, at: datetime
) -> tuple[dict[str, Any], datetime]:
    """The card after a review at `at` (aware), and when it is due."""
    old = Card.from_dict(cast(Any, card)) if card else Card(card_id=0, due=at)
    # FSRS accepts reviews out of order silently; a late verdict must not turn time back.
    when = max(at, old.last_review) if old.last_review else at
    new, _ = _SCHEDULER.review_card(old, rating, when)
    return cast(dict[str, Any], new.to_dict()), new.due
