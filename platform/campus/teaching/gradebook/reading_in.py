"""Marks from a sheet: what it would change is shown first, and changed only when confirmed.

The sheet is the one that was written out, with some figures changed. Columns are known by the
number before their title, learners by their user name; an empty cell changes nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.courses.models import Course, ProblemSet
from campus.teaching.gradebook.book import Book, Line, book_of, learners_of
from campus.teaching.gradebook.overriding import override
from campus.teaching.gradebook.sheet import TOTAL, USER_NAME, shown
from campus.teaching.gradebook.totals import Column

LONGEST = 2_000_000  # characters
MOST = 200.0  # per cent
_NUMBERED = re.compile(r"'?(\d+)\.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One mark that the sheet changes, in per cent."""

    person: int
    name: str
    problem_set: int
    title: str
    before: str
    after: float


@dataclass(frozen=True, slots=True)
class Plan:
    """faults: sentences; with any of them nothing is applied."""

    changes: tuple[Planned, ...]
    faults: tuple[str, ...]


def plan_of(course: Course, text: str) -> Plan:
    """What the sheet would change; nothing is written."""
    if len(text) > LONGEST:
        return Plan((), (_("The sheet is too long."),))
    book = book_of(course, list(learners_of(course)))
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    head = next(rows, [])
    if USER_NAME not in head:
        words = _(
            "The first line needs a column “%(name)s”: begin with the sheet written out here."
        )
        return Plan((), (words % {"name": USER_NAME},))
    columns = _columns(head, book)
    changes: list[Planned] = []
    faults: list[str] = []
    lines = {line.username: line for line in book.lines}
    for number, cells in enumerate(rows, start=2):
        if not any(cells):
            continue
        try:
            changes += _changes(dict(enumerate(cells)), head, columns, lines, book)
        except ValueError as fault:
            faults.append(_("Line %(n)d: %(fault)s") % {"n": number, "fault": fault})
    return Plan(tuple(changes), tuple(faults[:20]))


def apply(course: Course, plan: Plan, reason: str, by: User) -> int:
    """Set the marks of a plan without faults; how many."""
    assert not plan.faults, "a sheet with faults is not applied"
    sets = ProblemSet.objects.shared().filter(course=course).select_related("course")
    known = sets.in_bulk([one.problem_set for one in plan.changes])
    people = User.objects.in_bulk([one.person for one in plan.changes])
    with transaction.atomic():
        for one in plan.changes:
            override(known[one.problem_set], people[one.person], one.after / 100, reason, by)
    return len(plan.changes)


def _columns(head: list[str], book: Book) -> dict[int, tuple[int, Column]]:
    """Place in the sheet -> place in the book, and the set."""
    by_number = {one.number: (place, one) for place, one in enumerate(book.columns)}
    found = {}
    for at, words in enumerate(head):
        numbered = _NUMBERED.match(words)
        if numbered and words != TOTAL and int(numbered[1]) in by_number:
            found[at] = by_number[int(numbered[1])]
    return found


def _changes(
    cells: dict[int, str],
    head: list[str],
    columns: dict[int, tuple[int, Column]],
    lines: dict[str, Line],
    book: Book,
) -> Iterator[Planned]:
    """The cells of one line that differ. Raises ValueError with a sentence."""
    username = cells.get(head.index(USER_NAME), "").strip().removeprefix("'")
    line = lines.get(username)
    if line is None:
        raise ValueError(_("no learner of the course is called “%(name)s”.") % {"name": username})
    for at, (place, column) in columns.items():
        text = cells.get(at, "").strip()
        before = shown(line.marks[place].share)
        if not text or text == before:
            continue
        after = _per_cent(text, column)
        if shown(after / 100) != before:
            yield Planned(line.person, line.name, column.pk, column.title, before or "–", after)


def _per_cent(text: str, column: Column) -> float:
    try:
        value = float(text.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST:
        words = _("“%(text)s” for “%(set)s” is no number of per cent from 0 to 200.")
        raise ValueError(words % {"text": text[:30], "set": column.title})
    return value
