"""Erasing an account: asked for, waited for, carried out; each step in the audit log.

Whoever asks for their own has some days to think again. An administrator gives a reason and there
is no waiting. In both cases it is the scheduler that does it, so that a click never waits for it.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.privacy.forgetting import forget
from campus.privacy.models import Erasure

log = logging.getLogger(__name__)


class Refused(Exception):
    """The account cannot be erased as it is; the message says what to do first."""


@transaction.atomic
def ask(person: User, *, keeps_posts: bool) -> Erasure:
    """Erase one's own account when the days of waiting are over; raises Refused."""
    _check(person)
    due = timezone.now() + timedelta(days=settings.ERASURE_WAITING_DAYS)
    row, made = Erasure.objects.get_or_create(
        person=person, defaults={"due_at": due, "keeps_posts": keeps_posts}
    )
    if made:
        record(person, "erasure asked for", person, due_at=due, keeps_posts=keeps_posts)
    return row


@transaction.atomic
def withdraw(person: User) -> bool:
    """Think again; whether there was something to withdraw that is the person's own."""
    rows = Erasure.objects.select_for_update().filter(person=person, done_at=None, by=None)
    if not rows.delete()[0]:
        return False
    record(person, "erasure withdrawn", person)
    return True


@transaction.atomic
def order(person: User, by: User, reason: str, *, keeps_posts: bool) -> Erasure:
    """An administrator has the account erased; raises Refused. It signs in no more from now on."""
    if person.pk == by.pk:
        raise Refused(_("Ask another administrator to change your own account."))
    reason = " ".join(reason.split())[:200]
    if not reason:
        raise Refused(_("Give a reason; it stays with the erasure until that is done."))
    _check(person)
    row, _made = Erasure.objects.update_or_create(
        person=person,
        defaults={
            "by": by,
            "reason": reason,
            "keeps_posts": keeps_posts,
            "due_at": timezone.now(),
        },
    )
    User.objects.filter(pk=person.pk).update(is_active=False)
    record(by, "erasure ordered", person, keeps_posts=keeps_posts)
    return row


def erase_due() -> int:
    """Carry out what is due, one account a transaction; how many."""
    due = Erasure.objects.filter(done_at=None, due_at__lte=timezone.now())
    return sum(_erase(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _erase(pk: int) -> bool:
    rows = Erasure.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.filter(pk=pk, done_at=None).select_related("person").first()
    if row is None:
        return False
    try:
        _check(row.person)
    except Refused as refusal:
        log.warning("account %d is not erased: %s", row.person_id, refusal)
        return False
    forget(row.person, keeps_posts=row.keeps_posts)
    Erasure.objects.filter(pk=pk).update(done_at=timezone.now())
    record(row.by, "account erased", row.person, keeps_posts=row.keeps_posts)
    return True


def _check(person: User) -> None:
    """Whoever runs the site or is alone in owning a course hands that over first."""
    done = Erasure.objects.filter(person=person, done_at__isnull=False)
    if done.exists():
        raise Refused(_("This account is erased already."))
    if person.is_admin:
        raise Refused(_("Administrators are erased after another took the role from them."))
    owned = person.enrolments.filter(role="owner", course__archived_at=None)
    for enrolment in owned.select_related("course"):
        others = enrolment.course.enrolments.filter(role="owner").exclude(person=person)
        if not others.exists():
            words = _("“%(course)s” would be without an owner: name another or archive it first.")
            raise Refused(words % {"course": enrolment.course.title})
