"""How views find what an address names, among what this person may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from campus.accounts.people import person
from campus.community.models import Post, Thread


def thread_of(request: HttpRequest, pk: int) -> Thread:
    rows = Thread.objects.visible_to(person(request)).select_related(
        "author",
        "exercise",
        "skill",
        "course",
        "problem_set__course",
        "attempt__variant",
        "submission__result",
    )
    return get_object_or_404(rows, pk=pk)


def post_of(request: HttpRequest, pk: int) -> Post:
    rows = Post.objects.visible_to(person(request)).select_related("thread__course", "author")
    return get_object_or_404(rows, pk=pk)


def own_post(request: HttpRequest, pk: int) -> Post:
    rows = Post.objects.visible_to(person(request)).filter(author=person(request))
    rows = rows.filter(taken_back_at=None).select_related(
        "thread__course", "thread__attempt__variant"
    )
    return get_object_or_404(rows, pk=pk)


def kept_post(request: HttpRequest, pk: int) -> Post:
    """A post that the person may hide: of the staff, in their courses."""
    kept = Thread.objects.kept_by(person(request))
    return get_object_or_404(Post.objects.filter(thread__in=kept), pk=pk)


def to_thread(thread: Thread, post: Post | None = None) -> HttpResponse:
    response = redirect("thread", thread.pk)
    if post is not None:
        response["Location"] += f"#post-{post.pk}"
    return response
