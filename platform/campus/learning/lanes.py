"""
Lanes to the graders: who waits behind whom, for how many, and about how long.

    exam    answers of a timed exam: a queue of its own; graders of its own may serve it
    grade   everybody else's answers
    later   answers of somebody who has several waiting: behind everybody's first ones

Regrades, proofs of exercises and drawings ahead take none of these: they have workers of their own.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from campus.courses.models import ProblemSet
from campus.learning.models import Attempt, GradeResult, Submission
from grader.queue import EXAM_QUEUE, FIRST, GRADE_QUEUE, LATER

Lane = Submission.Lane

#: Answers of one learner that may wait among everybody else's; more of them wait behind.
FAIR_SHARE: Final = 3
LOOKED_BACK: Final = timedelta(seconds=60)

ROUTES: Final = {
    Lane.EXAM: (EXAM_QUEUE, FIRST),
    Lane.GRADE: (GRADE_QUEUE, FIRST),
    Lane.LATER: (GRADE_QUEUE, LATER),
}


def lane_of(attempt: Attempt) -> Submission.Lane:
    """The lane of an answer before it is known how many others its learner has waiting."""
    item = attempt.item
    of_exam = item is not None and item.problem_set.kind == ProblemSet.Kind.EXAM
    return Lane.EXAM if of_exam else Lane.GRADE


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
