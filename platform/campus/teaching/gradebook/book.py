"""The gradebook as a page and as a sheet: who is in it, which sets, each one's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from campus.courses.models import Course, Enrolment
from campus.numbers import is_number
from campus.teaching.gradebook.marks import Mark, marks_of
from campus.teaching.gradebook.totals import Column, Total, total_of
from campus.teaching.models import Scheme


@dataclass(frozen=True, slots=True)
class Line:
    """One learner; `marks` in the order of the book's columns."""

    person: int
    name: str
    username: str
    section: str
    marks: tuple[Mark, ...]
    total: Total


@dataclass(frozen=True, slots=True)
class Book:
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    drop: int
    weighted: bool  # some set weighs other than 1

    def means(self) -> list[float | None]:
        """Of each set over the lines of this book, in shares; those without a mark are left out."""
        return [
            _mean([share for line in self.lines if (share := line.marks[i].share) is not None])
            for i in range(len(self.columns))
        ]

    def mean(self) -> float | None:
        return _mean([line.total.share for line in self.lines if line.total.share is not None])


def columns_of(course: Course) -> tuple[Column, ...]:
    rows = course.sets.shared().select_related("weight").order_by("number")
    return tuple(Column(row.pk, row.number, row.title, _weight(row), row.due_at) for row in rows)


def learners_of(course: Course, section: str = "", find: str = "") -> QuerySet[Enrolment]:
    """Enrolments of learners by name; `section` is a number or "none"."""
    rows = Enrolment.objects.learners().filter(course=course)
    if section == "none":
        rows = rows.filter(section=None)
    elif is_number(section):
        rows = rows.filter(section=int(section))
    if find:
        rows = rows.filter(
            Q(person__display_name__icontains=find) | Q(person__username__icontains=find)
        )
    return rows.select_related("person", "section").order_by("person__display_name", "person_id")


def book_of(course: Course, enrolled: Sequence[Enrolment], now: datetime | None = None) -> Book:
    """The lines of these learners: four queries, however many there are."""
    moment = now or timezone.now()
    columns = columns_of(course)
    scheme = Scheme.objects.filter(course=course).first()
    drop = scheme.drop_lowest if scheme else 0
    marks = marks_of(course, [row.person_id for row in enrolled])
    lines = []
    for row in enrolled:
        own = marks.get(row.person_id, {})
        shares = {pk: mark.share for pk, mark in own.items()}
        lines.append(
            Line(
                person=row.person_id,
                name=str(row.person),
                username=row.person.username,
                section=row.section.name if row.section else "",
                marks=tuple(own.get(one.pk, _NONE) for one in columns),
                total=total_of(shares, columns, drop, moment),
            )
        )
    return Book(columns, tuple(lines), drop, any(one.weight != 1 for one in columns))


_NONE = Mark()


def _weight(row: object) -> float:
    weight = getattr(row, "weight", None)
    return 1.0 if weight is None else float(weight.weight)


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
