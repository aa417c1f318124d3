"""Handing an answer in: one row a form, whatever the network, the mouse or a second tab does."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.afterwards import afterwards
from campus.learning.answers import Answers, key_of_content
from campus.learning.exams import held_by
from campus.learning.lanes import FAIR_SHARE, Lane, lane_of, waiting_of_its_learner
from campus.learning.models import Attempt, Submission
from campus.learning.sending import claimed, put_on_queue
from campus.learning.set_rules import HELD, Refused, demand_open
from campus.prepared import prepared


def submit_answer(
    attempt: Attempt, answers: Answers, posted_key: uuid.UUID, mode: str = Submission.Mode.GRADE
) -> Submission:
    """Keep the answer, and send it to the graders once the row is truly in the database.

    The same form handed in again gives the first row. A broker that is away changes nothing for
    the learner: the row waits and the reaper sends it.

    Raises set_rules.Refused when the attempt's problem set takes no more answers (a run of the
    visible tests is no try), and always while its learner sits an exam with the same exercise.
    """
    if held_by(attempt):
        raise Refused(str(HELD))
    fresh = Submission(
        attempt=attempt,
        idem_key=key_of_content(posted_key, answers, mode),
        mode=mode,
        answers=answers,
        lane=lane_of(attempt),
    )
    same_form = Submission.objects.filter(attempt=attempt, idem_key=fresh.idem_key)
    with transaction.atomic():
        if attempt.item_id is not None and mode == Submission.Mode.GRADE:
            # Two tabs take turns, or both would find one try left.
            User.objects.select_for_update(no_key=True).get(pk=attempt.learner_id)
            if not same_form.exists():
                demand_open(attempt)
        Submission.objects.bulk_create([claimed(fresh)], ignore_conflicts=True)
        ((pk, fresh.sent_at, waiting),) = _handed_in(attempt.pk, fresh.idem_key)
        if pk != fresh.pk:
            return same_form.get()
        if waiting > FAIR_SHARE and fresh.lane == Lane.GRADE:
            fresh.lane = Lane.LATER
            same_form.update(lane=fresh.lane)
        afterwards(put_on_queue, fresh)
    return fresh


def withdraw(submission: Submission) -> bool:
    """Take an answer back while it waits; False if its verdict was quicker.

    It counts for nothing. A grader that works on it finds its lease gone.
    """
    waiting = Submission.objects.waiting().filter(pk=submission.pk)
    return bool(
        waiting.update(
            state=Submission.State.WITHDRAWN,
            lease_token=None,
            lease_until=None,
            finished_at=Now(),
        )
    )


def form_key(attempt: Attempt) -> uuid.UUID:
    """The idempotency key of the form in its present state: the same in every tab until an
    answer is handed in."""
    handed_in = len(_of_attempt(attempt.pk))
    return uuid.uuid5(uuid.NAMESPACE_OID, f"lemma attempt {attempt.pk} form {handed_in}")


@prepared
def _handed_in(
    attempt: int, idem_key: uuid.UUID
) -> QuerySet[Submission, tuple[uuid.UUID, datetime, int]]:
    """Of this form: its row, when it was sent, how many of its learner wait."""
    same_form = Submission.objects.filter(attempt=attempt, idem_key=idem_key)
    return same_form.values_list("pk", "sent_at", waiting_of_its_learner())


@prepared
def _of_attempt(attempt: int) -> QuerySet[Submission, uuid.UUID]:
    return Submission.objects.filter(attempt=attempt).values_list("pk", flat=True)
