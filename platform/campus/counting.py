"""Counting events by the minute in the cache, for limits that need not be exact."""

from __future__ import annotations

from django.core.cache import cache
from redis.exceptions import RedisError


def count(key: str, seconds: int) -> int:
    """Count an event; the number of events under `key` so far. 0 when the cache is away."""
    try:
        cache.add(key, 0, seconds)
        return int(cache.incr(key))
    except (RedisError, ValueError):  # ValueError: it ran out between the two calls
        return 0
