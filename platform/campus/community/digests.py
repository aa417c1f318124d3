"""One mail that gathers what a person was told and has not seen, with an address that ends it."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from campus.accounts.models import User
from campus.community.models import Mailing, Notice, Thread

log = logging.getLogger(__name__)

_SALT: Final = "campus.community.digest"
_NAMED: Final = 10  # notices that a mail lists


def send_digests(today: date | None = None) -> int:
    """Write to everybody who has something new to read and wants to know; how many mails went out.

    Called once a day. A mail that could not be sent is not tried again: its notices stay on the
    page, and the next day has its own mail.
    """
    today = today or timezone.localdate()
    waiting = Notice.objects.filter(seen_at=None, mailed_at=None, post__hidden_at=None)
    people = User.objects.filter(pk__in=waiting.values("person"), is_active=True).exclude(email="")
    return sum(_write(person, waiting.filter(person=person), today) for person in people)


def _write(person: User, rows: QuerySet[Notice], today: date) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        if not _claim(person, today):
            return False
        visible = Thread.objects.visible_to(person)
        shown = list(rows.filter(post__thread__in=visible).select_related("by", "post__thread"))
        rows.update(mailed_at=timezone.now())
        if not shown:
            return False
        try:
            return bool(letter(person, shown).send())
        except (SMTPException, OSError) as error:
            log.error("a digest could not be sent: %s", error, extra={"person": person.pk})
            return False


def _claim(person: User, today: date) -> bool:
    """Whether it is this person's day, and this process the one to write."""
    row, _ = Mailing.objects.get_or_create(person=person, defaults={"every": Mailing.Every.DAY})
    if row.every == Mailing.Every.NEVER:
        return False
    pause = timedelta(days=7 if row.every == Mailing.Every.WEEK else 1)
    due = Q(mailed_on=None) | Q(mailed_on__lte=today - pause)
    return Mailing.objects.filter(due, pk=row.pk).update(mailed_on=today) == 1


def letter(person: User, rows: list[Notice]) -> EmailMessage:
    """The mail. What a post says stays on the site, where its gate is."""
    stop = _address("digest-stop", stop_token(person))
    body = render_to_string(
        "community/digest.txt",
        {
            "name": person.display_name or person.username,
            "rows": [(row, _address("thread", str(row.post.thread_id))) for row in rows[:_NAMED]],
            "more": max(0, len(rows) - _NAMED),
            "all": _address("notices"),
            "stop": stop,
        },
    )
    subject = ngettext("%(n)d thing new for you", "%(n)d things new for you", len(rows))
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject % {"n": len(rows)}, body, to=[person.email], headers=headers)


def stop_token(person: User) -> str:
    return signing.dumps(person.pk, salt=_SALT)


def person_of(token: str) -> int | None:
    """Whose mails a token ends; None for one that we did not sign."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def stop(person: int) -> None:
    if User.objects.filter(pk=person).exists():
        Mailing.objects.update_or_create(person_id=person, defaults={"every": Mailing.Every.NEVER})


def _address(view: str, *args: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse(view, args=args)
