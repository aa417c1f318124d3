"""Where a thread may hang, from the words of an address, and what that place is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill
from campus.community.models import Thread
from campus.courses.models import Course, ProblemSet
from campus.learning.models import Attempt, Submission

Row = TypeVar("Row", bound=Model)


def place(asked: Mapping[str, str], user: User) -> Thread:
    """A thread, not saved, at the place that was asked for; Http404 if the person has no such
    place.

    asked   `answer` (a submission of one's own), or `attempt` (of one's own), or one of
            `exercise`, `skill` (slugs), `set` (course/number), each with an optional `course`, or
            `course` alone; `blank` names a blank of the exercise
    """
    asked = {name: value.replace("\x00", "") for name, value in asked.items()}
    thread = Thread()
    thread.blank = asked.get("blank", "")[:40]
    if slug := asked.get("course", ""):
        thread.course = _one(Course.objects.visible_to(user), slug=slug)
    if key := asked.get("answer", "") or asked.get("attempt", ""):
        _from_work(thread, key, user, answer="answer" in asked)
    elif slug := asked.get("exercise", ""):
        thread.exercise = _one(Exercise.objects.open_to(user), slug=slug)
    elif slug := asked.get("skill", ""):
        thread.skill = _one(Skill.objects.all(), slug=slug)
    elif words := asked.get("set", ""):
        course, _, number = words.partition("/")
        sets = ProblemSet.objects.visible_to(user).select_related("course")
        if not number.isdecimal() or len(number) > 4:
            raise Http404
        thread.problem_set = _one(sets, course__slug=course, number=int(number))
        thread.course = thread.problem_set.course
    elif thread.course is None:
        raise Http404
    return thread


def threads_at(asked: Mapping[str, str], user: User) -> QuerySet[Thread]:
    """The threads the person may know of, at the place the filters of an address name."""
    rows = Thread.objects.visible_to(user).select_related(
        "author", "exercise", "skill", "course", "problem_set__course"
    )
    for name, field in (
        ("exercise", "exercise__slug"),
        ("skill", "skill__slug"),
        ("course", "course__slug"),
    ):
        if value := asked.get(name, ""):
            rows = rows.filter(**{field: value})
    match asked.get("show", ""):
        case "mine":
            rows = rows.filter(posts__author=user).distinct()
        case "followed":
            rows = rows.filter(follows__person=user, follows__on=True)
        case "unanswered":
            rows = rows.filter(replies=0, accepted=None)
    return rows.order_by("-moved_at")


def title_of(thread: Thread) -> str:
    """The place in words."""
    if thread.exercise is not None:
        return thread.exercise.title
    if thread.skill is not None:
        return thread.skill.title
    if thread.problem_set is not None:
        return thread.problem_set.title
    return thread.course.title if thread.course else ""


def address_of(thread: Thread) -> str:
    """The page the thread is about."""
    if thread.exercise is not None:
        return reverse("exercise", args=[thread.exercise.slug])
    if thread.skill is not None:
        return reverse("skill", args=[thread.skill.slug])
    if thread.problem_set is not None:
        return reverse(
            "problem-set", args=[thread.problem_set.course.slug, thread.problem_set.number]
        )
    return reverse("course", args=[thread.course.slug]) if thread.course else reverse("discussion")


def _from_work(thread: Thread, key: str, user: User, *, answer: bool) -> None:
    """The place of an attempt: its exercise, and the course if it counts in a set there."""
    attempts = Attempt.objects.of(user).select_related(
        "exercise", "variant", "item__problem_set__course"
    )
    if answer:
        thread.submission = _one(Submission.objects.of(user), pk=key)
        attempt = attempts.get(pk=thread.submission.attempt_id)
    elif key.isdecimal() and len(key) < 18:
        attempt = _one(attempts, pk=int(key))
        latest = attempt.submissions.filter(state=Submission.State.GRADED).order_by("-received_at")
        thread.submission = latest.first()
    else:
        raise Http404
    thread.attempt = attempt
    thread.exercise = attempt.exercise
    if attempt.item is not None:
        thread.course = attempt.item.problem_set.course


def _one(rows: QuerySet[Row], **named: object) -> Row:
    """The one row of that name; a name that cannot be one is no row either."""
    try:
        return get_object_or_404(rows, **named)
    except ValidationError as error:
        raise Http404 from error
