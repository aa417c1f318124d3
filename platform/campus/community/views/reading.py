"""Finding threads, reading one, following it, and opening what it keeps back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.community import noticing
from campus.community.errors import Refused
from campus.community.models import Follow, Notice, Post
from campus.community.opening import open_for
from campus.community.places import threads_at
from campus.community.searching import found
from campus.community.showing import page_of
from campus.community.views.frame import thread_of, to_thread

A_PAGE = 25
FILTERS = ("exercise", "skill", "course", "show", "q")


@login_required
def discussion(request: HttpRequest) -> HttpResponse:
    """The threads one may know of; filters and words stand in the address."""
    user, asked = person(request), request.GET.dict()
    rows = threads_at(asked, user)
    words = asked.get("q", "").strip()[:200]
    if words:
        rows = found(rows, user, words)
    page = Paginator(rows, A_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "asked": {name: asked.get(name, "") for name in FILTERS},
        "words": words,
        "unread": Notice.objects.filter(person=user, seen_at=None).count(),
    }
    return render(request, "community/discussion.html", context)


@login_required
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = thread_of(request, pk), person(request)
    page = page_of(row, user)
    if page.closed_until is None:
        noticing.seen(user, row)
    return render(request, "community/thread.html", {"page": page, "thread": row})


@login_required
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow, or stop to."""
    row = thread_of(request, pk)
    on = request.POST.get("on") == "1"
    Follow.objects.update_or_create(thread=row, person=person(request), defaults={"on": on})
    return to_thread(row)


@login_required
@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """See sooner what the thread gives away, for its price."""
    row = thread_of(request, pk)
    reveals = request.POST.get("reveals", "")
    if reveals in Post.Reveals.values:
        try:
            open_for(row, person(request), reveals)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return to_thread(row)


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What one was told; looking at it is having seen it."""
    rows = Notice.objects.filter(person=person(request), post__hidden_at=None)
    rows = rows.select_related("by", "post__thread").order_by("-at")[:100]
    shown = list(rows)
    if request.method == "POST":
        Notice.objects.filter(person=person(request), seen_at=None).update(seen_at=timezone.now())
        return redirect("notices")
    blocks = person(request).blocks.select_related("person")
    return render(request, "community/notices.html", {"notices": shown, "blocks": blocks})
