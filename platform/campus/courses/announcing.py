"""Announcements: what staff write, shown as safe HTML, and who has seen it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.models import Announcement, Course, Seen
from exercises.model import Passage
from exercises.statement import block_html

# The renderer of exercises marks its holes with characters of the private use area.
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement on the page; `seen_by` is told to staff only."""

    row: Announcement
    html: SafeString
    is_new: bool
    seen_by: int


@lru_cache(maxsize=512)
def html_of(text: str) -> SafeString:
    """Markdown with formulas, by the renderer that exercises use: sanitised, no image, no HTML.

    >>> html_of("**a** <script>")
    '<p><strong>a</strong> &lt;script&gt;</p>\\n'
    """
    return mark_safe(block_html(Passage(_PRIVATE.sub("", text), 1), ()))


def shown_to(user: User, course: Course) -> list[Shown]:
    """The course's announcements, pinned ones first, then the newest."""
    rows = Announcement.objects.visible_to(user).filter(course=course).select_related("author")
    mine = set(Seen.objects.filter(person=user, announcement__in=rows).values_list("announcement"))
    readers = dict(rows.order_by().values_list("pk").annotate(n=Count("seen")))
    return [
        Shown(
            row=row,
            html=html_of(row.text),
            is_new=(row.pk,) not in mine and row.author_id != user.pk,
            seen_by=readers.get(row.pk, 0),
        )
        for row in rows
    ]


def mark_seen(user: User, course: Course) -> None:
    """The person has seen all there is in the course."""
    unseen = Announcement.objects.unseen_by(user).filter(course=course)
    Seen.objects.bulk_create(
        [Seen(announcement=row, person=user) for row in unseen], ignore_conflicts=True
    )


def unseen_in(user: User) -> dict[int, int]:
    """How many announcements one has not seen, by course."""
    counted = Announcement.objects.unseen_by(user).order_by().values_list("course")
    return dict(counted.annotate(n=Count("pk")))


def announce(row: Announcement, by: User) -> None:
    """Save a new announcement, or a changed one; a change is new to nobody."""
    with transaction.atomic():
        is_new = row.pk is None
        if is_new:
            row.author = by
        else:
            row.edited_at = timezone.now()
        row.save()
        record(by, "announcement made" if is_new else "announcement changed", row, row.course_id)


def take_back(row: Announcement, by: User) -> None:
    with transaction.atomic():
        record(by, "announcement taken back", row, row.course_id)
        row.delete()
