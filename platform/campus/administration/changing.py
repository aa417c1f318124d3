"""Changing what an account is: its role on the site, whether it may sign in. Each is audited."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.rollups.membership import FORMER


class Refused(Exception):
    """The act would leave the site without somebody to run it; the message says so."""


@transaction.atomic
def set_role(person: User, role: str, by: User) -> None:
    """Give a person another role on the site; raises Refused."""
    before = person.role
    if role == before:
        return
    _check(person, by)
    User.objects.filter(pk=person.pk).update(role=role)
    record(by, "role changed", person, before=before, now=role)


@transaction.atomic
def set_active(person: User, active: bool, by: User) -> None:
    """Let an account sign in, or no more; all it did stays. Raises Refused."""
    if person.is_active == active:
        return
    _check(person, by)
    User.objects.filter(pk=person.pk).update(is_active=active)
    if not active:
        # They end now, and do not come back with the account.
        for session in UserSession.objects.filter(user=person):
            session.end()
    record(by, "account switched on" if active else "account switched off", person)


def is_erased(person: User) -> bool:
    """Only the number is left of it."""
    return person.username.startswith(FORMER)


def _check(person: User, by: User) -> None:
    """An administrator acts on others only: so there is always one left. The rows of all
    administrators are locked, so that two do not end each other at the same moment."""
    if person.pk == by.pk:
        raise Refused(_("Ask another administrator to change your own account."))
    if is_erased(person):
        raise Refused(_("This account is erased; there is nobody to change it for."))
    left = User.objects.select_for_update().filter(role=User.Role.ADMIN, is_active=True)
    if not any(row.pk == by.pk for row in left):
        raise Refused(_("You are no administrator any more."))
