"""A placement on its way: begun, one question after the other, ended in skills taken for known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill
from campus.courses.models import Item, ProblemSet
from campus.courses.rules import terms_of
from campus.learning import elo
from campus.learning.attempts import give_up
from campus.learning.models import Attempt, LearnerSkill, PlacedSkills, Submission
from campus.programme import beliefs as believing
from campus.programme.beliefs import Answer, Asked, Graph
from campus.programme.errors import Refused
from campus.programme.models import Placement
from campus.programme.papers import paper_for
from exercises.skills import read_skills

MINUTES: Final = 45
MOST: Final = 2  # placements of one learner
APART: Final = timedelta(days=14)

Ended = Placement.Ended


@dataclass(frozen=True, slots=True)
class Question:
    """One anchor that was asked; the attempt is None until its page was opened."""

    item: Item
    skill: str
    attempt: Attempt | None

    @property
    def open(self) -> bool:
        return self.attempt is None or not self.attempt.ended


@cache
def _anchors() -> dict[str, str]:
    """{exercise: skill}"""
    return {one.anchor: one.id for one in read_skills().skills.values() if one.anchor}


def graph() -> Graph:
    """The map with the anchors whose exercises are published."""
    there = set(Exercise.objects.published().values_list("slug", flat=True))
    return Graph(read_skills(), tuple(s for e, s in _anchors().items() if e in there))


def refusal(learner: User, at: datetime) -> str:
    """Why the learner cannot begin a placement now; "" if they can."""
    rows = list(Placement.objects.filter(learner=learner).order_by("number"))
    if len(rows) >= MOST:
        return _("You have taken the placement twice; from here on practice tells more.")
    if rows and (again := (rows[-1].ended_at or rows[-1].begun_at) + APART) > at:
        words = _("You can take the placement once more from %(day)s on.")
        return words % {"day": date_format(timezone.localtime(again), "j F")}
    return ""


def open_placement(learner: User) -> Placement | None:
    rows = Placement.objects.filter(learner=learner, ended_at=None)
    return rows.select_related("problem_set__course").first()


@transaction.atomic
def begin(learner: User, *, degree: bool = False) -> Placement:
    """A new placement, or the open one; Refused outside of what the programme allows."""
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    if still_open := open_placement(learner):
        return still_open
    now = timezone.now()
    if why := refusal(learner, now):
        raise Refused(why)
    number = Placement.objects.filter(learner=learner).count() + 1
    paper = paper_for(
        learner,
        _("Placement"),
        ProblemSet.Kind.PLACEMENT,
        MINUTES,
        now,
        solutions=ProblemSet.Solutions.NEVER,
    )
    return Placement.objects.create(
        learner=learner, problem_set=paper, number=number, degree=degree, begun_at=now
    )


def questions(placement: Placement) -> list[Question]:
    """What was asked, in order."""
    items = Item.objects.filter(problem_set=placement.problem_set_id).select_related("exercise")
    own = Attempt.objects.filter(item__problem_set=placement.problem_set_id)
    attempts = {attempt.item_id: attempt for attempt in own}
    return [
        Question(item, _anchors()[item.exercise.slug], attempts.get(item.pk))
        for item in items.order_by("position")
    ]


def answers(asked: Sequence[Question]) -> list[Asked]:
    """What was answered, as `beliefs` takes it; open questions say nothing."""
    return [
        Asked(one.skill, _answer(one.attempt), choice=_guessable(one.attempt))
        for one in asked
        if one.attempt is not None and one.attempt.ended
    ]


def _answer(attempt: Attempt) -> Answer:
    if attempt.first_score is None:
        return Answer.UNMET
    return Answer.RIGHT if attempt.first_score >= elo.PASS else Answer.WRONG


def _guessable(attempt: Attempt) -> bool:
    """Whether all is chosen from a few, nothing written."""
    return all(blank["kind"] == "mc" for blank in attempt.variant.body["blanks"])


def time_up(placement: Placement, at: datetime) -> bool:
    ends = terms_of(placement.problem_set, placement.learner_id).closes_at
    return ends is not None and at >= ends


@transaction.atomic
def go_on(placement: Placement) -> Question | None:
    """The open question, or the next one; None when it is over, which ends it."""
    placement = _locked(placement)
    if placement.ended_at is not None:
        return None
    asked = questions(placement)
    now = timezone.now()
    if time_up(placement, now):
        _end(placement, Ended.TIME, now)
        return None
    if asked and asked[-1].open:
        return asked[-1]
    whole = graph()
    gone = {one.skill for one in asked} | set(placement.void)
    chances = believing.beliefs(whole, answers(asked), degree=placement.degree)
    skill = believing.next_anchor(whole, chances, gone)
    if skill is None:
        _end(placement, Ended.ITEMS if len(gone) >= believing.MOST_ITEMS else Ended.SETTLED, now)
        return None
    return _ask(placement, skill, asked)


def _ask(placement: Placement, skill: str, asked: Sequence[Question]) -> Question:
    family = read_skills().skills[skill].anchor
    item = Item.objects.create(
        problem_set=placement.problem_set,
        exercise=Exercise.objects.get(slug=family),
        position=(asked[-1].item.position if asked else 0) + 1,
        points=1,
    )
    return Question(item, skill, None)


@transaction.atomic
def say_unmet(placement: Placement, attempt: int) -> None:
    """ "I have not met this": the open question counts as not known, whatever was typed."""
    placement = _locked(placement)
    asked = questions(placement)
    if placement.ended_at is None and asked and asked[-1].open:
        mine = asked[-1].attempt
        if mine is not None and mine.pk == attempt and not _waiting(mine):
            give_up(mine)


@transaction.atomic
def pass_over(placement: Placement) -> None:
    """Leave a question whose answer we could not judge: it says nothing of the learner."""
    placement = _locked(placement)
    asked = questions(placement)
    if placement.ended_at is None and asked and asked[-1].open and unjudged(asked[-1]):
        asked[-1].item.delete()  # the attempt stays, as practice
        placement.void = [*placement.void, asked[-1].skill]
        placement.save(update_fields=["void"])


def unjudged(question: Question) -> bool:
    """Whether the latest answer to it ended without a verdict by no fault of the learner's."""
    if question.attempt is None:
        return False
    last = question.attempt.submissions.order_by("-received_at").first()
    return last is not None and last.state in (
        Submission.State.UNDECIDED,
        Submission.State.FAILED,
    )


@transaction.atomic
def stop(placement: Placement) -> None:
    """End it early; what was answered counts."""
    placement = _locked(placement)
    if placement.ended_at is None:
        _end(placement, Ended.STOPPED, timezone.now())


def _waiting(attempt: Attempt) -> bool:
    return Submission.objects.waiting().filter(attempt=attempt).exists()


def _locked(placement: Placement) -> Placement:
    rows = Placement.objects.select_for_update(of=("self",))
    return rows.select_related("problem_set__course", "learner").get(pk=placement.pk)


def _end(placement: Placement, why: Placement.Ended, at: datetime) -> None:
    """Close it, and write down what is taken for known."""
    asked = questions(placement)
    for one in asked:
        if one.open and one.attempt is not None and not _waiting(one.attempt):
            give_up(one.attempt)
    known = known_after(placement, [one for one in asked if not one.open])
    rows = Skill.objects.filter(slug__in=known).values_list("pk", flat=True)
    states = {
        state.skill_id: state
        for state in LearnerSkill.objects.filter(learner=placement.learner_id, skill__in=rows)
    }
    counts = {pk: (states[pk].n, states[pk].n - states[pk].n_ok) for pk in rows if pk in states}
    PlacedSkills.objects.update_or_create(
        learner_id=placement.learner_id,
        defaults={"at": at, "skills": {str(pk): counts.get(pk, (0, 0)) for pk in rows}},
    )
    placement.ended, placement.ended_at = why, at
    placement.save(update_fields=["ended", "ended_at"])
    ProblemSet.objects.filter(pk=placement.problem_set_id).update(
        solutions=ProblemSet.Solutions.ENDED
    )


def known_after(placement: Placement, asked: Sequence[Question]) -> list[str]:
    """The skills taken for known after these questions."""
    chances = believing.beliefs(graph(), answers(asked), degree=placement.degree)
    return believing.placed(chances)
