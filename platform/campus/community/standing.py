"""What somebody is at a thread: of its staff, allowed to write, shut out by an exam."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from campus.accounts.models import User
from campus.community.models import Mute, Thread
from campus.courses.models import Course, Item, ProblemSet
from campus.courses.rules import closed_for_everybody, terms_of
from campus.learning.models import Sitting


def is_staff(user: User, thread: Thread) -> bool:
    """Of the course's staff; in the commons everybody who teaches somewhere reads as staff."""
    if user.is_admin:
        return True
    if thread.course_id is None:
        return user.may_teach
    return Course.objects.staffed_by(user).filter(pk=thread.course_id).exists()


def muted(user: User, course: Course | None) -> Mute | None:
    """Why the person may not write here at present."""
    return Mute.objects.filter(person=user, course=course, until__gt=timezone.now()).first()


def exam_until(user: User, exercise: int) -> datetime | None:
    """Until when the discussion of an exercise is closed to a learner: it is in an exam of a
    course of theirs that is open for somebody, or they sit some exam at this moment.

    Nobody is told which of the two, for that would tell what is in the exam.
    """
    now = timezone.now()
    exams = ProblemSet.objects.filter(
        kind=ProblemSet.Kind.EXAM,
        course__enrolments__person=user,
        course__enrolments__role="learner",
        opens_at__lte=now,
    )
    ends = [
        end
        for row in exams.filter(pk__in=Item.objects.filter(exercise=exercise).values("problem_set"))
        if (end := closed_for_everybody(row)) is not None and end > now
    ]
    sitting = Sitting.objects.filter(learner=user, handed_in_at=None, problem_set__in=exams)
    ends += [
        end
        for row in sitting.select_related("problem_set")
        if (end := terms_of(row.problem_set, user.pk).closes_at) is not None and end > now
    ]
    return max(ends, default=None)
