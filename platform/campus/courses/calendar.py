"""Due dates as a calendar that other programs fetch, by an address that is its own password."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.models import CalendarAddress, Enrolment, ProblemSet
from campus.courses.rules import terms_of_all

PAST = timedelta(days=60)  # so long a set stays in the calendar after it was due


def renew(user: User) -> CalendarAddress:
    """A fresh secret; the address before it leads nowhere from now on."""
    with transaction.atomic():
        CalendarAddress.objects.filter(person=user).delete()
        row = CalendarAddress.objects.create(person=user)
        record(user, "calendar address made", user)
    return row


def revoke(user: User) -> None:
    with transaction.atomic():
        if CalendarAddress.objects.filter(person=user).delete()[0]:
            record(user, "calendar address revoked", user)


def sets_of(user: User) -> list[ProblemSet]:
    """The sets with a day in running courses that the person learns in, as that person sees them.
    An administrator's or a teacher's calendar holds no course that they only look after."""
    learning = user.enrolments.filter(role=Enrolment.Role.LEARNER).values("course")
    since = timezone.now() - PAST
    sets = ProblemSet.objects.visible_to(user).filter(
        course__in=learning, course__archived_at__isnull=True, due_at__gte=since
    )
    rows = list(sets.select_related("course"))
    terms = terms_of_all(rows, user.pk)
    for row in rows:
        row.due_at = terms[row.pk].due_at
    return sorted(rows, key=lambda row: (row.due_at or since, row.pk))


def feed(user: User) -> tuple[bytes, str]:
    """The calendar and its ETag. The same sets make the same bytes: no moment of asking in it."""
    body = _calendar(sets_of(user)).to_ical()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _calendar(sets: Iterable[ProblemSet]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Lemma//due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Lemma: what is due"))
    for row in sets:
        calendar.add_component(_event(row))
    return calendar


def _event(row: ProblemSet) -> Event:
    """An event of no length at the moment at which the set is due. Its stamp is that moment too:
    the standard wants one, and one that changes would make every fetch look new."""
    assert row.due_at is not None
    url = settings.SITE_URL.rstrip("/") + reverse("problem-set", args=[row.course.slug, row.number])
    event = Event()
    event.add("uid", f"set-{row.pk}@{settings.SITE_URL.rstrip('/').partition('//')[2]}")
    event.add("dtstamp", row.due_at)
    event.add("dtstart", row.due_at)
    event.add("summary", _("Due: %(title)s") % {"title": row.title})
    event.add("description", row.course.title)
    event.add("url", url)
    return event
