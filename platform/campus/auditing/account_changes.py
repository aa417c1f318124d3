"""What changes who can open an account: passwords, second factors, addresses, devices.

A second factor that fails is kept too: it takes the right password to get so far. Entries hold no
address: they stay for good, an account may be erased.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from allauth.account import signals as account
from allauth.mfa import signals as factors
from allauth.socialaccount import signals as institutions
from django.dispatch import Signal

from campus.accounts.devices import ended
from campus.accounts.models import User
from campus.auditing import record

_BY_USER: Final[tuple[tuple[Signal, str], ...]] = (
    (account.password_changed, "password changed"),
    (account.password_set, "password set"),
    (account.password_reset, "password reset by a link"),
    (factors.authenticator_added, "second factor added"),
    (factors.authenticator_removed, "second factor removed"),
    (factors.authenticator_reset, "recovery codes renewed"),
    (factors.authentication_failed, "second factor failed"),
)


def listen() -> None:
    for signal, act in _BY_USER:
        signal.connect(_noting(act), weak=False, dispatch_uid=f"campus.auditing.{act}")
    account.email_changed.connect(_address, dispatch_uid="campus.auditing.address")
    institutions.social_account_added.connect(_connected, dispatch_uid="campus.auditing.added")
    institutions.social_account_removed.connect(_parted, dispatch_uid="campus.auditing.removed")
    ended.connect(_ended, dispatch_uid="campus.auditing.ended")


def _noting(act: str) -> Callable[..., None]:
    def note(user: User, authenticator: Any = None, **_: Any) -> None:
        details: dict[str, Any] = (
            {"factor": str(authenticator.type)} if authenticator is not None else {}
        )
        record(user, act, user, **details)

    return note


def _address(
    user: User, from_email_address: Any = None, to_email_address: Any = None, **_: Any
) -> None:
    """The first confirmation of an address is no change of it."""
    if from_email_address is not None:
        record(user, "e-mail address changed", user)


def _connected(sociallogin: Any, **_: Any) -> None:
    user = sociallogin.user
    record(user, "institution connected", user, institution=sociallogin.account.provider)


def _parted(socialaccount: Any, **_: Any) -> None:
    user = socialaccount.user
    record(user, "institution disconnected", user, institution=socialaccount.provider)


def _ended(user: User, count: int, **_: Any) -> None:
    record(user, "signed out elsewhere", user, devices=count)
