"""What attempts are worth when the scores of their answers have changed after the fact.

Being late and earlier tries cost what they cost then. How many hints had been taken at each answer
is not kept for all, so what an attempt was worth before is worked out twice: as it stands, and from
its answers. Their ratio is what hints had taken, and is taken again.

What this leans on is read for all attempts at once: a regrade moves thousands in one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from campus.courses.models import ProblemSet
from campus.courses.rules import Terms, credit, terms_by_learner
from campus.learning.models import Attempt, Submission
from campus.learning.recording import FULL

Scores = Mapping[UUID, float | None]  # None: the answer has no score and counts as no try
COUNTED = ("tries", "first_score", "best", "ended", "finished_at")


@dataclass(slots=True)
class Ground:
    """What the worth of an attempt leans on.

    scores       that stand, of answers handed in to be graded, in the order they came
    handed_in    when each of its answers came
    judged_at    when the latest of them was judged
    tries_before at its item, in attempts before it; 0 where they cost nothing
    """

    rules: Terms | None = None
    scores: dict[UUID, float | None] = field(default_factory=dict)
    handed_in: dict[UUID, datetime] = field(default_factory=dict)
    judged_at: datetime | None = None
    tries_before: int = 0


def grounds_of(attempts: Collection[Attempt]) -> dict[int, Ground]:
    """The grounds of these attempts, by their primary keys: two queries, and a few for each set."""
    found = {attempt.pk: Ground() for attempt in attempts}
    rows = Submission.objects.filter(attempt__in=found).order_by("received_at", "pk")
    for of, pk, at, judged, mode, state, score in rows.values_list(
        "attempt", "pk", "received_at", "finished_at", "mode", "state", "result__score"
    ):
        ground = found[of]
        ground.handed_in[pk], ground.judged_at = at, judged
        if mode == Submission.Mode.GRADE and score is not None:
            ground.scores[pk] = score if state == Submission.State.GRADED else None
    for problem_set, own in _by_set(attempts).items():
        terms = terms_by_learner(problem_set, {one.learner_id for one in own})
        before = _tries_before(own) if problem_set.try_cost else {}
        for attempt in own:
            found[attempt.pk].rules = terms[attempt.learner_id]
            found[attempt.pk].tries_before = before.get(attempt.pk, 0)
    return found


def kept(attempt: Attempt) -> dict[str, Any]:
    """The fields that `settle` changes, as JSON holds them."""
    finished = attempt.finished_at.isoformat() if attempt.finished_at else None
    return {name: getattr(attempt, name) for name in COUNTED} | {"finished_at": finished}


def put_back(attempt: Attempt, before: Mapping[str, Any]) -> None:
    """As it was; the caller saves it."""
    for name in COUNTED:
        setattr(attempt, name, before[name])
    finished = before["finished_at"]
    attempt.finished_at = datetime.fromisoformat(finished) if finished else None


def recount(attempt: Attempt, old: Scores, new: Scores) -> None:
    """Let one attempt follow its new scores, and save it. The caller holds its row."""
    settle(attempt, grounds_of([attempt])[attempt.pk], old, new)
    attempt.save(update_fields=COUNTED)


def settle(
    attempt: Attempt, ground: Ground, old: Scores, new: Scores, *, never_lower: bool = False
) -> None:
    """Let the attempt follow its new scores; the caller saves it.

    An attempt that ended stays ended: its solution has been shown. One that is solved now, ends.
    """
    was, now = _worth(ground, old), _worth(ground, new)
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
        attempt.finished_at = ground.judged_at


def _worth(ground: Ground, scores: Scores) -> float | None:
    """The best of these scores after the price of being late and of tries before; hints aside."""
    worth, tries = None, ground.tries_before
    for pk, score in scores.items():
        if score is None:
            continue
        share = credit(ground.rules, ground.handed_in[pk], tries) if ground.rules else 1.0
        worth = max(worth or 0.0, score * share)
        tries += 1
    return worth


def _by_set(attempts: Iterable[Attempt]) -> dict[ProblemSet, list[Attempt]]:
    found: dict[ProblemSet, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        if attempt.item is not None:
            found[attempt.item.problem_set].append(attempt)
    return found


def _tries_before(attempts: Collection[Attempt]) -> dict[int, int]:
    """Graded tries of the same learner at the same item in earlier attempts."""
    rows = Attempt.objects.filter(
        item__in={one.item_id for one in attempts}, learner__in={one.learner_id for one in attempts}
    )
    tries: dict[tuple[int | None, int], list[tuple[int, int]]] = defaultdict(list)
    for item, learner, number, some in rows.values_list("item", "learner", "number", "tries"):
        tries[item, learner].append((number, some))
    return {
        one.pk: sum(
            some for number, some in tries[one.item_id, one.learner_id] if number < one.number
        )
        for one in attempts
    }


def locked(attempts: Iterable[int]) -> dict[int, Attempt]:
    """The attempts' rows, held until the transaction ends, in one order for everybody. Each knows
    the seed of its variant."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related(
        "item__problem_set__course", "exercise"
    )
    chosen = rows.filter(pk__in=list(attempts)).annotate(seed=F("variant__seed")).order_by("pk")
    return {row.pk: row for row in chosen}
