"""A word to the learner about an answer, and a mark by hand in place of the grader's."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.learning.models import GradeResult, StaffAlert, Submission
from campus.teaching.models import Comment, HandMark
from campus.teaching.recounting import grounds_of, locked, recount
from campus.teaching.telling import tell


@transaction.atomic
def comment(submission: Submission, text: str, by: User) -> Comment:
    row = Comment.objects.create(submission=submission, text=text, by=by)
    words = _("There is a comment on your answer to “%(exercise)s”.")
    _tell(submission, words)
    record(
        by,
        "comment written",
        row,
        course=_course(submission),
        person=submission.attempt.learner_id,
        submission=str(submission.pk),
    )
    return row


@transaction.atomic
def mark(submission: Submission, score: float | None, reason: str, by: User) -> HandMark:
    """Let this score stand; None gives the grader's verdict back. The attempt follows."""
    attempt = locked([submission.attempt_id])[submission.attempt_id]
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    result = GradeResult.objects.filter(submission=row).first()
    own = HandMark.objects.filter(submission=row)
    first = own.order_by("pk").first()
    machine_score = first.machine_score if first else result.score if result else 0.0
    machine_state = first.machine_state if first else row.state
    old = grounds_of([attempt])[attempt.pk].scores
    own.filter(latest=True).update(latest=False)
    made = HandMark.objects.create(
        submission=row,
        score=score,
        reason=reason,
        by=by,
        machine_score=machine_score,
        machine_state=machine_state,
    )
    _let_stand(row, result, machine_score if score is None else score)
    state = machine_state if score is None else Submission.State.GRADED
    Submission.objects.filter(pk=row.pk).update(state=state)
    StaffAlert.objects.filter(submission=row, seen_at=None).update(seen_at=Now())
    recount(attempt, old, grounds_of([attempt])[attempt.pk].scores)
    _tell(row, _("Your answer to “%(exercise)s” was marked by hand."))
    record(
        by,
        "answer marked by hand",
        row,
        course=_course(submission),
        person=attempt.learner_id,
        before=old.get(row.pk),
        after=score,
        reason=reason,
    )
    return made


def _let_stand(row: Submission, result: GradeResult | None, score: float) -> None:
    """What failed in our hands has no result yet: then one without verdicts is made."""
    if result is not None:
        GradeResult.objects.filter(pk=result.pk).update(score=score)
        return
    out_of = sum(float(blank["marks"]) for blank in row.attempt.variant.body["blanks"])
    report = {"state": "graded", "verdicts": {}, "marks": 0.0, "out_of": out_of, "ms": 0.0}
    GradeResult.objects.create(submission=row, report=report, score=score, grader_version="hand")


def _course(submission: Submission) -> int | None:
    item = submission.attempt.item
    return item.problem_set.course_id if item else None


def _tell(submission: Submission, words: str) -> None:
    attempt = submission.attempt
    url = f"{reverse('attempt', args=[attempt.pk])}?submission={submission.pk}"
    tell([attempt.learner_id], words % {"exercise": attempt.exercise.title}, url)
