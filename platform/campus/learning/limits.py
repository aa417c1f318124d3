"""How often one may hand in: enough for anybody who thinks, too little for a script."""

from __future__ import annotations

import time
from typing import Final

from campus.accounts.signing_in import count
from campus.learning.models import Attempt

AT_AN_EXERCISE: Final = 12  # submissions a minute
OF_A_LEARNER: Final = 60


def too_fast(attempt: Attempt) -> bool:
    """Count one submission; say whether it is one too many in this minute."""
    minute = int(time.time() // 60)
    learner, exercise = attempt.learner_id, attempt.exercise_id
    here = count(f"handed-in:{learner}:{exercise}:{minute}", 60)
    anywhere = count(f"handed-in:{learner}:{minute}", 60)
    return here > AT_AN_EXERCISE or anywhere > OF_A_LEARNER
