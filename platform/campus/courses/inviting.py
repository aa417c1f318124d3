"""Invitations by mail. The row comes first, the scheduler sends: a mail server that is slow or away
holds up nobody's click.

An invitation is accepted by whoever holds its link and signs in. The address alone opens nothing:
accounts may name any address, and nobody checks that it is theirs.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record_each
from campus.courses.models import Course, Enrolment, Entrance, Section
from campus.courses.models.joining import new_secret

log = logging.getLogger(__name__)

GOOD_FOR = timedelta(days=30)
AT_ONCE = 20  # mails in one round of the scheduler
TRIES = 5


def invite(
    course: Course,
    emails: Iterable[str],
    by: User,
    *,
    role: str = Enrolment.Role.LEARNER,
    section: Section | None = None,
) -> int:
    """An open invitation for each address that has none; how many were made. Of two addresses that
    differ in letter case only, the second is left out by the database."""
    known = {email.lower() for email in invitations(course).values_list("email", flat=True)}
    wanted = {email.lower(): email for email in emails if email.lower() not in known}
    link = Entrance.Kind.INVITATION
    rows = [
        Entrance(
            course=course,
            kind=link,
            secret=new_secret(link),
            email=email,
            role=role,
            section=section,
            most=1,
            expires_at=timezone.now() + GOOD_FOR,
            made_by=by,
        )
        for email in wanted.values()
    ]
    with transaction.atomic():
        Entrance.objects.bulk_create(rows, ignore_conflicts=True)
        made = Entrance.objects.filter(secret__in=[row.secret for row in rows])
        record_each(by, "invitation made", made, course.pk, role=role)
    return len(rows)


def invitations(course: Course) -> QuerySet[Entrance]:
    """Those that nobody has taken up yet; one that ran out stays in the list, to be renewed."""
    return course.entrances.filter(kind=Entrance.Kind.INVITATION, revoked_at=None, uses=0)


def send_waiting() -> int:
    """Send what has not been sent, some mails a round; how many went out. A mail that the server
    refused is tried again in later rounds, a few times."""
    waiting = Entrance.objects.open().filter(
        kind=Entrance.Kind.INVITATION, sent_at=None, send_tries__lt=TRIES
    )
    return sum(_send(row) for row in waiting.select_related("course", "made_by")[:AT_ONCE])


def _send(row: Entrance) -> bool:
    """Whichever process claims the row sends it."""
    claimed = Entrance.objects.filter(pk=row.pk, sent_at=None)
    if not claimed.update(sent_at=timezone.now(), send_tries=F("send_tries") + 1):
        return False
    try:
        return bool(letter(row).send())
    except (SMTPException, OSError) as error:
        Entrance.objects.filter(pk=row.pk).update(sent_at=None)
        log.error("an invitation could not be sent: %s", error, extra={"entrance": row.pk})
        return False


def letter(row: Entrance) -> EmailMessage:
    context = {
        "course": row.course,
        "by": row.made_by,
        "role": row.get_role_display(),
        "address": address_of(row),
        "until": row.expires_at,
    }
    subject = _("Invitation to %(course)s") % {"course": " ".join(row.course.title.split())}
    return EmailMessage(
        subject, render_to_string("courses/invitation.txt", context), to=[row.email]
    )


def address_of(row: Entrance) -> str:
    """Where a link or an invitation leads, with the site's own name in front."""
    return settings.SITE_URL.rstrip("/") + reverse("join", args=[row.secret])
