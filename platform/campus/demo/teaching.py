"""What the demo's staff did with its learners' work: words, marks by hand, a note, a regrade."""

from __future__ import annotations

from django.db import transaction

from campus.accounts.models import User
from campus.courses.models import Course
from campus.demo.course import COURSE
from campus.learning.models import Submission
from campus.teaching.answers.marking import comment, mark
from campus.teaching.gradebook.overriding import note, override
from campus.teaching.items.clusters import clusters_of
from campus.teaching.models import Cluster, Comment
from campus.teaching.regrading.beginning import begin


def write_teaching() -> bool:
    """Once, as soon as there is work to speak of; whether anything was written."""
    course = Course.objects.filter(slug=COURSE).first()
    teacher = User.objects.filter(username="noether").first()
    wrong = Submission.objects.filter(
        attempt__item__problem_set__course=course, state=Submission.State.GRADED, result__score=0
    ).select_related("attempt__exercise", "attempt__learner", "attempt__item__problem_set__course")
    rows = list(wrong.order_by("-received_at"))
    if course is None or teacher is None or not rows:
        return False
    if Comment.objects.filter(submission__attempt__item__problem_set__course=course).exists():
        return False
    with transaction.atomic():
        _remark(course, teacher, rows)
        _name_a_mistake(course, teacher)
        _begin_a_regrade(course, teacher)
    return True


def _remark(course: Course, teacher: User, rows: list[Submission]) -> None:
    adas = [row for row in rows if row.attempt.learner.username == "ada"]
    others = [row for row in rows if row not in adas]
    comment(
        (adas or rows)[0],
        "Write the first step down before the second one: then you see where the sign was lost.",
        teacher,
    )
    if others:
        mark(others[0], 0.5, "The way is right; only the last step is not.", teacher)
    first = course.sets.order_by("number").first()
    last = course.enrolments.learners().order_by("person__display_name").last()
    if first is not None and last is not None:
        override(first, last.person, 0.7, "Shown at the board in office hours.", teacher)
        note(course, last.person, "Joined in the third week; look in again soon.", teacher)


def _name_a_mistake(course: Course, teacher: User) -> None:
    """The first set's mistake that was made most often."""
    first = course.sets.order_by("number").first()
    for item in first.items.all() if first else ():
        for cluster in clusters_of(item, course)[:1]:
            Cluster.objects.create(
                course=course,
                exercise=item.exercise,
                blank=cluster.blank,
                likeness=cluster.code,
                name=cluster.words[:80],
                words="Many of us did this. We go through it on Thursday; the second hint helps.",
                by=teacher,
            )
            return


def _begin_a_regrade(course: Course, teacher: User) -> None:
    """By the present keys, so that nothing differs; the slow lane does it when it comes to it."""
    first = course.sets.order_by("number").first()
    item = first.items.select_related("exercise__current").first() if first else None
    if item is not None and item.exercise.current is not None:
        begin(course, item.exercise.current, "A look whether the present keys agree.", teacher)
