"""Reading the audit log: what is asked for, newest first, a page at a time, or all as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.auditing.models import Entry, EntryQuerySet
from campus.pages.cells import plain_cell

A_PAGE = 50  # entries
_FIELDS = ("id", "actor_id", "act", "kind", "key", "label", "person_id", "course", "details")
HEADINGS = ("number", "at", "by", "act", "to", "target", "course", "details")


class Asked(forms.Form):
    """The filters. They live in the address, so that a view of the log can be passed on."""

    person = forms.CharField(label=_("Person (name or e-mail)"), required=False, max_length=80)
    side = forms.ChoiceField(
        label=_("They"),
        required=False,
        choices=(
            ("", _("did it or it was done to them")),
            ("by", _("did it")),
            ("to", _("had it done to them")),
        ),
    )
    act = forms.ChoiceField(label=_("Act"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, asked: Mapping[str, Any], acts: list[str]) -> None:
        super().__init__(asked)
        choices = [("", _("any")), *((act, act) for act in acts)]
        self.fields["act"] = forms.ChoiceField(label=_("Act"), required=False, choices=choices)

    def applied_to(self, entries: EntryQuerySet) -> EntryQuerySet:
        """The entries asked for; none if the filters cannot be read."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        if asked["person"]:
            entries = entries.about(asked["person"], asked["side"])
        if asked["act"]:
            entries = entries.filter(act=asked["act"])
        if asked["since"]:
            entries = entries.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:  # the whole of that day
            entries = entries.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return entries


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries and the number to go on from, None at the end."""

    entries: tuple[Entry, ...]
    older: int | None


def page_of(entries: EntryQuerySet, before: str = "") -> Page:
    """The newest entries below a number: by keys, so that page 1,000 costs what page 1 does."""
    if before.isdecimal() and len(before) < 19:
        entries = entries.filter(pk__lt=int(before))
    found = tuple(entries.with_people()[: A_PAGE + 1])
    return Page(found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else None)


def acts() -> list[str]:
    """Every act there has been. The index is asked for one after the other; the usual DISTINCT
    would read it all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE one(act) AS ((SELECT min(act) FROM auditing_entry) UNION ALL"
            " SELECT (SELECT min(act) FROM auditing_entry WHERE act > one.act) FROM one"
            " WHERE one.act IS NOT NULL) SELECT act FROM one WHERE act IS NOT NULL"
        )
        return [act for (act,) in cursor.fetchall()]


def lines(entries: EntryQuerySet, courses: Mapping[int, str]) -> Iterator[str]:
    """The log as CSV, line by line, however long it is; `courses` gives each course's name."""
    write = csv.writer(_Echo()).writerow
    yield write(HEADINGS)
    for entry in entries.with_people().iterator(chunk_size=500):
        cells = (
            entry.pk,
            entry.at.isoformat(),
            _called(entry.actor, entry.actor_id),
            entry.act,
            _called(entry.person, entry.person_id),
            f"{entry.kind} {entry.key} {entry.label}".strip(),
            courses.get(entry.course or 0, entry.course or ""),
            json.dumps(entry.details, ensure_ascii=False) if entry.details else "",
        )
        yield write([plain_cell(cell) if isinstance(cell, str) else cell for cell in cells])


def json_lines(entries: EntryQuerySet) -> Iterator[str]:
    """The log for programs: an object a line, oldest first, numbers for people, and each entry's
    seal, so that a copy kept elsewhere can be held against the chain."""
    for entry in entries.select_related("seal").order_by("pk").iterator(chunk_size=500):
        seal = getattr(entry, "seal", None)
        row = {name: getattr(entry, name) for name in _FIELDS}
        row |= {"at": entry.at.isoformat(), "seal": seal.digest if seal else None}
        yield json.dumps(row, ensure_ascii=False) + "\n"


class _Echo:
    """What csv writes to: it hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _called(user: User | None, number: int | None) -> str:
    if user is not None:
        return f"{user} ({user.username})"
    return "" if number is None else f"account {number}, erased"


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
