"""The cache as django-allauth counts in it: one that does not answer locks nobody out.

allauth asks it for every limit before a sign-in and knows nothing of its being away. What it counts
there is then counted as never, and what it would wait for is there at once. Everybody else who uses
the cache hears of it as before; sessions must (see `campus.sessions`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

T = TypeVar("T")
_THEIRS: Final = ("allauth", "saml.")
_USED: Final = "allauth.mfa.totp.used"  # a code that let somebody in
_FITS_S: Final = 120  # longer than it fits: allauth keeps it for half a minute, but we forgive one
_REST_S: Final = 5.0  # after a failure it is not asked: a dozen time-outs would be a minute


class Cache(RedisCache):
    _away_until = 0.0

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        if str(key).startswith(_USED):
            args, kwargs = (), {"timeout": _FITS_S}
        return self._tried(key, True, lambda: super(Cache, self).add(key, value, *args, **kwargs))

    def get(self, key: Any, default: Any = None, *args: Any, **kwargs: Any) -> Any:
        return self._tried(
            key, default, lambda: super(Cache, self).get(key, default, *args, **kwargs)
        )

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        return self._tried(key, None, lambda: super(Cache, self).set(key, value, *args, **kwargs))

    def delete(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        return self._tried(key, False, lambda: super(Cache, self).delete(key, *args, **kwargs))

    def _tried(self, key: Any, otherwise: T, ask: Callable[[], T]) -> T:
        """What the cache says; `otherwise` when it is away and the key is one of allauth's."""
        if not str(key).startswith(_THEIRS):
            return ask()
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            return ask()
        except RedisError:
            self._away_until = time.monotonic() + _REST_S
            return otherwise
