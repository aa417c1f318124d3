"""Finding submissions that nobody works on any more: a killed grader, a flushed or lost broker."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from campus.learning.models import Submission
from campus.learning.recording import fail
from campus.learning.sending import oldest_sent_at, send
from campus.learning.waiting import ring

log = logging.getLogger(__name__)

UNSENT_AFTER: Final = timedelta(seconds=20)
AT_A_TIME: Final = 200
CLOCKS_DIFFER: Final = timedelta(seconds=2)  # between the database's clock and the sender's


@dataclass(frozen=True, slots=True)
class Reaped:
    """How many were sent (again), were left since they still stand in the queue, were given up."""

    sent: int
    left: int
    failed: int


def reap() -> Reaped:
    """Send again what was lost; give up on what was lost too often.

    Several reapers do not disturb each other: rows are claimed by SKIP LOCKED here and by
    compare-and-set in `send`.
    """
    try:
        oldest = oldest_sent_at()
    except OperationalError as error:
        log.warning("the broker is away: %s", error)
        return Reaped(0, 0, 0)
    with transaction.atomic():
        lost = list(_lost())
        queued = [row for row in lost if _stands_in_queue(row, oldest)]
        exhausted = [row for row in lost if row not in queued and row.tries >= settings.TRIES]
        Submission.objects.filter(pk__in=[row.pk for row in queued]).update(
            lease_until=Now() + timedelta(seconds=settings.LEASE_SECONDS)
        )
        for row in exhausted:
            fail(row, "lost", f"Sent {row.tries} times, and no verdict came back.")
            transaction.on_commit(lambda pk=row.pk: ring(pk), robust=True)  # type: ignore[misc]
    again = [row.pk for row in lost if row not in queued and row not in exhausted]
    return Reaped(_send_all(again), len(queued), len(exhausted))


def _lost() -> list[Submission]:
    unsent = Q(state=Submission.State.QUEUED, received_at__lt=Now() - UNSENT_AFTER)
    expired = Q(state=Submission.State.RUNNING, lease_until__lt=Now())
    rows = Submission.objects.filter(unsent | expired).order_by("received_at")
    return list(rows.select_for_update(skip_locked=True)[:AT_A_TIME])


def _stands_in_queue(row: Submission, oldest: datetime | None) -> bool:
    """Busy graders are no reason to send twice: a message is lost only if later ones have left
    the queue, or if the queue is empty."""
    if row.state != Submission.State.RUNNING or row.sent_at is None or oldest is None:
        return False
    return oldest.astimezone(UTC) <= row.sent_at + CLOCKS_DIFFER


def _send_all(pks: list[uuid.UUID]) -> int:
    sent = 0
    for pk in pks:
        log.warning("sending again", extra={"submission": pk})
        sent += send(pk)
    return sent
