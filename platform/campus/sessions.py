"""Sessions in the database with a copy in the cache; a cache that is away is an empty one.

Django's own store expects the cache whenever a session is made, and whenever one is not found in
it: a restarted queue server would answer every page and every sign-up with an error.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import cached_db
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class SessionStore(cached_db.SessionStore):
    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._cache: Any = Forgetful(caches[settings.SESSION_CACHE_ALIAS])


class Forgetful:
    """The cache as sessions use it. What cannot be read was not there; what cannot be kept is not.

    Only `delete` insists: a session that somebody has ended must not come back with the cache.
    """

    def __init__(self, cache: BaseCache) -> None:
        self._cache = cache

    def get(self, key: str) -> Any:
        try:
            return self._cache.get(key)
        except RedisError as error:
            log.warning("the cache is away: %s", error)
            return None

    def set(self, key: str, value: Any, seconds: int) -> None:
        try:
            self._cache.set(key, value, seconds)
        except RedisError as error:
            log.warning("the cache is away: %s", error)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def delete(self, key: str) -> None:
        self._cache.delete(key)
