"""Where somebody is signed in: a row for each session, when it was last used, how to end it.

allauth writes the row at a sign-in. When a session was last used is kept to ten minutes, by each
process for itself: a page asks no query for it, and no session is saved.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.account.signals import user_logged_in
from allauth.usersessions.models import UserSession
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.numbers import is_number

KEY: Final = "listed"  # in a session that has a row
EVERY_S: Final = 600.0
MOST: Final = 20_000  # sessions a process remembers to have noted

#: Somebody ended sessions of theirs. user: whose; count: how many.
ended = Signal()

_noted: dict[str, float] = {}

_BROWSERS: Final = (
    ("Firefox", r"Firefox/"),
    ("Edge", r"Edg/"),
    ("Opera", r"OPR/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS: Final = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux|X11"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A session as its owner sees it; `network` is the address without its last part."""

    pk: int
    name: str
    network: str
    since: datetime
    last: datetime
    here: bool


def devices_of(user: User, session_key: str | None) -> list[Device]:
    """The sessions that still open the account; this one first, then the last used."""
    rows = [_device(row, session_key) for row in UserSession.objects.purge_and_list(user)]
    return sorted(rows, key=lambda device: (not device.here, -device.last.timestamp()))


def enlist(request: HttpRequest) -> None:
    """Give the session a row that has none: it is older than the list."""
    if not request.session.get(KEY):
        UserSession.objects.create_from_request(request)
        request.session[KEY] = True


def end(user: User, session_key: str | None, wanted: str | None) -> int:
    """End one other session of this person, or (None) all others; how many. It takes effect at
    once. wanted: the number of a row as a form sends it; what is none ends nothing."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=session_key or "")
    if wanted is not None:
        rows = rows.filter(pk=int(wanted)) if is_number(wanted) else rows.none()
    count = 0
    for row in rows:
        row.end()
        count += 1
    if count:
        ended.send(User, user=user, count=count)
    return count


def _device(row: Any, session_key: str | None) -> Device:
    here = row.session_key == session_key
    last = timezone.now() if here else row.last_seen_at
    return Device(row.pk, named(row.user_agent), network(row.ip), row.created_at, last, here)


def named(agent: str) -> str:
    """What a browser says it is, in two words.

    >>> named("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
    'Firefox, Linux'
    """
    found = [
        next((name for name, sign in signs if re.search(sign, agent)), "")
        for signs in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or _("Something else")


def network(address: str) -> str:
    """Where from, roughly.

    >>> network("203.0.113.7"), network("2001:db8:1:2::7")
    ('203.0.113.*', '2001:db8:*')
    """
    if ":" in address:
        return ":".join(address.split(":")[:2]) + ":*"
    return address.rpartition(".")[0] + ".*"


def listen() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="campus.accounts.devices")


def _signed_in(request: HttpRequest, **_: Any) -> None:
    request.session[KEY] = True


class LastUsed:
    """Middleware: note that a listed session was used, now and then."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        session = request.session
        if session.accessed and session.session_key and session.get(KEY):
            _note(session.session_key)
        return response


def _note(session_key: str) -> None:
    now = time.monotonic()
    if now - _noted.get(session_key, -EVERY_S) < EVERY_S:
        return
    if len(_noted) >= MOST:
        _noted.clear()
    _noted[session_key] = now
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=timezone.now())
