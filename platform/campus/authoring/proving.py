"""Publishing a revision: proved in the slow lane, under a lease, and kept only if nothing is wrong.

As with submissions PostgreSQL is the queue of record: a worker that is killed, or a broker that
forgets, costs some seconds; whatever comes twice or too late finds another lease and is dropped.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from campus.accounts.models import User
from campus.afterwards import afterwards
from campus.authoring.models import Manuscript, Publication, Revision
from campus.catalog.asking import broker
from campus.catalog.drawing_lots import pool_seed
from campus.catalog.models import Exercise
from campus.catalog.publishing import keep_version
from campus.catalog.versions import Provenance, digest_of
from campus.celery import app
from exercises.errors import ExerciseError
from exercises.queue import BULK_QUEUE, CANCEL_KEY, DONE_KEY, PROVE_TASK, PROVED_TASK, URGENT
from exercises.source import parse_exercise
from grader.queue import LEASE_MARK, VERDICT_QUEUE

log = logging.getLogger(__name__)

State = Publication.State
AT_A_TIME: Final = 3  # publications of one person
LATE: Final = timedelta(seconds=20)  # before that nobody is suspected of anything
LONGEST: Final = timedelta(minutes=30)  # in the queue and at work together


class TooMany(Exception):
    """The person has enough under way; the message is for them."""


def ask_to_publish(revision: Revision, by: User) -> Publication:
    """Keep the ask and send it; the one that is under way for the manuscript, if there is one.

    Raises TooMany.
    """
    waiting = Publication.objects.filter(state__in=Publication.WAITING)
    if under_way := waiting.filter(manuscript=revision.manuscript).first():
        return under_way
    if waiting.filter(by=by).count() >= AT_A_TIME:
        raise TooMany(
            _("%(count)s of your exercises are being checked: please wait for one.")
            % {"count": AT_A_TIME}
        )
    try:
        with transaction.atomic():
            asked = Publication.objects.create(
                revision=revision,
                manuscript=revision.manuscript,
                by=by,
                seeds=settings.PROVING_SEEDS,
            )
            afterwards(send, asked.pk)
    except IntegrityError:  # a second tab was faster
        return waiting.get(manuscript=revision.manuscript)
    return asked


def send(pk: uuid.UUID) -> bool:
    """Put the publication on the queue under a new lease; False if it is not to be sent."""
    lease = uuid.uuid4()
    to_be_sent = Publication.objects.filter(pk=pk, state=State.QUEUED, tries__lt=settings.TRIES)
    if not to_be_sent.update(
        state=State.RUNNING, tries=F("tries") + 1, lease_token=lease, sent_at=Now()
    ):
        return False
    row = Publication.objects.select_related("revision", "manuscript").get(pk=pk)
    source = row.revision.source
    kept = [pool_seed(digest_of(source), place) for place in range(settings.VARIANTS_KEPT)]
    try:
        app.send_task(
            PROVE_TASK,
            args=(str(lease), f"{row.manuscript.slug}.md", source, row.seeds, kept),
            queue=BULK_QUEUE,
            priority=URGENT,
            link=app.signature(PROVED_TASK, args=(str(pk), str(lease)), queue=VERDICT_QUEUE),
            headers={"lease": str(lease)},
            retry=False,
        )
    except OperationalError as error:
        log.warning("the broker is away: %s", error)
        given_back = Publication.objects.filter(pk=pk, lease_token=lease, state=State.RUNNING)
        given_back.update(state=State.QUEUED, tries=F("tries") - 1, lease_token=None)
        return False
    return True


def record(answer: dict[str, Any], pk: uuid.UUID, lease: uuid.UUID) -> bool:
    """Write the outcome down; False if it came under a lease that no longer stands."""
    with transaction.atomic():
        rows = Publication.objects.select_for_update(of=("self",)).select_related(
            "revision__manuscript", "by"
        )
        row = rows.filter(pk=pk, lease_token=lease, state=State.RUNNING).first()
        if row is None:
            return False
        if "fault" in answer:
            _again_or_failed(row, answer["fault"]["message"])
        elif answer.get("cancelled"):
            _finish(row, State.CANCELLED)
        else:
            _judge(row, answer)
    return True


def cancel(publication: Publication) -> None:
    """Stop it, wherever it is. What the worker still sends finds no lease."""
    waiting = Publication.objects.filter(pk=publication.pk, state__in=Publication.WAITING)
    if not waiting.update(state=State.CANCELLED, finished_at=Now()):
        return
    publication.refresh_from_db()
    if publication.lease_token is not None:
        try:
            broker().set(f"{CANCEL_KEY}{publication.lease_token}", 1, ex=600)
        except RedisError:
            pass  # the worker proves it to the end, for nothing


def progress_of(publication: Publication) -> tuple[int, int]:
    """How many of how many seeds are done."""
    try:
        said: Any = broker().get(f"{DONE_KEY}{publication.lease_token}")
    except RedisError:
        said = None
    done, _, of = (said or b"0/0").decode().partition("/")
    return int(done), int(of) or publication.seeds


def reap() -> int:
    """Send again what nobody has any more, give up on what was lost too often; how many."""
    late = Publication.objects.filter(
        state__in=Publication.WAITING, asked_at__lt=Now() - LATE
    ).exclude(sent_at__gt=Now() - LATE)
    lost = 0
    for row in late.order_by("asked_at")[:50]:
        if row.state == State.RUNNING and _held(row):
            continue
        lost += 1
        log.warning("publication %s was lost; sending again", row.pk)
        with transaction.atomic():
            locked = Publication.objects.select_for_update().get(pk=row.pk)
            if locked.lease_token == row.lease_token and locked.waiting:
                _again_or_failed(locked, "The check was lost three times.")
        send(row.pk)
    return lost


def _held(row: Publication) -> bool:
    """Whether its message waits in the queue or a living worker is at work on it."""
    if row.asked_at < timezone.now() - LONGEST:
        return False
    try:
        if broker().exists(f"{LEASE_MARK}{row.lease_token}"):
            return True
        waiting: Any = broker().lrange(BULK_QUEUE, 0, -1)
    except RedisError:
        return True  # nothing can be said now
    return any(str(row.lease_token).encode() in message for message in waiting)


def _again_or_failed(row: Publication, reason: str) -> None:
    if row.tries < settings.TRIES:
        row.state, row.lease_token = State.QUEUED, None
        row.save(update_fields=["state", "lease_token"])
        afterwards(send, row.pk)
        return
    log.error("publishing failed: %s", reason)
    row.reason = reason
    _finish(row, State.FAILED)


def _judge(row: Publication, answer: dict[str, Any]) -> None:
    """Refuse it with its findings, or make it the exercise's current version."""
    row.findings = answer["findings"]
    manuscript = row.revision.manuscript
    errors = [finding for finding in row.findings if finding["level"] == "error"]
    if errors or (answer["faults"] and not answer["drawn"]):
        row.reason = "; ".join(answer["faults"])
        _finish(row, State.REFUSED)
        return
    if reason := _taken(manuscript):
        row.reason = reason
        _finish(row, State.REFUSED)
        return
    try:
        exercise = parse_exercise(row.revision.source, f"{manuscript.slug}.md")
    except ExerciseError as wrong:  # the worker read it a moment ago: another version of the code
        row.reason = str(wrong)
        _finish(row, State.REFUSED)
        return
    provenance = Provenance(Exercise.Origin.AUTHORS, row.by, proved=row.seeds)
    version = keep_version(exercise, provenance, answer["drawn"])
    Revision.objects.filter(pk=row.revision_id).update(version=version)
    Manuscript.objects.filter(pk=manuscript.pk).update(exercise=version.exercise_id)
    _finish(row, State.PUBLISHED)


def _taken(manuscript: Manuscript) -> str:
    """Why the exercise cannot have this id: a file of that name was published meanwhile."""
    others = Exercise.objects.filter(slug=manuscript.slug).exclude(origin=Exercise.Origin.AUTHORS)
    return f"There is an exercise `{manuscript.slug}` already." if others.exists() else ""


def _finish(row: Publication, state: str) -> None:
    row.state = state
    row.finished_at = timezone.now()
    row.save(update_fields=["state", "finished_at", "findings", "reason"])
