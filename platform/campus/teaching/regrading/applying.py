"""Letting a regrade count, and taking it back: each in one transaction, written into the audit log,
told to those whose marks move. Marks that a person gave by hand stand whatever a regrade says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.catalog.models import Variant
from campus.learning.models import Attempt, Submission
from campus.teaching.models import Change, HandMark, Notice, Regrade, RegradedAttempt
from campus.teaching.recounting import Ground, grounds_of, kept, locked, put_back, settle
from campus.teaching.regrading.comparing import changed
from campus.teaching.regrading.policies import chosen
from campus.teaching.regrading.writing import standing, write_attempts, write_new, write_old

State = Regrade.State


class NotNow(Exception):
    """The regrade is not in the state that this needs; somebody else was faster."""


@transaction.atomic
def apply(regrade: Regrade, policy: str, by: User) -> int:
    """Let the new verdicts count, by the policy; how many answers changed. Raises NotNow."""
    _take(regrade, State.READY, State.APPLIED)
    Regrade.objects.filter(pk=regrade.pk).update(policy=policy, applied_at=Now())
    by_attempt = _by_attempt(changed(regrade))
    attempts = locked(by_attempt)
    taken = {pk: chosen(by_attempt[pk], policy) for pk in attempts}
    moved = [attempt for pk, attempt in attempts.items() if taken[pk]]
    write_new([one.pk for changes in taken.values() for one in changes])
    _move(regrade, moved, taken, never_lower=policy != Regrade.Policy.ALL)
    count = sum(map(len, taken.values()))
    record(
        by,
        "regrade applied",
        regrade,
        course=regrade.course_id,
        policy=policy,
        answers=count,
        learners=len({attempt.learner_id for attempt in moved}),
    )
    return count


@transaction.atomic
def roll_back(regrade: Regrade, by: User) -> int:
    """Give every answer back the verdict it had. What was marked by hand or regraded since, and
    what was handed in since, stays. Raises NotNow."""
    _take(regrade, State.APPLIED, State.ROLLED_BACK)
    Regrade.objects.filter(pk=regrade.pk).update(rolled_back_at=Now())
    by_attempt = _by_attempt(regrade.changes.filter(applied=True))
    attempts = locked(by_attempt)
    grounds = grounds_of(attempts.values())  # as they stand, before they are put back
    ours = standing([one.pk for changes in by_attempt.values() for one in changes])
    write_old(ours)
    rows = {row.attempt_id: row for row in regrade.attempts.all()}
    since = _worked_on_since(regrade, attempts)
    for pk, attempt in attempts.items():
        mine = [one for one in by_attempt[pk] if one.pk in ours]
        _take_back(attempt, grounds[pk], mine, rows[pk], untouched=pk not in since)
    write_attempts(attempts.values())
    _tell_of_return(attempts.values())
    record(by, "regrade rolled back", regrade, course=regrade.course_id, answers=len(by_attempt))
    return len(by_attempt)


def drop(regrade: Regrade) -> None:
    """Change nothing, ever. Raises NotNow once it was applied."""
    waiting = Regrade.objects.filter(pk=regrade.pk, state__in=[State.RUNNING, State.READY])
    if not waiting.update(state=State.DROPPED):
        raise NotNow


def _take(regrade: Regrade, old: str, new: str) -> None:
    """Compare and set: of two clicks one counts. Marks of thousands are then worked out between two
    statements, on a busy machine for longer than the database waits for a page."""
    if not Regrade.objects.filter(pk=regrade.pk, state=old).update(state=new):
        raise NotNow
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '60s'")


def _by_attempt(changes: QuerySet[Change]) -> dict[int, list[Change]]:
    """What is to change, by attempt, without the reports: they stay in the database."""
    by_hand = HandMark.objects.filter(latest=True, score__isnull=False).values("submission")
    rows = changes.exclude(submission__in=by_hand).defer("report", "old_report")
    found: dict[int, list[Change]] = defaultdict(list)
    for row in rows.annotate(of=F("submission__attempt")).order_by("submission__received_at"):
        found[getattr(row, "of")].append(row)  # noqa: B009  (the annotation is not typed)
    return found


def _move(
    regrade: Regrade,
    attempts: Sequence[Attempt],
    taken: Mapping[int, Sequence[Change]],
    *,
    never_lower: bool,
) -> None:
    """Let the attempts follow, keep what they were for the way back, and tell their learners. From
    now on a page has the new key's solution and words: the old ones were wrong."""
    grounds = grounds_of(attempts)
    sheets = dict(Variant.objects.filter(version=regrade.version_id).values_list("seed", "pk"))
    rows, notices = [], []
    for attempt in attempts:
        before = kept(attempt)
        new = dict(grounds[attempt.pk].scores)
        old = new | {one.submission_id: _old_score(one) for one in taken[attempt.pk]}
        settle(attempt, grounds[attempt.pk], old, new, never_lower=never_lower)
        before |= {"variant_id": attempt.variant_id, "version_id": attempt.version_id}
        if sheet := sheets.get(getattr(attempt, "seed")):  # noqa: B009  (an annotation)
            attempt.variant_id, attempt.version_id = sheet, regrade.version_id
        rows.append(
            RegradedAttempt(
                regrade=regrade, attempt=attempt, before=before, best_after=attempt.best
            )
        )
        notices.append(_notice(attempt, _said(attempt, before["best"])))
    write_attempts(attempts)
    RegradedAttempt.objects.bulk_create(rows, batch_size=2000)
    Notice.objects.bulk_create(notices, batch_size=2000)


def _old_score(change: Change) -> float | None:
    return change.old_score if change.old_state == Submission.State.GRADED else None


def _said(attempt: Attempt, before: float | None) -> str:
    words = _("“%(exercise)s” was graded anew; your mark for it stays %(after)s.")
    if (attempt.best or 0) > (before or 0) + 1e-9:
        words = _("“%(exercise)s” was graded anew; your mark went up from %(before)s to %(after)s.")
    elif (attempt.best or 0) < (before or 0) - 1e-9:
        words = _(
            "“%(exercise)s” was graded anew; your mark went down from %(before)s to %(after)s."
        )
    shares = {"before": f"{before or 0:.0%}", "after": f"{attempt.best or 0:.0%}"}
    return words % {"exercise": attempt.exercise.title, **shares}


def _notice(attempt: Attempt, text: str) -> Notice:
    url = reverse("attempt", args=[attempt.pk])
    return Notice(person_id=attempt.learner_id, text=text[:300], url=url)


def _worked_on_since(regrade: Regrade, attempts: Collection[int]) -> set[int]:
    rows = Submission.objects.filter(attempt__in=attempts, received_at__gt=regrade.applied_at)
    return set(rows.values_list("attempt", flat=True))


def _take_back(
    attempt: Attempt,
    ground: Ground,
    changes: Sequence[Change],
    row: RegradedAttempt,
    *,
    untouched: bool,
) -> None:
    if untouched and attempt.best == row.best_after:
        put_back(attempt, row.before)
    else:
        new = ground.scores | {one.submission_id: _old_score(one) for one in changes}
        settle(attempt, ground, ground.scores, new)
    attempt.variant_id = row.before["variant_id"]
    attempt.version_id = row.before["version_id"]


def _tell_of_return(attempts: Iterable[Attempt]) -> None:
    words = _("The new grading of “%(exercise)s” was taken back; what stood before counts again.")
    Notice.objects.bulk_create(
        [_notice(one, words % {"exercise": one.exercise.title}) for one in attempts],
        batch_size=2000,
    )
