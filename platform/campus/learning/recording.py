"""Writing a verdict down, once: verdict, attempt and progress in one transaction.

A verdict counts only if its lease token still stands in the row. Whatever comes twice, late or
after somebody else's turn finds another token and is dropped.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from campus.afterwards import afterwards
from campus.learning.models import Attempt, GradeResult, StaffAlert, Submission
from campus.learning.progress import learn
from campus.learning.set_rules import price_of
from campus.learning.waiting import ring
from campus.prepared import prepared

log = logging.getLogger(__name__)

FULL: Final = 1 - 1e-9

Report = dict[str, Any]  # grader.verdict.Report as JSON, or {"fault": …} from grader.worker


def record(report: Report, submission: uuid.UUID, lease: uuid.UUID) -> bool:
    """Write the verdict; False if it came under a lease that no longer stands."""
    with transaction.atomic():
        ours = _under_lease(submission, lease)
        if not ours:
            log.info("dropped a verdict without a lease", extra={"submission": submission})
            return False
        row = ours[0]
        if "fault" in report:
            _record_fault(row, report["fault"])
        else:
            _record_verdict(row, report)
        afterwards(ring, submission)
    return True


def count_score(
    attempt: Attempt,
    score: float,
    at: datetime,
    *,
    handed_in: datetime | None = None,
    mistakes: tuple[str, ...] = (),
) -> None:
    """Let one graded submission count: the attempt first, then what is known of the learner.

    score       share of the marks, 0 to 1, before the price of hints, tries and being late
    handed_in   when the answer came; default `at`, when it is recorded
    mistakes    tags of the listed mistakes it made
    """
    first = attempt.first_score is None
    open_still = attempt.ended != Attempt.Ended.SOLVED
    price = price_of(attempt, score, handed_in or at)
    attempt.tries += 1
    attempt.first_score = score if attempt.first_score is None else attempt.first_score
    attempt.best = max(attempt.best or 0.0, price.worth)
    if score >= FULL and open_still:
        attempt.ended = attempt.ended or Attempt.Ended.SOLVED
        attempt.finished_at = attempt.finished_at or at
    elif price.last and not attempt.ended:
        attempt.ended, attempt.finished_at = Attempt.Ended.OUT_OF_TRIES, at
    elif price.fresh and not attempt.ended:
        attempt.ended, attempt.finished_at = Attempt.Ended.TRIED, at
    attempt.save(update_fields=["tries", "first_score", "best", "ended", "finished_at"])
    if open_still:
        learn(attempt, score, first=first, at=at, mistakes=mistakes)


def _record_verdict(row: Submission, report: Report) -> None:
    state = Submission.State(report["state"])
    marks, out_of = float(report["marks"]), float(report["out_of"])
    score = min(max(marks / out_of, 0.0), 1.0) if out_of else 0.0
    GradeResult.objects.create(
        submission=row,
        report=report,
        score=score,
        hints=Subquery(Attempt.objects.filter(pk=row.attempt_id).values("hints_taken")[:1]),
        grader_version=report.get("grader", ""),
    )
    _finish(row, state)
    if state == Submission.State.UNDECIDED:
        _alert(row, "undecided", "The grader could not decide an answer within its bounds.")
    if state == Submission.State.GRADED and row.mode == Submission.Mode.GRADE:
        attempt = _judged(row.attempt_id)[0]
        made = tuple(_listed_mistakes(report))
        count_score(attempt, score, timezone.now(), handed_in=row.received_at, mistakes=made)


@prepared
def _under_lease(submission: uuid.UUID, lease: uuid.UUID) -> QuerySet[Submission]:
    return Submission.objects.select_for_update().filter(
        pk=submission, lease_token=lease, state=Submission.State.RUNNING
    )


@prepared
def _judged(attempt: int) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(pk=attempt).select_for_update(of=("self",))
    return rows.select_related("exercise", "item__problem_set__course")


def _listed_mistakes(report: Report) -> Iterator[str]:
    """What the answer got wrong in a way that has a name, as "blank:tag"."""
    for name, verdict in report["verdicts"].items():
        if verdict.get("tag") and verdict.get("outcome") in ("wrong", "partial"):
            yield f"{name}:{verdict['tag']}"


def _record_fault(row: Submission, fault: dict[str, str]) -> None:
    """The machine's faults are tried again while there are tries; the author's are not."""
    if fault["whose"] == "machine" and row.tries < settings.TRIES:
        row.state, row.lease_token, row.lease_until = Submission.State.QUEUED, None, None
        row.save(update_fields=["state", "lease_token", "lease_until"])
        return
    fail(row, fault["kind"], fault["message"])


def fail(row: Submission, kind: str, message: str) -> None:
    """Give up on a submission: our fault, not counted, and staff are told."""
    _finish(row, Submission.State.FAILED)
    _alert(row, kind, message)


def _finish(row: Submission, state: Submission.State) -> None:
    Submission.objects.filter(pk=row.pk).update(state=state, finished_at=Now(), lease_until=None)


def _alert(row: Submission, kind: str, message: str) -> None:
    log.error("%s: %s", kind, message, extra={"submission": row.pk})
    StaffAlert.objects.create(submission=row, kind=kind, message=message)
