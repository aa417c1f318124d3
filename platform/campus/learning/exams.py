"""Sitting an exam: beginning, writing while there is time, handing in, and sending to the graders.

Nothing of an exam is graded before it has closed for everybody: until then no verdict exists. The
clock is the server's; a browser only shows it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.afterwards import afterwards
from campus.courses.extending import add_minutes
from campus.courses.models import Item, ProblemSet
from campus.courses.rules import Terms, closed_for_everybody, state_of, terms_of
from campus.learning.models import Attempt, Draft, Sitting, Submission
from campus.learning.sending import send
from campus.learning.set_rules import Refused
from campus.prepared import prepared

#: What a draft that was on its way at the last second may be late by.
GRACE = timedelta(seconds=5)

Phase = Literal["soon", "ready", "sitting", "handed in", "missed", "over"]


@dataclass(frozen=True, slots=True)
class Exam:
    """A learner and an exam, now.

    ends_at    of the sitting, or when it would end if it began now
    judged_at  when answers go to the graders: the exam has closed for everybody
    """

    phase: Phase
    terms: Terms
    sitting: Sitting | None
    ends_at: datetime | None
    judged_at: datetime | None

    @property
    def may_write(self) -> bool:
        return self.phase == "sitting"


def ends_at(terms: Terms, begun_at: datetime) -> datetime:
    """The learner's minutes from their beginning; never after their window."""
    assert terms.minutes is not None and terms.closes_at is not None, "the database holds it"
    return min(begun_at + timedelta(minutes=terms.minutes), terms.closes_at)


def exam_of(problem_set: ProblemSet, learner: User) -> Exam:
    """Where the learner is. A sitting whose time is up is handed in here, if nobody has done so."""
    now, terms = timezone.now(), terms_of(problem_set, learner.pk)
    sitting = Sitting.objects.filter(problem_set=problem_set, learner=learner).first()
    judged = closed_for_everybody(problem_set)
    end = ends_at(terms, sitting.begun_at if sitting else now) if terms.minutes else None
    if sitting and sitting.handed_in_at is None and end:
        if terms.archived:
            hand_in(sitting, by_server=True, at=min(now, end))
        elif now >= end + GRACE:
            hand_in(sitting, by_server=True, at=end)
    return Exam(_phase(terms, sitting, judged, now), terms, sitting, end, judged)


def _phase(terms: Terms, sitting: Sitting | None, judged: datetime | None, now: datetime) -> Phase:
    state = state_of(terms, now)
    if sitting is None:
        return "soon" if state == "soon" else "missed" if state == "closed" else "ready"
    if sitting.handed_in_at is None:
        return "sitting"
    return "over" if judged and now >= judged else "handed in"


@transaction.atomic
def begin(problem_set: ProblemSet, learner: User) -> Sitting:
    """The learner's sitting, begun now if it was not; Refused outside the learner's window.

    One sitting at a time: whoever sits another exam hands that one in first.
    """
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    exam = exam_of(problem_set, learner)
    if exam.sitting is not None:
        return exam.sitting
    if exam.phase != "ready":
        raise Refused("This exam cannot be begun now.")
    others = Sitting.objects.filter(learner=learner, handed_in_at=None)
    for other in others.select_related("problem_set__course"):
        if exam_of(other.problem_set, learner).phase == "sitting":
            raise Refused(f"You are sitting “{other.problem_set}”: hand that in first.")
    return Sitting.objects.create(problem_set=problem_set, learner=learner)


def hand_in(sitting: Sitting, *, by_server: bool = False, at: datetime | None = None) -> None:
    """Nothing is written from now on. Asked twice, the first time stands."""
    moment = at or timezone.now()
    rows = Sitting.objects.filter(pk=sitting.pk, handed_in_at=None)
    rows.update(handed_in_at=moment, by_server=by_server)
    if sitting.problem_set.sitter_id is not None:  # nobody else is waited for
        ProblemSet.objects.filter(
            pk=sitting.problem_set_id, opens_at__lt=moment, closes_at__gt=moment
        ).update(closes_at=moment)
    sitting.refresh_from_db()


def may_write(attempt: Attempt) -> bool:
    """Whether the form of an attempt may be kept: always outside exams."""
    item = attempt.item
    if item is None or item.problem_set.kind != ProblemSet.Kind.EXAM:
        return True
    return exam_of(item.problem_set, attempt.learner).may_write


def sits_elsewhere(learner: User, exercise: int) -> ProblemSet | None:
    """The exam the learner sits now in which this exercise stands: it is not practised meanwhile,
    or practice would say what the exam must not."""
    for one in _sat_now(learner.pk, exercise):
        if exam_of(one.problem_set, learner).may_write:
            return one.problem_set
    return None


def held_by(attempt: Attempt) -> ProblemSet | None:
    """The exam that keeps an attempt from being worked on meanwhile: its exercise stands there, and
    it was opened elsewhere, be it long before the exam began."""
    exam = sits_elsewhere(attempt.learner, attempt.exercise_id)
    of_it = exam is not None and attempt.item and attempt.item.problem_set_id == exam.pk
    return None if of_it else exam


@prepared
def _sat_now(learner: int, exercise: int) -> QuerySet[Sitting]:
    """Sittings not handed in of exams in which the exercise stands."""
    rows = Sitting.objects.filter(
        learner=learner, handed_in_at=None, problem_set__items__exercise=exercise
    )
    return rows.select_related("problem_set__course")


@transaction.atomic
def give_back(
    sitting: Sitting, minutes: int, by: User | None = None, why: str = "", *, reopen: bool = False
) -> None:
    """Minutes that a fault of the machine has cost; a sitting that the server ended goes on.

    reopen   so does one that its learner has handed in

    Refused where it cannot help: the answers are judged already, or the time would still be over.
    """
    row = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if row.released_at is not None:
        raise Refused(_("The answers are judged already."))
    if row.handed_in_at and not row.by_server and not reopen:
        raise Refused(_("It was handed in, and is to stay so."))
    add_minutes(sitting.problem_set, sitting.learner, minutes, by, why)
    if ends_at(terms_of(sitting.problem_set, sitting.learner_id), row.begun_at) <= timezone.now():
        raise Refused(_("The time would still be over: give more minutes."))
    Sitting.objects.filter(pk=sitting.pk).update(handed_in_at=None, by_server=False)


def collect(limit: int = 200) -> int:
    """End sittings whose time is up; release those of exams that have closed for everybody. The
    clock asks for it; the number of sittings that were released."""
    waiting = Sitting.objects.filter(released_at=None).select_related(
        "problem_set__course", "learner"
    )
    ends: dict[int, datetime | None] = {}
    released = 0
    for sitting in waiting.order_by("begun_at")[: 5 * limit]:
        rules = sitting.problem_set
        if sitting.handed_in_at is None:
            exam_of(rules, sitting.learner)
        if rules.pk not in ends:
            ends[rules.pk] = closed_for_everybody(rules)
        end = ends[rules.pk]
        if end and timezone.now() >= end + GRACE and released < limit:
            released += release(sitting.pk)
    return released


@transaction.atomic
def release(pk: int) -> bool:
    """Make answers of the drafts of a sitting and send them; False if somebody else did."""
    sitting = Sitting.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if sitting is None or sitting.released_at or sitting.handed_in_at is None:
        return False
    drafts = Draft.objects.filter(
        attempt__learner=sitting.learner_id,
        attempt__item__in=Item.objects.filter(problem_set=sitting.problem_set_id),
        attempt__ended=Attempt.Ended.NOT,
        revision__gt=0,
    )
    for draft in drafts:
        if any(str(one.get("text", "")).strip() for one in draft.answers.values()):
            _hand_over(draft, sitting.handed_in_at)
    Sitting.objects.filter(pk=pk).update(released_at=timezone.now())
    return True


def _hand_over(draft: Draft, handed_in_at: datetime) -> None:
    row = Submission(
        attempt_id=draft.attempt_id,
        idem_key=uuid.uuid5(uuid.NAMESPACE_OID, f"lemma exam of attempt {draft.attempt_id}"),
        answers=draft.answers,
        lane=Submission.Lane.EXAM,
        received_at=handed_in_at,
    )
    if Submission.objects.bulk_create([row], ignore_conflicts=True):
        afterwards(send, row.pk)
