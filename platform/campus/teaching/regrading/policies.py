"""Which differences a policy takes."""

from __future__ import annotations

from collections.abc import Sequence

from campus.learning.models import Submission
from campus.teaching.models import Change, Regrade

GRADED = Submission.State.GRADED


def chosen(changes: Sequence[Change], policy: str) -> list[Change]:
    """Of the differences of one attempt those that count.

    never_lower  every answer whose mark rises, or that gets one for the first time
    best         the one new mark that is above all that the attempt had; the rest stays as it was
    all          every one
    """
    if policy == Regrade.Policy.ALL:
        return list(changes)
    up = [one for one in changes if one.state == GRADED and _new(one) > _old(one)]
    if policy == Regrade.Policy.NEVER_LOWER or not up:
        return up
    top = max(up, key=_new)
    return [top] if _new(top) > max(_old(one) for one in changes) else []


def _new(change: Change) -> float:
    return -1.0 if change.score is None else change.score


def _old(change: Change) -> float:
    """An answer without a mark lies below one of nothing."""
    if change.old_state != GRADED or change.old_score is None:
        return -1.0
    return change.old_score
