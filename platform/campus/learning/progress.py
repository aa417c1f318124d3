"""What one graded submission changes in what is known of its learner."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from campus.learning import elo
from campus.learning.ledger import close_page, open_page
from campus.learning.models import Attempt, ModelVersion
from campus.learning.tracing import Try, take


def learn(
    attempt: Attempt,
    score: float,
    *,
    first: bool,
    at: datetime,
    mistakes: tuple[str, ...] = (),
) -> None:
    """Move ability, skills, reviews and the day's count. Call it inside the transaction that
    writes the verdict; the learner's own row is locked, so two verdicts take turns.

    score      share of the marks, 0 to 1
    first      whether it is the first graded submission of the attempt
    mistakes   tags of the listed mistakes it made
    """
    exercise = attempt.exercise
    page = open_page(attempt.learner_id, exercise.pk)
    tried = Try(
        at=at,
        score=score,
        first=first,
        helped=not first or attempt.hints_taken > 0,
        time_share=(at - attempt.opened_at).total_seconds() / (60 * max(1, exercise.minutes)),
        finished=attempt.ended == Attempt.Ended.SOLVED and attempt.finished_at == at,
        mixed=attempt.mixed,
        exercise_difficulty=exercise.difficulty,
        skills=tuple(page.difficulties),
        skill_difficulties=tuple(page.difficulties.values()),
    )
    error = take(page.known, tried, steps_of(page.version))
    close_page(
        page,
        tried,
        error,
        exercise=exercise.pk,
        attempt=attempt.pk,
        mistakes=[tag[:60] for tag in mistakes],
    )


@lru_cache(maxsize=16)
def steps_of(version: int) -> elo.Steps:
    """The steps of a version; they never change, so each process asks once."""
    if version <= 1:
        return elo.STEPS
    return elo.Steps(**ModelVersion.objects.get(pk=version).steps)
