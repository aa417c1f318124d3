"""Submissions that wait for longer than anything may take, and sending one of them once more."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.auditing import record
from campus.learning.models import Submission
from campus.learning.sending import send
from campus.rollups.models import Mark

LONG = timedelta(minutes=2)  # the reaper has sent it again by then
SHOWN = 25


def stuck_submissions() -> list[Submission]:
    """The longest waiting first."""
    late = Submission.objects.waiting().filter(received_at__lt=Now() - LONG)
    return list(late.select_related("attempt__exercise").order_by("received_at")[:SHOWN])


def retry(key: str, by: User) -> bool:
    """Give a waiting submission all its tries back and send it; False if it does not wait, or the
    broker is away. A verdict under the old lease is dropped."""
    try:
        pk = uuid.UUID(key)
    except ValueError:
        return False
    with transaction.atomic():
        freed = (
            Submission.objects.waiting()
            .filter(pk=pk)
            .update(state=Submission.State.QUEUED, tries=0, lease_token=None, lease_until=None)
        )
        if not freed:
            return False
        row = Submission.objects.select_related("attempt").get(pk=pk)
        record(by, "submission sent again", row, person=row.attempt.learner_id)
    return send(pk)


def rollup_mark() -> Mark | None:
    return Mark.objects.first()
