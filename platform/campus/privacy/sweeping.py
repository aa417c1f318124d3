"""Taking away what has been kept long enough: each night by the scheduler, or by a command that can
also only say what it would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from campus.community.models import Notice as DiscussionNotice
from campus.courses.models import Entrance
from campus.learning.models import Draft
from campus.privacy.models import Export
from campus.teaching.models import Notice

Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Swept:
    """What was (or would be) taken away: `days` 0 for what runs out by itself or is kept."""

    name: str
    days: int
    count: int


def sweep(now: datetime | None = None, *, dry_run: bool = False) -> list[Swept]:
    """Everything that has been kept long enough."""
    now = now or timezone.now()
    done = [_sessions(now, dry_run)]
    for name, days in settings.KEEP_DAYS.items():
        before = now - timedelta(days=days)
        count = _SWEEPERS[name](before, dry_run) if days else 0
        done.append(Swept(name, days, count))
    return done


def _sessions(now: datetime, dry_run: bool) -> Swept:
    """Those that have run out; their rows in the list of devices go with them."""
    over = Session.objects.filter(expire_date__lt=now)
    listed = UserSession.objects.exclude(
        session_key__in=Session.objects.filter(expire_date__gte=now).values("session_key")
    )
    count = over.count()
    if not dry_run:
        listed.delete()
        over.delete()
    return Swept("sessions", 0, count)


def _removed(*tables: Callable[[datetime], Rows]) -> Callable[[datetime, bool], int]:
    def go(before: datetime, dry_run: bool) -> int:
        rows = [table(before) for table in tables]
        count = sum(one.count() for one in rows)
        if not dry_run:
            for one in rows:
                one.delete()
        return count

    return go


def _exports(before: datetime) -> Rows:
    asked = Q(ready_at=None, asked_at__lt=before)
    return Export.objects.filter(Q(ready_at__lt=before) | asked)


def _invitations(before: datetime, dry_run: bool) -> int:
    """The address goes, that there was an invitation stays."""
    over = Q(revoked_at__lt=before) | Q(uses__gt=0, made_at__lt=before) | Q(expires_at__lt=before)
    rows = Entrance.objects.filter(over, kind=Entrance.Kind.INVITATION).exclude(email="")
    if dry_run:
        return rows.count()
    # At once: two open invitations of one course cannot both be without an address.
    ended = rows.filter(uses=0, revoked_at=None).update(revoked_at=timezone.now(), email="")
    return ended + rows.update(email="")


def _mail(before: datetime, dry_run: bool) -> int:
    """Only where mails become files: elsewhere they are not ours any more."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not folder or not Path(folder).is_dir():
        return 0
    old = [
        path
        for path in Path(folder).glob("*.log")
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    if not dry_run:
        for path in old:
            path.unlink(missing_ok=True)
    return len(old)


_SWEEPERS: dict[str, Callable[[datetime, bool], int]] = {
    "exports": _removed(_exports),
    "drafts": _removed(lambda before: Draft.objects.filter(saved_at__lt=before)),
    "notices": _removed(
        lambda before: Notice.objects.filter(seen_at__lt=before),
        lambda before: DiscussionNotice.objects.filter(seen_at__lt=before),
    ),
    "invitations": _invitations,
    "mail": _mail,
}
