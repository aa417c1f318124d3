"""Coming in by a link, a code or an invitation."""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.counting import count
from campus.courses.enrolling import change, enrol
from campus.courses.errors import Refused
from campus.courses.models import Course, Enrolment, Entrance
from campus.courses.models.joining import CODE_LENGTH, LETTERS

GUESSES = 10  # codes a person may try in a minute
PENDING = "joining"  # in the session: the link that somebody opened before signing in, and when
PATIENCE = 30 * 60  # seconds between opening it and having signed in


def written(code: str) -> str:
    """A code as people write it, put into its one form.

    >>> written(" 3kq7-acde "), written("3KQ7ACDE9")
    ('3KQ7ACDE', '')
    """
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters if len(letters) == CODE_LENGTH and set(letters) <= set(LETTERS) else ""


def shown(code: str) -> str:
    """A code in two halves, easier to read aloud."""
    return f"{code[:4]}-{code[4:]}"


def entrance_by_code(code: str, person: User) -> Entrance | None:
    """The open way in with this code. Raises Refused for whoever tries many."""
    if count(f"join:{person.pk}:{int(time.time() // 60)}", 60) > GUESSES:
        raise Refused(_("That were many codes in a minute. Wait for the next one."))
    codes = Entrance.objects.open().filter(kind=Entrance.Kind.CODE)
    return codes.select_related("course").filter(secret=written(code) or "-").first()


def entrance_by_secret(secret: str) -> Entrance | None:
    """The link or invitation with this secret, open or not; a code is no address."""
    links = Entrance.objects.exclude(kind=Entrance.Kind.CODE)
    return links.select_related("course", "section").filter(secret=secret).first()


def enter(entrance: Entrance, person: User) -> Enrolment:
    """Enrol the person by this way in. The row is locked while it is counted, so that the last
    place is given once. Raises Refused where it is closed."""
    with transaction.atomic():
        locked = Entrance.objects.select_for_update().get(pk=entrance.pk)
        enrolled = Enrolment.objects.filter(course=locked.course_id, person=person).first()
        if enrolled is not None and not _promotes(locked, enrolled):
            return enrolled
        if not Entrance.objects.open().filter(pk=locked.pk).exists():
            raise Refused(_("This way in is closed: ask whoever gave it to you for another."))
        Entrance.objects.filter(pk=locked.pk).update(uses=F("uses") + 1)
        if enrolled is not None:
            change(enrolled, person, role=locked.role, section=None)
            return enrolled
        role, section = locked.role, locked.section
        return enrol(locked.course, person, person, role=role, section=section, way=locked.kind)


def enter_pending(session: MutableMapping[str, Any], person: User) -> Enrolment | None:
    """Let in whoever opened a link before signing in, unless that was long ago or it has closed."""
    secret, opened = session.pop(PENDING, ("", 0.0))
    entrance = entrance_by_secret(secret) if time.time() - opened < PATIENCE else None
    try:
        return enter(entrance, person) if entrance else None
    except Refused:
        return None  # the page of the link says why


def is_in(entrance: Entrance, person: User) -> bool:
    """Whether this way in has nothing to give to the person."""
    row = Enrolment.objects.filter(course=entrance.course_id, person=person).first()
    return row is not None and not _promotes(entrance, row)


def _promotes(entrance: Entrance, enrolled: Enrolment) -> bool:
    """An invitation to assist also reaches somebody who learns here; nothing leads downwards."""
    return entrance.role == Enrolment.Role.ASSISTANT and enrolled.role == Enrolment.Role.LEARNER


def make(entrance: Entrance, by: User) -> Entrance:
    """Save a new way in."""
    with transaction.atomic():
        entrance.made_by = by
        entrance.save()
        record(
            by,
            "way in made",
            f"{entrance.kind} {entrance.pk}",
            entrance.course_id,
            role=entrance.role,
            until=entrance.expires_at,
            most=entrance.most,
        )
    return entrance


def revoke(entrance: Entrance, by: User) -> None:
    """Close a way in for good; whoever came by it stays."""
    with transaction.atomic():
        closed = Entrance.objects.filter(pk=entrance.pk, revoked_at=None)
        if closed.update(revoked_at=timezone.now()):
            record(by, "way in revoked", f"{entrance.kind} {entrance.pk}", entrance.course_id)


def open_entrances(course: Course) -> list[Entrance]:
    """Links and codes that let people in now, newest first."""
    shared = course.entrances.exclude(kind=Entrance.Kind.INVITATION)
    return list(shared.filter(pk__in=Entrance.objects.open()).select_related("section"))
