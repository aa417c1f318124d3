"""A question of Ada at the exercise of her set, an answer by Noether, and their addresses."""

from __future__ import annotations

from django.core.cache import cache
from django.urls import reverse

from campus.accounts.models import User
from campus.community import posting
from campus.community.digests import stop_token
from campus.community.models import Block, Post, Report, Thread
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
