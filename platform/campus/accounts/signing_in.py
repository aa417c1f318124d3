"""Checking a password: by user name or e-mail address, and not too often."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from redis.exceptions import RedisError

from campus.accounts.models import User
from campus.counting import count
from campus.prepared import prepared


class NameOrEmail(ModelBackend):
    """Django's backend, for a user name or an e-mail address in any letter case."""

    def get_user(self, user_id: Any) -> User | None:
        user = next(iter(_people(int(user_id))), None)
        return user if user and self.user_can_authenticate(user) else None

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        if request is not None and tries_left(request, username) <= 0:
            raise PermissionDenied("too many wrong passwords")
        people = User.objects.filter(email__iexact=username) if "@" in username else None
        user = (people or User.objects.filter(username__iexact=username)).first()
        if user is None:
            User().set_password(password)  # the same time is spent whether the name exists or not
        elif user.check_password(password) and self.user_can_authenticate(user):
            return user
        if request is not None:
            count(_tries_key(request, username), 60)
        return None


@prepared
def _people(pk: int) -> QuerySet[User]:
    """Asked with every request of somebody who is signed in."""
    return User.objects.filter(pk=pk)


def tries_left(request: HttpRequest, username: str) -> int:
    """How many wrong passwords this account and address may still send in this minute.

    A cache that does not answer must not lock everybody out: then all of them.
    """
    try:
        made = int(cache.get(_tries_key(request, username), 0))
    except RedisError:
        made = 0
    return int(settings.PASSWORD_TRIES) - made


def _tries_key(request: HttpRequest, username: str) -> str:
    who = f"{username.lower()}|{request.META.get('REMOTE_ADDR')}".encode()
    return f"wrong-password:{hashlib.sha256(who).hexdigest()}:{int(time.time() // 60)}"
