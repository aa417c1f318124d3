"""Asking a worker something while a person waits: a message out, the answer under a token.

The web process runs no sandbox; it waits a bounded time, on a bounded number of its threads.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from campus.celery import app
from exercises.queue import REPLY_KEY

_seats = threading.BoundedSemaphore(settings.ASKERS)
LATE: Final = _("The workers are busy. Nothing is lost: please try again in a moment.")
log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """Nobody answered in time; the message is for the person who waits."""


@cache
def broker() -> Redis:
    """A client whose patience is a little longer than anybody waits here."""
    return Redis.from_url(settings.REDIS_URL, socket_timeout=15, socket_connect_timeout=1)


@contextmanager
def a_seat() -> Iterator[None]:
    """One of the threads that may wait at a time; NoAnswer if all do."""
    if not _seats.acquire(blocking=False):
        raise NoAnswer(LATE)
    try:
        yield
    finally:
        _seats.release()


def ask(task: str, queue: str, arguments: Sequence[Any], *, seconds: float) -> dict[str, Any]:
    """What the worker lays under the token that this puts before `arguments`.

    Raises NoAnswer when the time is over, no seat is free, the broker is away, or the worker
    failed by a fault of the machine.
    """
    token = uuid.uuid4().hex
    try:
        with a_seat():
            # A message that nobody took in time is worthless: nobody waits any more.
            app.send_task(task, (token, *arguments), queue=queue, retry=False, expires=seconds)
            laid: Any = broker().blpop([f"{REPLY_KEY}{token}"], timeout=seconds)
    except (OperationalError, RedisError) as error:
        raise NoAnswer(LATE) from error
    if laid is None:
        raise NoAnswer(LATE)
    answer: dict[str, Any] = json.loads(laid[1])
    if answer.get("fault", {}).get("whose") == "machine":
        log.error("a worker failed: %s", answer["fault"]["message"])
        raise NoAnswer(_("This was our fault, not yours. Please try again in a moment."))
    return answer
