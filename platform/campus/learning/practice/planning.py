"""The queue of a practice session: due reviews, course work and what comes next, mixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.atlas import read_atlas
from campus.catalog.models import Exercise, Skill
from campus.courses.models import Item, ProblemSet
from campus.learning.models import Attempt, LearnerSkill, PracticeStep
from campus.learning.placed import Placed, placed_of
from campus.learning.practice.frontier import Candidate, candidates
from campus.learning.practice.habits import plan_of, today_by
from campus.prepared import prepared

REVIEWS: Final = 0.3  # of the minutes at most, unless nothing else is there
COURSES: Final = 0.4
SOON: Final = timedelta(days=7)  # what is due in a course so soon belongs into a session


@dataclass(frozen=True, slots=True)
class Planned:
    """One exercise of the queue and why it is there."""

    exercise: Exercise
    why: PracticeStep.Why
    skill: Skill | None = None
    item: Item | None = None


def plan_session(user: User, minutes: int) -> list[Planned]:
    """Exercises for about so many minutes, no exercise twice; [] when nothing can be practised.

    Reviews are due skills, the longest overdue first; course work is what is due within a week;
    the rest comes from the frontier of the map of skills.
    """
    now = timezone.now()
    plan = plan_of(user)
    ranked = candidates(user, today_by(plan, now), plan.track)
    reviews = _fill(_reviews(user, ranked), REVIEWS * minutes, set())
    taken = {one.exercise.pk for one in reviews}
    courses = _fill(_course_work(user, now), COURSES * minutes, taken)
    taken |= {one.exercise.pk for one in courses}
    spent = sum(one.exercise.minutes for one in (*reviews, *courses))
    ahead = [c for c in ranked if c.reach and not c.known]
    onward = [Planned(c.exercise, PracticeStep.Why.NEXT, c.new) for c in ahead]
    rest = _fill(onward, minutes - spent, taken) if minutes > spent else []
    return _mixed(reviews, courses, rest)


def due_skills(user: User, now: datetime, placed: Placed | None = None) -> list[LearnerSkill]:
    """Skills whose review is due and that a published exercise trains, the oldest first. A skill
    that a placement took for known, and that was never tried, stands here as a row not saved.

    placed   of the user, as `placed_of` gives it, for who has it at hand
    """
    placed = placed_of(user) if placed is None else placed
    reviews = [pk for pk, at in placed.review_at.items() if at <= now]
    untried = _untried(user, reviews, placed) if reviews else []
    return sorted([*_due_by(user.pk, now), *untried], key=lambda state: state.due_at or now)


def _untried(user: User, reviews: list[int], placed: Placed) -> list[LearnerSkill]:
    atlas = read_atlas()
    return [
        LearnerSkill(learner=user, skill=atlas.skills[pk], due_at=placed.review_at[pk])
        for pk in reviews
        if pk in atlas.trained
    ]


@prepared
def _due_by(learner: int, now: datetime) -> QuerySet[LearnerSkill]:
    exercises = Exercise.objects.published().filter(skills=OuterRef("skill"))
    rows = LearnerSkill.objects.filter(Exists(exercises), learner=learner, due_at__lte=now)
    return rows.select_related("skill").order_by("due_at")


def _reviews(user: User, ranked: Sequence[Candidate]) -> Iterable[Planned]:
    """For each due skill the exercise that fits best; one may train two due skills."""
    for state in due_skills(user, timezone.now()):
        fitting = [c for c in ranked if any(s.pk == state.skill_id for s in c.skills)]
        if fitting:
            best = min(fitting, key=lambda c: (c.skills[0].pk != state.skill_id, c.misfit))
            yield Planned(best.exercise, PracticeStep.Why.REVIEW, state.skill)


def _course_work(user: User, now: datetime) -> Iterable[Planned]:
    """Unsolved items of open sets one learns in, the next due first."""
    sets = ProblemSet.objects.visible_to(user).filter(
        Q(closes_at__isnull=True) | Q(closes_at__gt=now),
        course__enrolments__person=user,
        course__enrolments__role="learner",
        course__archived_at__isnull=True,
        due_at__range=(now, now + SOON),
    )
    over = Attempt.objects.of(user).filter(
        Q(ended=Attempt.Ended.SOLVED) | Q(ended=Attempt.Ended.OUT_OF_TRIES), item=OuterRef("pk")
    )
    items = Item.objects.exclude(problem_set__kind="exam").filter(
        ~Exists(over),
        pool__isnull=True,
        problem_set__in=sets,
        exercise__in=Exercise.objects.published(),
    )
    due_first = items.order_by(F("problem_set__due_at").asc(), "position")
    for item in due_first.select_related("exercise", "problem_set"):
        yield Planned(item.exercise, PracticeStep.Why.COURSE, item=item)


def _fill(offers: Iterable[Planned], minutes: float, taken: set[int]) -> list[Planned]:
    """Take offers until the minutes are filled; the last one may go beyond them."""
    chosen: list[Planned] = []
    seen = set(taken)
    spent = 0
    for offer in offers:
        if spent >= minutes:
            break
        if offer.exercise.pk not in seen:
            seen.add(offer.exercise.pk)
            chosen.append(offer)
            spent += offer.exercise.minutes
    return chosen


def _mixed(*parts: list[Planned]) -> list[Planned]:
    """One of each part in turn: what one has to tell apart is learnt better than what comes in
    blocks."""
    turns = chain.from_iterable(zip_longest(*parts))
    return [one for one in turns if one is not None]
