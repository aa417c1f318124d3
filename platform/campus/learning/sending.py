"""Sending a submission to the graders, under a lease.

Graders have no database, so the sender claims for them: it writes a new lease token into the row
and into the message, and a verdict counts only under the token that stands in the row.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from campus.celery import app
from campus.learning.answers import for_grader
from campus.learning.lanes import ROUTES
from campus.learning.models import Submission
from grader.queue import GRADE_TASK, LEASE_MARK, RECORD_TASK, VERDICT_QUEUE, waiting_list

log = logging.getLogger(__name__)


def claimed(fresh: Submission) -> Submission:
    """A row that is about to be written, already claimed: its sending needs no second look at it.

    If its sender dies before the message is out, the reaper finds a lease nobody works on.
    """
    fresh.state = Submission.State.RUNNING
    fresh.tries = 1
    fresh.lease_token = uuid.uuid4()
    fresh.sent_at, fresh.lease_until = Now(), _lease_end()
    return fresh


def send(pk: uuid.UUID) -> bool:
    """Claim the submission and put it on the queue; False if it is not to be sent (now)."""
    if not _claim(pk, uuid.uuid4()):
        return False
    return put_on_queue(Submission.objects.select_related("attempt__variant").get(pk=pk))


def put_on_queue(submission: Submission) -> bool:
    """Send a claimed submission; False if the broker is away, or takes nothing (its disk is full).

    Then the claim is given back: that must not use up one of the tries.
    """
    assert submission.lease_token is not None
    try:
        _publish(submission, submission.lease_token)
    except (OperationalError, RedisError) as error:
        log.warning("the broker is away: %s", error, extra={"submission": submission.pk})
        _give_back(submission.pk, submission.lease_token)
        return False
    return True


def request_of(submission: Submission) -> dict[str, Any]:
    """All that a grader needs: the learner's answers and the keys of the variant that was shown."""
    return {
        **submission.attempt.variant.body["grading"],
        "mode": submission.mode,
        "answers": for_grader(submission.answers),
    }


def oldest_sent_at(lane: Submission.Lane) -> datetime | None:
    """When the message that has waited longest in a lane was sent; None: no message.

    A lane is first in, first out: what was sent earlier than this has left it.
    Raises kombu's OperationalError when the broker is away.
    """
    with app.connection_for_read() as connection, connection.channel() as channel:
        raw = channel.client.lindex(waiting_list(*ROUTES[lane]), -1)
    if raw is None:
        return None
    sent_at = json.loads(raw)["headers"].get("sent_at")
    return None if sent_at is None else datetime.fromtimestamp(float(sent_at), UTC)


def worked_on(leases: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the leases that a living grader is at work on, as it says itself.

    Raises kombu's OperationalError when the broker is away.
    """
    if not leases:
        return set()
    with app.connection_for_read() as connection, connection.channel() as channel:
        marks = channel.client.mget([f"{LEASE_MARK}{lease}" for lease in leases])
    return {lease for lease, mark in zip(leases, marks, strict=True) if mark is not None}


def _claim(pk: uuid.UUID, lease: uuid.UUID) -> bool:
    """Compare and set: of any number of senders one wins."""
    to_be_sent = Q(state=Submission.State.QUEUED) | Q(
        state=Submission.State.RUNNING, lease_until__lt=Now()
    )
    return bool(
        Submission.objects.filter(to_be_sent, pk=pk, tries__lt=settings.TRIES).update(
            state=Submission.State.RUNNING,
            tries=F("tries") + 1,
            sent_at=Now(),
            lease_token=lease,
            lease_until=_lease_end(),
        )
    )


def _lease_end() -> Combinable:
    """By the database's clock, as everything about leases."""
    return Now() + timedelta(seconds=settings.LEASE_SECONDS)


def _give_back(pk: uuid.UUID, lease: uuid.UUID) -> None:
    Submission.objects.filter(pk=pk, lease_token=lease, state=Submission.State.RUNNING).update(
        state=Submission.State.QUEUED, tries=F("tries") - 1, lease_token=None, lease_until=None
    )


def _publish(submission: Submission, lease: uuid.UUID) -> None:
    assert submission.sent_at is not None
    names = (str(submission.pk), str(lease))
    queue, priority = ROUTES[Submission.Lane(submission.lane)]
    app.send_task(
        GRADE_TASK,
        args=(*names, request_of(submission)),
        queue=queue,
        priority=priority,
        link=app.signature(RECORD_TASK, args=names, queue=VERDICT_QUEUE),
        # By the database's clock, as the row: the reaper compares the two.
        headers={"sent_at": str(submission.sent_at.timestamp())},
        retry=False,  # the reaper tries again; the learner's request must not wait for it
    )
