"""Which graders are alive, as they say themselves in the broker."""

from __future__ import annotations

import json

from django.conf import settings
from redis import Redis

from grader.queue import GRADER_MARK


def living_graders() -> list[dict[str, str]]:
    """What each grader process that showed life in the last ten seconds says of itself:
    {"tier": its sandbox, "reason": why it has none, "checked": when it was last tried}.

    Raises redis.exceptions.RedisError without a broker.
    """
    with broker() as client:
        marks = list(client.scan_iter(match=f"{GRADER_MARK}*", count=1000))
        states = client.mget(marks) if marks else []
    return [json.loads(state) for state in states if state is not None]


def broker() -> Redis:
    """A client with short patience, for those who only look."""
    return Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
