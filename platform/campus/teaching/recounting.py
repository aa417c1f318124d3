"""What an attempt is worth when the scores of its answers have changed after the fact.

Being late and earlier tries cost what they cost then. How many hints had been taken at each answer
is not kept, so what an attempt was worth before is worked out twice: as it stands, and from its
answers. Their ratio is what hints had taken, and is taken again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Sum

from campus.courses.rules import credit, terms_of
from campus.learning.models import Attempt, Submission
from campus.learning.recording import FULL

Scores = Mapping[UUID, float | None]  # None: the answer has no score and counts as no try


def scores_of(attempt: Attempt) -> dict[UUID, float | None]:
    """The scores that stand, of answers handed in to be graded, in the order they came."""
    rows = attempt.submissions.filter(mode=Submission.Mode.GRADE, result__isnull=False)
    graded = Submission.State.GRADED
    return {
        pk: score if state == graded else None
        for pk, state, score in rows.order_by("received_at").values_list(
            "pk", "state", "result__score"
        )
    }


def kept(attempt: Attempt) -> dict[str, Any]:
    """The fields that `recount` changes, as JSON holds them."""
    finished = attempt.finished_at.isoformat() if attempt.finished_at else None
    return {
        "tries": attempt.tries,
        "first_score": attempt.first_score,
        "best": attempt.best,
        "ended": attempt.ended,
        "finished_at": finished,
    }


def put_back(attempt: Attempt, before: Mapping[str, Any]) -> None:
    finished = before["finished_at"]
    Attempt.objects.filter(pk=attempt.pk).update(
        **{**before, "finished_at": datetime.fromisoformat(finished) if finished else None}
    )


def recount(attempt: Attempt, old: Scores, new: Scores, *, never_lower: bool = False) -> None:
    """Let the attempt follow its new scores. The caller holds its row.

    An attempt that ended stays ended: its solution has been shown. One that is solved now, ends.
    """
    moments = dict(attempt.submissions.values_list("pk", "received_at"))
    before = _tries_before(attempt)
    was, now = (_worth(attempt, scores, moments, before) for scores in (old, new))
    stored = attempt.best
    if stored is not None and was:
        now = None if now is None else min(1.0, now * stored / was)
    if never_lower and stored is not None:
        now = stored if now is None else max(stored, now)
    graded = [score for score in new.values() if score is not None]
    attempt.best = now
    attempt.first_score = graded[0] if graded else None
    attempt.tries = max(0, attempt.tries + len(graded) - sum(s is not None for s in old.values()))
    if not attempt.ended and any(score >= FULL for score in graded):
        attempt.ended = Attempt.Ended.SOLVED
        latest = attempt.submissions.order_by("-received_at").first()
        attempt.finished_at = latest.finished_at if latest else None
    attempt.save(update_fields=["tries", "first_score", "best", "ended", "finished_at"])


def _worth(
    attempt: Attempt, scores: Scores, moments: Mapping[UUID, datetime], tries: int
) -> float | None:
    """The best of these scores after the price of being late and of tries before; hints aside."""
    rules = terms_of(attempt.item.problem_set, attempt.learner_id) if attempt.item else None
    worth: float | None = None
    for pk, score in scores.items():
        if score is None:
            continue
        share = credit(rules, moments[pk], tries) if rules else 1.0
        worth = max(worth or 0.0, score * share)
        tries += 1
    return worth


def _tries_before(attempt: Attempt) -> int:
    if attempt.item is None or not attempt.item.problem_set.try_cost:
        return 0
    earlier = Attempt.objects.filter(
        item=attempt.item, learner=attempt.learner_id, number__lt=attempt.number
    )
    return earlier.aggregate(all=Sum("tries"))["all"] or 0


def locked(attempts: Iterable[int]) -> dict[int, Attempt]:
    """The attempts' rows, held until the transaction ends, in one order for everybody."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related(
        "item__problem_set__course", "exercise"
    )
    return {row.pk: row for row in rows.filter(pk__in=list(attempts)).order_by("pk")}
