"""An address is confirmed by whoever reads its mail: by the link of a letter, also by the one that
lets a forgotten password be replaced."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset

from campus.accounts.models import User


def listen() -> None:
    password_reset.connect(_read_the_letter, dispatch_uid="campus.accounts.read_the_letter")


def _read_the_letter(user: User, **_: Any) -> None:
    """The link went to the address in force (`forms.Forgotten`)."""
    confirm(user)


def is_confirmed(user: User) -> bool:
    """Whether the address in force is its owner's, by all we know."""
    rows = EmailAddress.objects.filter(user=user, email=user.email.lower(), verified=True)
    return bool(rows.exists())


def confirm(user: User) -> None:
    """Note the address in force as confirmed, unless it is so for another account."""
    email = user.email.lower()
    taken = EmailAddress.objects.filter(email=email, verified=True).exclude(user=user)
    if not email or taken.exists():
        return
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=email).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )


def confirm_all(users: list[User]) -> None:
    """Note the addresses of new people as confirmed: a demo's, a roster's that is believed."""
    rows = [
        EmailAddress(user=user, email=user.email.lower(), verified=True, primary=True)
        for user in users
        if user.email
    ]
    EmailAddress.objects.bulk_create(rows, ignore_conflicts=True)
