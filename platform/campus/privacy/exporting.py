"""Exports: asked for by the person, made by the queue behind all verdicts, dropped after some days.

The file lies in the database, in parts: whichever machine made it, whichever serves it, it is
there, and it goes with the row that says whose it is.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campus.accounts.models import User
from campus.auditing import record
from campus.celery import app
from campus.privacy.models import Export, Part
from campus.privacy.packing import pack
from grader.queue import LATER

log = logging.getLogger(__name__)

PART: Final = 512 * 1024  # bytes
TRIES: Final = 3
FRESH: Final = timedelta(hours=1)  # a younger one is given instead of another
LOST: Final = timedelta(minutes=10)  # one that is not made by then is asked for again


def ask(person: User) -> Export:
    """An export of all their data; the one that is being made, if there is one."""
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=person.pk)
        waiting = Export.objects.filter(person=person, state=Export.State.WAITING).first()
        if waiting is not None:
            return waiting
        fresh = Export.objects.filter(person=person, ready_at__gt=timezone.now() - FRESH).first()
        if fresh is not None:
            return fresh
        made = Export.objects.create(person=person)
        transaction.on_commit(lambda: send(made.pk))
        record(person, "export of own data asked for", person)
    return made


def send(export: UUID) -> None:
    """Behind every verdict that waits."""
    app.send_task("campus.make_export", (str(export),), priority=LATER)


def make(pk: UUID) -> bool:
    """Write the file; whether this call did."""
    waiting = Export.objects.filter(pk=pk, state=Export.State.WAITING)
    claimed = waiting.filter(tries__lt=TRIES).update(tries=F("tries") + 1)
    export = waiting.select_related("person").first() if claimed else None
    if export is None:
        return False
    with tempfile.TemporaryFile() as file, transaction.atomic():
        if not waiting.select_for_update(skip_locked=True).exists():
            return False
        pack(export.person, file, timezone.now())
        size = _keep(export, file)
        Export.objects.filter(person=export.person).exclude(pk=pk).delete()
        waiting.update(state=Export.State.READY, ready_at=timezone.now(), size=size)
    return True


def _keep(export: Export, file: IO[bytes]) -> int:
    size = file.tell()
    file.seek(0)
    for position, body in enumerate(iter(lambda: file.read(PART), b"")):
        Part.objects.create(export=export, position=position, body=body)
    return size


def body_of(export: Export) -> Iterator[bytes]:
    """The file, a part at a time."""
    for position in export.parts.values_list("position", flat=True):
        yield bytes(export.parts.get(position=position).body)


def send_lost() -> int:
    """Those whose message was lost are sent again; those that fail each time are given up."""
    waiting = Export.objects.filter(state=Export.State.WAITING)
    lost = waiting.filter(asked_at__lt=timezone.now() - LOST)
    given_up = lost.filter(tries__gte=TRIES).update(state=Export.State.FAILED)
    if given_up:
        log.error("%d exports could not be made", given_up)
    for pk in lost.values_list("pk", flat=True):
        send(pk)
    return given_up
