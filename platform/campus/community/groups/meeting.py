"""A shared review session: the same exercises for all, a variant of one's own for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.community.errors import Refused
from campus.community.models import Meeting, MeetingExercise, Seat, StudyGroup
from campus.learning.attempts import another_variant
from campus.learning.models import Attempt, LearnerSkill
from campus.learning.opening import attempt_at

EXERCISES: Final = 4
LASTS: Final = timedelta(hours=3)  # a meeting that nobody ended is over then


@dataclass(frozen=True, slots=True)
class Column:
    """One who takes part; `states` at each exercise: "", "open", "solved" or "ended"."""

    name: str
    is_me: bool
    states: list[str]


def begin_meeting(group: StudyGroup, by: User) -> Meeting:
    """Choose the exercises and take the first seat; the open meeting if there is one. Raises
    Refused when nobody has practised anything yet."""
    with transaction.atomic():
        StudyGroup.objects.select_for_update().get(pk=group.pk)
        running = open_meeting(group)
        if running is not None:
            return running
        chosen = choose(group)
        if not chosen:
            raise Refused(
                _("There is nothing to review yet: each should solve an exercise or two first.")
            )
        meeting = Meeting.objects.create(group=group, begun_by=by)
        MeetingExercise.objects.bulk_create(
            MeetingExercise(meeting=meeting, exercise=exercise, position=place)
            for place, exercise in enumerate(chosen, 1)
        )
        Seat.objects.create(meeting=meeting, person=by)
    return meeting


def open_meeting(group: StudyGroup) -> Meeting | None:
    """The meeting that is on, if there is one."""
    since = timezone.now() - LASTS
    return group.meetings.filter(ended_at=None, begun_at__gt=since).first()


def choose(group: StudyGroup) -> list[Exercise]:
    """Exercises of skills that are due for most of the group, then of those most have met.

    One exercise a skill: of those it is chiefly about, the one nearest to the middle level.
    """
    people = group.memberships.values("person")
    now = timezone.now()
    due: Counter[int] = Counter()
    met: Counter[int] = Counter()
    rows = LearnerSkill.objects.filter(learner__in=people, n__gt=0)
    for skill, due_at in rows.values_list("skill", "due_at"):
        met[skill] += 1
        due[skill] += due_at is not None and due_at <= now
    ranked = sorted(met, key=lambda skill: (-due[skill], -met[skill], skill))
    chosen: list[Exercise] = []
    for skill in ranked:
        published = Exercise.objects.published().filter(training__skill=skill, training__position=0)
        fitting = sorted(
            published.exclude(pk__in=[one.pk for one in chosen]),
            key=lambda one: (abs(one.level - 3), one.pk),
        )
        chosen += fitting[:1]
        if len(chosen) == EXERCISES:
            break
    return chosen


def table_of(meeting: Meeting, reader: User) -> list[Column]:
    """How far everybody who took a seat is, the reader first."""
    exercises = list(meeting.exercises.values_list("exercise", flat=True))
    seats = list(meeting.seats.select_related("person"))
    attempts = Attempt.objects.filter(
        learner__in=[seat.person_id for seat in seats],
        exercise__in=exercises,
        item=None,
        opened_at__gte=meeting.begun_at,
    )
    states: dict[tuple[int, int], str] = {}
    for learner, exercise, ended in attempts.order_by("pk").values_list(
        "learner", "exercise", "ended"
    ):
        if states.get((learner, exercise)) != "solved":
            states[learner, exercise] = _word(ended)
    columns = [
        Column(
            str(seat.person),
            seat.person_id == reader.pk,
            [states.get((seat.person_id, exercise), "") for exercise in exercises],
        )
        for seat in seats
    ]
    return sorted(columns, key=lambda column: not column.is_me)


def attempt_in(meeting: Meeting, exercise: Exercise, person: User) -> Attempt | None:
    """The person's attempt at an exercise of the meeting: one begun in it, else a fresh variant.
    None while no variant is ready."""
    attempt = attempt_at(person, exercise, None)
    if attempt is not None and attempt.opened_at < meeting.begun_at:
        return another_variant(attempt)
    return attempt


def _word(ended: str) -> str:
    if ended == Attempt.Ended.SOLVED:
        return "solved"
    return "ended" if ended else "open"
