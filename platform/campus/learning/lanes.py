"""
Lanes to the graders: who waits behind whom, for how many, and about how long.

    exam    answers of a timed exam: a queue of its own; graders of its own may serve it
    grade   everybody else's answers
    later   answers of somebody who has several waiting: behind everybody's first ones
    bulk    milestones of projects, which may take long: the slow lane judges them

Regrades, proofs of exercises and drawings ahead share the slow lane, and take none of the others.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from campus.courses.models import ProblemSet
from campus.learning.models import Attempt, GradeResult, Submission
from exercises.queue import BULK_QUEUE, MILESTONES
from grader.queue import EXAM_QUEUE, FIRST, GRADE_QUEUE, LATER

Lane = Submission.Lane

#: Answers of one learner that may wait among everybody else's; more of them wait behind.
FAIR_SHARE: Final = 3
LOOKED_BACK: Final = timedelta(seconds=60)

ROUTES: Final = {
    Lane.EXAM: (EXAM_QUEUE, FIRST),
    Lane.GRADE: (GRADE_QUEUE, FIRST),
    Lane.LATER: (GRADE_QUEUE, LATER),
    Lane.BULK: (BULK_QUEUE, MILESTONES),
}


_OF_KIND: Final = {ProblemSet.Kind.EXAM: Lane.EXAM, ProblemSet.Kind.PROJECT: Lane.BULK}


def lane_of(attempt: Attempt) -> Submission.Lane:
    """The lane of an answer before it is known how many others its learner has waiting."""
    kind = attempt.item.problem_set.kind if attempt.item else None
    return _OF_KIND.get(ProblemSet.Kind(kind), Lane.GRADE) if kind else Lane.GRADE


def waiting_of_its_learner() -> Subquery:
    """For a query of submissions: how many of the same learner wait, this one included."""
    same = Submission.objects.waiting().filter(attempt__learner=OuterRef("attempt__learner"))
    counted = same.order_by().values("attempt__learner").annotate(n=Count("pk"))
    return Subquery(counted.values("n"))


def before(row: Submission) -> QuerySet[Submission]:
    """The answers that are taken before this one."""
    earlier = Q(lane=row.lane, received_at__lt=row.received_at)
    if row.lane == Lane.LATER:
        earlier |= Q(lane=Lane.GRADE)
    return Submission.objects.waiting().filter(earlier)


def expected_wait(position: int) -> int | None:
    """Seconds until so many answers are judged, at the pace of the last minute; None: no pace."""
    if position == 0:
        return 0
    judged = GradeResult.objects.filter(recorded_at__gt=Now() - LOOKED_BACK).count()
    return math.ceil(position * LOOKED_BACK.total_seconds() / judged) if judged else None
