"""A bell for those who wait: the recorder rings after its commit, a request listens for a moment.

Waiting is a courtesy. It is the first thing to be given up when threads or the broker get scarce:
the page then asks again by itself.
"""

from __future__ import annotations

import threading
import uuid
from functools import cache

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

_seats = threading.BoundedSemaphore(settings.VERDICT_WAITERS)
_RUNG_FOR = 5  # seconds a bell can be heard by those who come late


@cache
def _broker() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=1)


def ring(submission: uuid.UUID) -> None:
    """Tell whoever waits for this submission that its verdict is in the database."""
    try:
        with _broker().pipeline(transaction=False) as pipe:
            pipe.lpush(_bell(submission), 1)
            pipe.expire(_bell(submission), _RUNG_FOR)
            pipe.execute()
    except RedisError:
        pass  # those who wait will ask again


def wait_for_verdict(submission: uuid.UUID) -> None:
    """Return when the bell rings, after the courtesy's time, or at once if no seat is free."""
    if not settings.VERDICT_WAIT_MS or not _seats.acquire(blocking=False):
        return
    try:
        _broker().blpop([_bell(submission)], timeout=settings.VERDICT_WAIT_MS / 1000)
    except RedisError:
        pass
    finally:
        _seats.release()


def _bell(submission: uuid.UUID) -> str:
    return f"lemma:bell:{submission}"
