"""One e-mail a day at most, to those who asked for it and have not practised yet."""

from __future__ import annotations

import logging
from datetime import date, datetime
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.learning.models import ActiveDay, PracticePlan
from campus.learning.practice.habits import today_by
from campus.learning.practice.planning import due_skills

log = logging.getLogger(__name__)

_SALT: Final = "campus.practice.reminder"
NAMED: Final = 3  # due skills that the mail names


def remind(now: datetime | None = None) -> int:
    """Write to everybody whose hour has come; how many mails went out. Called every hour."""
    now = now or timezone.now()
    plans = PracticePlan.objects.filter(remind=True, learner__is_active=True).exclude(
        learner__email=""
    )
    return sum(_remind_one(plan, now) for plan in plans.select_related("learner").iterator())


def _remind_one(plan: PracticePlan, now: datetime) -> bool:
    """A mail that could not be sent is not tried again that day: better none than two."""
    today = today_by(plan, now)
    if now.astimezone(plan.zone).hour < plan.hour or plan.reminded_on == today:
        return False
    if ActiveDay.objects.filter(learner=plan.learner_id, day=today).exists():
        return False
    if not _claim(plan, today):
        return False
    try:
        return bool(letter(plan.learner, now).send())
    except (SMTPException, OSError) as error:
        log.error("a reminder could not be sent: %s", error, extra={"learner": plan.learner_id})
        return False


def _claim(plan: PracticePlan, today: date) -> bool:
    """Whether this process is the one to write today."""
    free = PracticePlan.objects.filter(
        Q(reminded_on__isnull=True) | ~Q(reminded_on=today), pk=plan.pk, remind=True
    )
    return free.update(reminded_on=today) == 1


def letter(learner: User, now: datetime) -> EmailMessage:
    """The mail, with an address that ends it by one click, for people and for mail programs."""
    due = [state.skill.title for state in due_skills(learner, now)]
    stop = _address("reminder-stop", stop_token(learner))
    body = render_to_string(
        "practise/reminder.txt",
        {
            "name": learner.display_name or learner.username,
            "due": due[:NAMED],
            "more": max(0, len(due) - NAMED),
            "start": _address("practise"),
            "stop": stop,
        },
    )
    subject = _("Time to practise") if not due else _("Time to practise: reviews are due")
    return EmailMessage(
        subject,
        body,
        to=[learner.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def stop_token(learner: User) -> str:
    return signing.dumps(learner.pk, salt=_SALT)


def learner_of(token: str) -> int | None:
    """Whose reminders a token ends; None for one that we did not sign. It never runs out: an old
    mail must still be able to stop the new ones."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def stop(learner: int) -> None:
    PracticePlan.objects.filter(pk=learner).update(remind=False)


def _address(view: str, *args: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse(view, args=args)
