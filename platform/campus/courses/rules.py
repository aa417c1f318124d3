"""What the days and limits of a problem set mean: when it takes answers, and what they count.

A set is `soon` before it opens, `open` until it is due, `late` until it closes, then `closed`.
Marks lean on the moment at which an answer was handed in, never on when it was graded. For whom
other days hold is known to `terms_of`; all other functions take a set or anybody's terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from django.db.models import Q, QuerySet
from django.utils import timezone

from campus.courses.models import Enrolment, Extension, ProblemSet
from campus.prepared import prepared

State = Literal["soon", "open", "late", "closed"]


class Rules(Protocol):
    """What `state_of` and `credit` read: a set as it is for everybody, or one person's terms."""

    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def late_credit(self) -> int: ...
    @property
    def late_steps(self) -> Sequence[Sequence[int]]: ...
    @property
    def tries(self) -> int | None: ...
    @property
    def try_cost(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Terms:
    """A set's rules as they hold for one person.

    late_steps   (minutes after the person's due date, per cent of the marks), growing in minutes
    minutes      of an exam: how long this person sits, extra time included
    extended     something is other than for everybody
    """

    kind: str
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    late_credit: int
    late_steps: tuple[tuple[int, int], ...]
    tries: int | None
    try_cost: int
    hint_cost: int
    variants: str
    solutions: str
    minutes: int | None
    archived: bool = False
    extended: bool = False


def terms_for_all(problem_set: ProblemSet) -> Terms:
    """The set's own rules, as they hold for whoever has no extension. The course must be read."""
    own = {field.name for field in fields(Terms)} - {"late_steps", "archived", "extended"}
    return Terms(
        **{name: getattr(problem_set, name) for name in own},
        late_steps=tuple((after, share) for after, share in problem_set.late_steps),
        archived=problem_set.course.archived_at is not None,
    )


def terms_of(problem_set: ProblemSet, person: int) -> Terms:
    """The rules of the set for this person (a primary key): the one place where extensions and
    accommodations apply."""
    return terms_of_all([problem_set], person)[problem_set.pk]


def terms_of_all(sets: Sequence[ProblemSet], person: int) -> dict[int, Terms]:
    """`terms_of` for several sets at once, by their primary keys: one query more than none."""
    rows = _extensions_of(person) if sets else []
    return {row.pk: extended(terms_for_all(row), _bearing_on(row, rows)) for row in sets}


@prepared
def _extensions_of(person: int) -> QuerySet[Extension]:
    """In all courses: nobody has many."""
    sections = Enrolment.objects.filter(person=person, section__isnull=False).values("section")
    return Extension.objects.filter(Q(learner=person) | Q(section__in=sections))


def terms_by_learner(problem_set: ProblemSet, learners: Iterable[int]) -> dict[int, Terms]:
    """`terms_of` for many people at one set, by their primary keys, in two queries."""
    everybody = terms_for_all(problem_set)
    rows = list(Extension.objects.filter(course=problem_set.course_id))
    enrolled = Enrolment.objects.filter(course=problem_set.course_id, section__isnull=False)
    sections = dict(enrolled.values_list("person", "section"))
    return {
        person: extended(
            everybody,
            _bearing_on(
                problem_set,
                [
                    one
                    for one in rows
                    if one.learner_id == person
                    or (one.section_id and one.section_id == sections.get(person))
                ],
            ),
        )
        for person in learners
    }


def _bearing_on(row: ProblemSet, extensions: Iterable[Extension]) -> list[Extension]:
    """Those that hold for the set, what comes first first."""
    mine = [
        one
        for one in extensions
        if one.course_id == row.course_id and one.problem_set_id in (None, row.pk)
    ]
    return sorted(mine, key=lambda one: (one.problem_set_id is None, one.learner_id is None))


def extended(terms: Terms, extensions: Sequence[Extension]) -> Terms:
    """The terms under these extensions, of which the first that says something of a field wins.

    A set never closes before it is due: a later due date alone moves its closing as far. In an
    exam the window is longer by the extra minutes, so that who comes last loses none of them.
    """
    if not extensions:
        return terms
    due = next((one.due_at for one in extensions if one.due_at), terms.due_at)
    closes = next((one.closes_at for one in extensions if one.closes_at), None)
    if closes is None and terms.closes_at:
        moved = due - terms.due_at if due and terms.due_at else timedelta(0)
        closes = terms.closes_at + max(timedelta(0), moved)
    if closes and due:
        closes = max(closes, due)
    minutes = terms.minutes
    if minutes is not None:
        share = max((one.extra_time or 0 for one in extensions), default=0)
        extra = -(-minutes * share // 100) + sum(one.extra_minutes for one in extensions)
        minutes += extra
        closes = closes + timedelta(minutes=extra) if closes else None
    tries = next((one.tries for one in extensions if one.tries), terms.tries)
    return replace(
        terms,
        due_at=due,
        closes_at=closes,
        minutes=minutes,
        tries=None if terms.tries is None else tries,
        extended=True,
    )


def closed_for_everybody(problem_set: ProblemSet) -> datetime | None:
    """From when on nobody can hand anything in, extensions included; None: never."""
    everybody = terms_for_all(problem_set)
    if everybody.closes_at is None:
        return None
    rows = Extension.objects.filter(course=problem_set.course_id)
    bearing = rows.filter(Q(problem_set=problem_set) | Q(problem_set=None))
    groups: dict[int, list[Extension]] = {}
    for one in bearing:
        people = (
            [one.learner_id]
            if one.learner_id
            else Enrolment.objects.filter(section=one.section_id).values_list("person", flat=True)
        )
        for person in people:
            groups.setdefault(person or 0, []).append(one)
    ends = [extended(everybody, _bearing_on(problem_set, own)).closes_at for own in groups.values()]
    return max([everybody.closes_at, *(end for end in ends if end)])


def state_of(rules: Rules, at: datetime | None = None) -> State:
    now = at or timezone.now()
    if isinstance(rules, Terms) and rules.archived:
        return "closed"
    if rules.opens_at and now < rules.opens_at:
        return "soon"
    if rules.closes_at and now >= rules.closes_at:
        return "closed"
    return "late" if rules.due_at and now > rules.due_at else "open"


def credit(rules: Rules, handed_in: datetime, tries_before: int) -> float:
    """The share of its marks that an answer keeps, 0 to 1: tries before it cost, and so does
    coming after the due date. What came in before the set closed is late at worst."""
    in_time = late_share(rules, handed_in) / 100
    return in_time * max(0.0, 1 - rules.try_cost / 100 * tries_before)


def late_share(rules: Rules, handed_in: datetime) -> int:
    """Per cent of its marks that an answer of this moment counts: 100 until the due date, then the
    first step that is not over, then `late_credit`."""
    if rules.due_at is None or handed_in <= rules.due_at:
        return 100
    for minutes, share in rules.late_steps:
        if handed_in <= rules.due_at + timedelta(minutes=minutes):
            return share
    return rules.late_credit
