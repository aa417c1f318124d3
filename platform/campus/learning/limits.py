"""How often one may hand in: counted by the minute."""

from __future__ import annotations

import time

from django.conf import settings

from campus.counting import count
from campus.learning.models import Attempt


def too_fast(attempt: Attempt) -> bool:
    """Count one submission; say whether it is one too many in this minute."""
    minute = int(time.time() // 60)
    learner, exercise = attempt.learner_id, attempt.exercise_id
    here = count(f"handed-in:{learner}:{exercise}:{minute}", 60)
    anywhere = count(f"handed-in:{learner}:{minute}", 60)
    return (
        here > settings.SUBMISSIONS_AT_AN_EXERCISE or anywhere > settings.SUBMISSIONS_OF_A_LEARNER
    )
