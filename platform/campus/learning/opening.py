"""Opening an exercise whose pool may be empty: a grader draws, the request waits a moment."""

from __future__ import annotations

from campus.accounts.models import User
from campus.catalog.drawing_lots import NothingReady
from campus.catalog.models import Exercise
from campus.catalog.pool import wait_for_seed, wait_for_variant
from campus.courses.models import Item
from campus.learning.attempts import current_attempt
from campus.learning.models import Attempt


def attempt_at(learner: User, exercise: Exercise, item: Item | None) -> Attempt | None:
    """The attempt the learner is at; None when there is no variant yet: the page asks again."""
    try:
        return current_attempt(learner, exercise, item)
    except NothingReady:
        version = (item.version if item else None) or exercise.current
        assert version is not None, "only published exercises are opened"
        seed = item.seed if item else None
        ready = wait_for_variant(version, set()) if seed is None else wait_for_seed(version, seed)
        if not ready:
            return None
    return current_attempt(learner, exercise, item)


def wait_for_another(attempt: Attempt) -> None:
    """Let there be a variant this learner has not had, if that takes no longer than one waits;
    else they get one again."""
    version = attempt.exercise.current
    mine = Attempt.objects.of(attempt.learner).filter(exercise=attempt.exercise_id)
    if version is not None:
        wait_for_variant(version, set(mine.values_list("variant_id", flat=True)))
