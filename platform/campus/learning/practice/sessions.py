"""A practice session: begun, walked through step by step, left and taken up again, ended."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.models import Skill
from campus.learning.attempts import open_attempt
from campus.learning.models import LearnerSkill, PracticeSession, PracticeStep
from campus.learning.practice.planning import plan_session
from campus.learning.set_rules import standing_at
from campus.prepared import prepared

MIXED = 3  # skills from which on a session asks one to tell them apart


def open_session(user: User) -> PracticeSession | None:
    return next(iter(_open_of(user.pk)), None)


@prepared
def _open_of(learner: int) -> QuerySet[PracticeSession]:
    return PracticeSession.objects.filter(learner=learner, ended_at__isnull=True)


@transaction.atomic
def begin(user: User, minutes: int) -> PracticeSession | None:
    """A new session, or the open one if there is one; None when nothing can be practised.

    The learner's row is locked, so that a double click begins one session.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if (still_open := open_session(user)) is not None:
        return still_open
    planned = plan_session(user, minutes)
    if not planned:
        return None
    session = PracticeSession.objects.create(
        learner=user, minutes=minutes, before=_levels(user, [one.exercise.pk for one in planned])
    )
    PracticeStep.objects.bulk_create(
        PracticeStep(
            session=session,
            position=position,
            exercise=one.exercise,
            why=one.why,
            skill=one.skill,
            item=one.item,
        )
        for position, one in enumerate(planned, start=1)
    )
    return session


def steps_of(session: PracticeSession) -> list[PracticeStep]:
    """The queue with all that a page shows of it, in two queries."""
    skills = Prefetch("exercise__skills", Skill.objects.order_by("training__position"))
    rows = session.steps.select_related("exercise", "skill", "attempt", "item__problem_set")
    return list(rows.prefetch_related(skills))


def is_done(step: PracticeStep) -> bool:
    return step.skipped or (step.attempt is not None and bool(step.attempt.ended))


def current_step(steps: Iterable[PracticeStep]) -> PracticeStep | None:
    """The first step that is neither done nor skipped."""
    return next((step for step in steps if not is_done(step)), None)


@transaction.atomic
def go_on(session: PracticeSession, leaving: int | None = None) -> PracticeStep | None:
    """Open the attempt of the next step; None when the session is over, which then ends.

    leaving   the position of a step to go past, whether it is done or not
    """
    session = PracticeSession.objects.select_for_update().get(pk=session.pk)
    if session.ended_at is not None:
        return None
    steps = steps_of(session)
    for step in steps:
        if step.position == leaving and not is_done(step):
            step.skipped = True
            step.save(update_fields=["skipped"])
    now = current_step(steps)
    if now is None:
        end(session)
    elif now.attempt is None:
        _open(now, session, steps)
    return now


def end(session: PracticeSession) -> None:
    """Close it; what is left of the queue counts as skipped."""
    if session.ended_at is not None:
        return
    exercises = list(session.steps.values_list("exercise", flat=True))
    session.after = _levels(session.learner, exercises)
    session.ended_at = timezone.now()
    session.save(update_fields=["after", "ended_at"])


def _open(step: PracticeStep, session: PracticeSession, steps: list[PracticeStep]) -> None:
    exercise = step.exercise
    item = step.item
    if item is not None and not standing_at(item, session.learner).takes_answers:
        item = None
    attempt = open_attempt(session.learner, exercise, item)
    mains = {skills[0].pk for one in steps if (skills := list(one.exercise.skills.all()))}
    if len(mains) >= MIXED and not attempt.tries and not attempt.mixed:
        attempt.mixed = True
        attempt.save(update_fields=["mixed"])
    step.attempt = attempt
    step.save(update_fields=["attempt"])


def _levels(user: User, exercises: list[int]) -> dict[str, int]:
    """{skill: level} of all skills that these exercises train."""
    trained = Skill.objects.filter(exercises__in=exercises).values_list("pk", flat=True)
    levels = dict.fromkeys(map(str, trained), 0)
    rows = LearnerSkill.objects.filter(learner=user, skill__in=list(trained))
    return levels | {str(pk): level for pk, level in rows.values_list("skill", "level")}
