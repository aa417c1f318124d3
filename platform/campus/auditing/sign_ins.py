"""Every sign-in becomes an entry, by whatever door: password, reset link, fresh account.

Failed ones do not: anybody can make those, as many as they like, and an entry stays for good. They
are counted and slowed down in `accounts.signing_in`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in

from campus.accounts.models import User
from campus.auditing import record


def listen() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="campus.auditing.signed_in")


def _signed_in(user: User, **_: Any) -> None:
    record(user, "signed in", user)
