"""Checking a password: allauth does it; who is signed in is asked with each request, so by us."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from campus.accounts.models import User
from campus.prepared import prepared


class NameOrEmail(AuthenticationBackend):
    """By user name or e-mail address in any letter case."""

    def get_user(self, user_id: Any) -> User | None:
        user = next(iter(_people(int(user_id))), None)
        return user if user and self.user_can_authenticate(user) else None


@prepared
def _people(pk: int) -> QuerySet[User]:
    """Asked with every request of somebody who is signed in."""
    return User.objects.filter(pk=pk)
