"""Batches on their way through the slow lane: few at a time, so that what authors and pools ask for
comes between them, and no learner's answer ever waits for one.

As with submissions PostgreSQL is the queue of record: a batch that was lost is sent again, and what
comes back under another lease is dropped.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from campus.catalog.asking import broker
from campus.catalog.models import Variant
from campus.celery import app
from campus.learning.answers import for_grader
from campus.learning.models import Submission
from campus.teaching.models import Batch, Regrade
from exercises.queue import (
    BULK_QUEUE,
    IN_TIME,
    IN_TIME_LIST,
    REGRADE_TASK,
    REGRADED_TASK,
)
from exercises.regrading import sheet_digest
from grader.queue import LEASE_MARK, VERDICT_QUEUE

log = logging.getLogger(__name__)

IN_FLIGHT: Final = 4  # batches of a regrade
LATE: Final = timedelta(seconds=60)  # a batch takes seconds, and may wait behind some others


def send_next(regrade: int) -> int:
    """Send batches as long as fewer than IN_FLIGHT are out; how many were sent."""
    running = Batch.objects.filter(regrade=regrade, regrade__state=Regrade.State.RUNNING)
    out = running.filter(done=False, sent_at__isnull=False).count()
    waiting = running.filter(done=False, sent_at__isnull=True, tries__lt=settings.TRIES)
    return sum(send(pk) for pk in waiting.values_list("pk", flat=True)[: max(0, IN_FLIGHT - out)])


def send(pk: uuid.UUID) -> bool:
    """Put a batch on the queue under a new lease; False if it is not to be sent."""
    lease = uuid.uuid4()
    open_ = Batch.objects.filter(pk=pk, done=False, sent_at=None, tries__lt=settings.TRIES)
    if not open_.update(lease_token=lease, sent_at=Now(), tries=F("tries") + 1):
        return False
    batch = Batch.objects.select_related("regrade__version__exercise").get(pk=pk)
    version = batch.regrade.version
    try:
        app.send_task(
            REGRADE_TASK,
            args=(str(lease), f"{version.exercise.slug}.md", version.source, asked_of(batch)),
            queue=BULK_QUEUE,
            priority=IN_TIME,
            link=app.signature(REGRADED_TASK, args=(str(pk), str(lease)), queue=VERDICT_QUEUE),
            headers={"lease": str(lease)},
            retry=False,
        )
    except OperationalError as error:
        log.warning("the broker is away: %s", error)
        Batch.objects.filter(pk=pk, lease_token=lease).update(sent_at=None, tries=F("tries") - 1)
        return False
    return True


def asked_of(batch: Batch) -> list[dict[str, Any]]:
    """What the worker needs of each answer. A variant that is there need not be drawn."""
    version = batch.regrade.version_id
    rows = Submission.objects.filter(pk__in=batch.submissions).select_related("attempt__variant")
    submissions = sorted(rows, key=lambda row: (row.attempt.variant.seed, row.received_at))
    seeds = {row.attempt.variant.seed for row in submissions}
    known = dict(
        Variant.objects.filter(version=version, seed__in=seeds).values_list("seed", "body")
    )
    asked = []
    for row in submissions:
        variant = row.attempt.variant
        one: dict[str, Any] = {"id": str(row.pk), "answers": for_grader(row.answers)}
        ready = known.get(variant.seed)
        if ready is not None and sheet_digest(ready) == sheet_digest(variant.body):
            one["grading"] = ready["grading"]
        else:
            one |= {"seed": variant.seed, "sheet": sheet_digest(variant.body)}
        asked.append(one)
    return asked


def reap() -> int:
    """Send again what nobody has any more, give up on what was lost too often; how many."""
    running = Regrade.objects.filter(state=Regrade.State.RUNNING)
    lost = 0
    for batch in Batch.objects.filter(regrade__in=running, done=False, sent_at__lt=Now() - LATE)[
        :50
    ]:
        if not _held(batch):
            lost += 1
            Batch.objects.filter(pk=batch.pk, lease_token=batch.lease_token).update(sent_at=None)
    for regrade in running.values_list("pk", flat=True):
        send_next(regrade)
    return lost


def _held(batch: Batch) -> bool:
    """Whether its message waits in the queue or a living worker is at work on it."""
    try:
        if broker().exists(f"{LEASE_MARK}{batch.lease_token}"):
            return True
        waiting: Any = broker().lrange(IN_TIME_LIST, 0, -1)
    except RedisError:
        return True  # nothing can be said now
    return any(str(batch.lease_token).encode() in message for message in waiting)
