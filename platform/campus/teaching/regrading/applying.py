"""Letting a regrade count, and taking it back: each in one transaction, written into the audit log,
told to those whose marks move. Marks that a person gave by hand stand whatever a regrade says."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.catalog.models import Variant
from campus.learning.models import Attempt, GradeResult, Submission
from campus.teaching.models import Change, HandMark, Regrade, RegradedAttempt
from campus.teaching.recounting import kept, locked, put_back, recount, scores_of
from campus.teaching.regrading.comparing import changed
from campus.teaching.regrading.policies import chosen
from campus.teaching.telling import tell

State = Regrade.State


class NotNow(Exception):
    """The regrade is not in the state that this needs; somebody else was faster."""


@transaction.atomic
def apply(regrade: Regrade, policy: str, by: User) -> int:
    """Let the new verdicts count, by the policy; how many answers changed. Raises NotNow."""
    _take(regrade, State.READY, State.APPLIED)
    Regrade.objects.filter(pk=regrade.pk).update(policy=policy, applied_at=Now())
    by_attempt = _by_attempt(changed(regrade))
    count = 0
    for pk, attempt in locked(by_attempt).items():
        taken = chosen(by_attempt[pk], policy)
        if taken:
            _apply_to(attempt, taken, regrade, policy)
            count += len(taken)
    record(
        by,
        "regrade applied",
        regrade,
        course=regrade.course_id,
        policy=policy,
        answers=count,
        learners=regrade.attempts.values("attempt__learner").distinct().count(),
    )
    return count


@transaction.atomic
def roll_back(regrade: Regrade, by: User) -> int:
    """Give every answer back the verdict it had. What was marked by hand or regraded since, and
    what was handed in since, stays. Raises NotNow."""
    _take(regrade, State.APPLIED, State.ROLLED_BACK)
    Regrade.objects.filter(pk=regrade.pk).update(rolled_back_at=Now())
    by_attempt = _by_attempt(regrade.changes.filter(applied=True))
    before = {row.attempt_id: row for row in regrade.attempts.all()}
    for pk, attempt in locked(by_attempt).items():
        _take_back(attempt, by_attempt[pk], before[pk])
    record(by, "regrade rolled back", regrade, course=regrade.course_id, answers=len(by_attempt))
    return len(by_attempt)


def drop(regrade: Regrade) -> None:
    """Change nothing, ever. Raises NotNow once it was applied."""
    waiting = Regrade.objects.filter(pk=regrade.pk, state__in=[State.RUNNING, State.READY])
    if not waiting.update(state=State.DROPPED):
        raise NotNow


def _take(regrade: Regrade, old: str, new: str) -> None:
    """Compare and set: of two clicks one counts."""
    if not Regrade.objects.filter(pk=regrade.pk, state=old).update(state=new):
        raise NotNow


def _by_attempt(changes: QuerySet[Change]) -> dict[int, list[Change]]:
    by_hand = HandMark.objects.filter(latest=True, score__isnull=False).values("submission")
    rows = changes.exclude(submission__in=by_hand)
    found: dict[int, list[Change]] = defaultdict(list)
    for row in rows.select_related("submission").order_by("submission__received_at"):
        found[row.submission.attempt_id].append(row)
    return found


def _apply_to(attempt: Attempt, changes: list[Change], regrade: Regrade, policy: str) -> None:
    before, old = kept(attempt), scores_of(attempt)
    new = dict(old)
    for change in changes:
        GradeResult.objects.update_or_create(
            submission_id=change.submission_id,
            defaults={
                "report": change.report,
                "score": change.score or 0.0,
                "grader_version": (change.report or {}).get("grader", ""),
            },
        )
        Submission.objects.filter(pk=change.submission_id).update(state=change.state)
        new[change.submission_id] = (
            change.score if change.state == Submission.State.GRADED else None
        )
    Change.objects.filter(pk__in=[one.pk for one in changes]).update(applied=True)
    recount(attempt, old, new, never_lower=policy != Regrade.Policy.ALL)
    before |= {"variant_id": attempt.variant_id, "version_id": attempt.version_id}
    _show_new_sheet(attempt, regrade)
    RegradedAttempt.objects.create(
        regrade=regrade, attempt=attempt, before=before, best_after=attempt.best
    )
    _tell(attempt, before["best"])


def _show_new_sheet(attempt: Attempt, regrade: Regrade) -> None:
    """From now on the page has the new key's solution and words: the old ones were wrong."""
    variant = Variant.objects.filter(version=regrade.version_id, seed=attempt.variant.seed).first()
    if variant is not None and variant.pk != attempt.variant_id:
        Attempt.objects.filter(pk=attempt.pk).update(variant=variant, version=regrade.version_id)


def _tell(attempt: Attempt, before: float | None) -> None:
    words = _("“%(exercise)s” was graded anew; your mark for it stays %(after)s.")
    if (attempt.best or 0) > (before or 0) + 1e-9:
        words = _("“%(exercise)s” was graded anew; your mark went up from %(before)s to %(after)s.")
    elif (attempt.best or 0) < (before or 0) - 1e-9:
        words = _(
            "“%(exercise)s” was graded anew; your mark went down from %(before)s to %(after)s."
        )
    shares = {"before": f"{before or 0:.0%}", "after": f"{attempt.best or 0:.0%}"}
    url = reverse("attempt", args=[attempt.pk])
    tell([attempt.learner_id], words % {"exercise": attempt.exercise.title, **shares}, url)


def _take_back(attempt: Attempt, changes: list[Change], row: RegradedAttempt) -> None:
    old = scores_of(attempt)
    new = dict(old)
    for change in changes:
        result = GradeResult.objects.filter(submission=change.submission_id)
        if not result.filter(report=change.report).exists():
            continue  # regraded again since
        if change.old_report is None:
            result.delete()
        else:
            result.update(report=change.old_report, score=change.old_score)
        Submission.objects.filter(pk=change.submission_id).update(state=change.old_state)
        graded = change.old_state == Submission.State.GRADED
        new[change.submission_id] = change.old_score if graded else None
    before = dict(row.before)
    sheet = {name: before.pop(name) for name in ("variant_id", "version_id")}
    since = attempt.submissions.filter(received_at__gt=row.regrade.applied_at)
    if attempt.best == row.best_after and not since.exists():
        put_back(attempt, before)
    else:
        recount(attempt, old, new)
    Attempt.objects.filter(pk=attempt.pk).update(**sheet)
    words = _("The new grading of “%(exercise)s” was taken back; what stood before counts again.")
    url = reverse("attempt", args=[attempt.pk])
    tell([attempt.learner_id], words % {"exercise": attempt.exercise.title}, url)
