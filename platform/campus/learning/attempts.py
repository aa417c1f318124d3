"""Opening, helping, ending an attempt."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.drawing_lots import choose_variant, variant_of_seed
from campus.catalog.models import Exercise
from campus.courses.models import Item, ProblemSet
from campus.learning.exams import held_by
from campus.learning.models import Attempt
from campus.learning.set_rules import standing_at


def current_attempt(learner: User, exercise: Exercise, item: Item | None = None) -> Attempt:
    """The attempt the learner is at: the open one, else the latest, else a first one."""
    attempts = Attempt.objects.of(learner).filter(exercise=exercise, item=item)
    latest = attempts.order_by("ended", "-number").first()  # "" (open) sorts before every ending
    return latest or open_attempt(learner, exercise, item)


@transaction.atomic
def open_attempt(learner: User, exercise: Exercise, item: Item | None = None) -> Attempt:
    """A new attempt at a variant the learner has not seen, or the open one if there is one.

    The learner's row is locked, so that two tabs that ask together get the same attempt.
    """
    # no_key: rows that only point at the learner need not wait meanwhile.
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    attempts = Attempt.objects.of(learner).filter(exercise=exercise)
    if still_open := attempts.open().filter(item=item).first():
        return still_open
    version = (item.version if item else None) or exercise.current
    assert version is not None, "only published exercises are opened"
    number = (attempts.aggregate(last=Max("number"))["last"] or 0) + 1
    seen = set(attempts.values_list("variant_id", flat=True))
    return Attempt.objects.create(
        learner=learner,
        exercise=exercise,
        version=version,
        variant=variant_of_seed(version, item.seed)
        if item and item.seed is not None
        else choose_variant(version, learner.pk, number, seen),
        item=item,
        number=number,
        mixed=item is not None and item.problem_set.kind == ProblemSet.Kind.EXAM,
    )


@transaction.atomic
def another_variant(attempt: Attempt) -> Attempt:
    """Leave this attempt for a new one; an unfinished one counts as given up. The new one is for
    practice alone when the problem set takes no more answers."""
    item = attempt.item
    standing = standing_at(item, attempt.learner) if item else None
    if (standing and standing.exam and not attempt.ended) or held_by(attempt):
        return attempt
    if of_project(attempt):
        return attempt
    give_up(attempt)
    if standing and (standing.same_variant or not standing.takes_answers):
        item = None
    return open_attempt(attempt.learner, attempt.exercise, item)


@transaction.atomic
def take_hint(attempt: Attempt) -> Attempt:
    """Show one more hint, if there is one and the attempt is still open."""
    locked = Attempt.objects.select_for_update().select_related("variant").get(pk=attempt.pk)
    if not helped(attempt) or held_by(attempt):
        return locked
    if not locked.ended and locked.hints_taken < len(locked.variant.body["hints"]):
        locked.hints_taken += 1
        locked.save(update_fields=["hints_taken"])
    return locked


def give_up(attempt: Attempt) -> None:
    """End an open attempt; an ended one stays as it ended, and so does one in an exam, or of an
    exercise of the exam that its learner sits, and a milestone: its solution would be shown."""
    if in_exam(attempt) or of_project(attempt) or held_by(attempt):
        return
    Attempt.objects.open().filter(pk=attempt.pk).update(
        ended=Attempt.Ended.GAVE_UP, finished_at=timezone.now()
    )


def helped(attempt: Attempt) -> bool:
    """Whether there are hints: not in exams and placements."""
    return attempt.item is None or attempt.item.problem_set.helps


def in_exam(attempt: Attempt) -> bool:
    return attempt.item is not None and attempt.item.problem_set.kind == ProblemSet.Kind.EXAM


def of_project(attempt: Attempt) -> bool:
    """Whether it is a milestone's: there is one data set, and one goes on until it is right."""
    return attempt.item is not None and attempt.item.problem_set.kind == ProblemSet.Kind.PROJECT
