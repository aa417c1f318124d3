"""A question of Ada at the exercise of her set, an answer by Noether, and their addresses."""

from __future__ import annotations

from django.core.cache import cache
from django.urls import reverse

from campus.accounts.models import User
from campus.community import posting
from campus.community.digests import stop_token
from campus.community.groups.forming import form_group
from campus.community.models import Block, Meeting, Post, Report, Thread
from campus.community.urls import urlpatterns
from campus.learning.models import Attempt
from tests.campus.cast import Stage

OF_THE_DISCUSSION = frozenset(pattern.name for pattern in urlpatterns)
QUESTION = "Why does one add here and not take away?"


def a_thread(stage: Stage, author: User | None = None, attempt: Attempt | None = None) -> Thread:
    """A thread of the course, at the exercise."""
    thread = Thread(
        course=stage.course, exercise=stage.exercise, title="Three and four", attempt=attempt
    )
    return posting.begin(thread, author or stage.ada, QUESTION, Post.Reveals.NOTHING).thread


def address_of_discussion(name: str, stage: Stage) -> str:
    if name == "ask":
        return f"{reverse(name)}?course={stage.course.slug}"
    if name in ("discussion", "notices", "reports", "post-preview"):
        return reverse(name)
    if name == "digest-stop":
        return reverse(name, args=[stop_token(stage.ada)])
    if name == "block-end":
        return reverse(name, args=[Block.objects.create(by=stage.ada, person=stage.noether).pk])
    if name.startswith(("group", "meeting")):
        return address_of_group(name, stage)
    cache.clear()  # the table asks faster than anybody writes
    thread = a_thread(stage)
    if name.startswith("thread"):
        return reverse(name, args=[thread.pk])
    question = thread.posts.get()
    if name == "report-decide":
        report = Report.objects.create(post=question, by=stage.noether, why="off")
        return reverse(name, args=[report.pk])
    if name == "post-accept":
        question = posting.reply(thread, stage.noether, "Because it says so.", "nothing")
    return reverse(name, args=[question.pk])


def address_of_group(name: str, stage: Stage) -> str:
    """Ada has a group, and a meeting is on."""
    if name == "groups":
        return reverse(name)
    group = form_group("Thursdays", 5, stage.ada)
    if name == "group-join":
        return reverse(name, args=[group.secret])
    if name.startswith("group"):
        return reverse(name, args=[group.pk])
    meeting = Meeting.objects.create(group=group)
    meeting.exercises.create(exercise=stage.exercise, position=1)
    return reverse(name, args=[meeting.pk, 1] if name == "meeting-go" else [meeting.pk])
