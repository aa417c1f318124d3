"""Checking a password: by user name or e-mail address, and not too often."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from campus.accounts.models import User


class NameOrEmail(ModelBackend):
    """Django's backend, for a user name or an e-mail address in any letter case."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        if request is not None and not may_try(request, username):
            raise PermissionDenied("too many tries")
        people = User.objects.filter(email__iexact=username) if "@" in username else None
        user = (people or User.objects.filter(username__iexact=username)).first()
        if user is None:
            User().set_password(password)  # the same time is spent whether the name exists or not
            return None
        right = user.check_password(password) and self.user_can_authenticate(user)
        return user if right else None


def may_try(request: HttpRequest, username: str) -> bool:
    """Count one try; say whether this account and address still may in this minute.

    A cache that does not answer must not lock everybody out, so then every try may.
    """
    minute = int(time.time() // 60)
    who = hashlib.sha256(f"{username.lower()}|{request.META.get('REMOTE_ADDR')}".encode())
    return count(f"sign-in:{who.hexdigest()}:{minute}", 60) <= settings.PASSWORD_TRIES


def count(key: str, seconds: int) -> int:
    """Count an event; the number of events under `key` so far. 0 when the cache is away."""
    from redis.exceptions import RedisError

    try:
        cache.add(key, 0, seconds)
        return int(cache.incr(key))
    except (RedisError, ValueError):  # ValueError: it ran out between the two calls
        return 0
