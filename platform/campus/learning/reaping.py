"""Finding submissions that nobody works on any more: a killed grader, a flushed or lost broker.

A submission is lost when it was never sent, or when its message has left the queue and no living
grader is at work on its lease. A lease that has run out is lost in any case: a grader that hangs
lives too.
"""

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
from redis.exceptions import RedisError

from campus.afterwards import afterwards
from campus.learning.models import Submission
from campus.learning.recording import fail
from campus.learning.sending import oldest_sent_at, send, worked_on
from campus.learning.waiting import ring

log = logging.getLogger(__name__)

LATE: Final = timedelta(seconds=20)  # before that nobody is suspected of anything
AT_A_TIME: Final = 200
UNORDERED: Final = timedelta(seconds=2)
"""Rows are stamped when their transaction begins; messages go out when it has ended."""


@dataclass(frozen=True, slots=True)
class Reaped:
    """How many were sent (again), were left in the queue or at work, were given up."""

    sent: int
    left: int
    failed: int


def reap() -> Reaped:
    """Send again what was lost; give up on what was lost too often.

    Several reapers do not disturb each other: rows are claimed by SKIP LOCKED here and by
    compare-and-set in `send`.
    """
    with transaction.atomic():
        late = _late()
        try:
            lost = _lost(late)
        except (OperationalError, RedisError) as error:
            log.warning("the broker is away: %s", error)
            return Reaped(0, len(late), 0)
        exhausted = [row for row in lost if row.tries >= settings.TRIES]
        for row in exhausted:
            fail(row, "lost", f"Sent {row.tries} times, and no verdict came back.")
            afterwards(ring, row.pk)
        again = [row.pk for row in lost if row not in exhausted]
        # The lease ends here and now, so that `send` may claim the row.
        Submission.objects.filter(pk__in=again).update(lease_until=Now())
    return Reaped(_send_all(again), len(late) - len(lost), len(exhausted))


def _late() -> list[Submission]:
    waiting_long = Submission.objects.waiting().filter(
        Q(sent_at__lt=Now() - LATE) | Q(state=Submission.State.QUEUED),
        received_at__lt=Now() - LATE,
    )
    rows = waiting_long.order_by("received_at").select_for_update(skip_locked=True)
    return list(rows[:AT_A_TIME])


def _lost(late: list[Submission]) -> list[Submission]:
    """Those of the late ones that nobody has. Raises OperationalError without a broker."""
    lanes = {Submission.Lane(row.lane) for row in late}
    oldest = {str(lane): oldest_sent_at(lane) for lane in lanes}
    gone = [row for row in late if not _stands_in_queue(row, oldest[row.lane])]
    busy = worked_on([row.lease_token for row in gone if row.lease_token])
    run_out = _run_out(gone)
    return [row for row in gone if row.lease_token not in busy or row.pk in run_out]


def _stands_in_queue(row: Submission, oldest: datetime | None) -> bool:
    """Busy graders are no reason to send twice: a message is lost only if later ones have left
    the queue, or if the queue is empty."""
    if row.state != Submission.State.RUNNING or row.sent_at is None or oldest is None:
        return False
    return oldest.astimezone(UTC) <= row.sent_at + UNORDERED


def _run_out(rows: list[Submission]) -> set[uuid.UUID]:
    """Those whose lease has ended by the database's clock: ours may be wrong."""
    ended = Submission.objects.filter(pk__in=[row.pk for row in rows], lease_until__lt=Now())
    return set(ended.values_list("pk", flat=True))


def _send_all(pks: list[uuid.UUID]) -> int:
    sent = 0
    for pk in pks:
        log.warning("sending again", extra={"submission": pk})
        sent += send(pk)
    return sent
