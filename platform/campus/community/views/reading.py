"""Finding threads, reading one, following it, and opening what it keeps back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.community import digests, noticing
from campus.community.errors import Refused
from campus.community.forms import MailingForm
from campus.community.models import Follow, Mailing, Notice, Post
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
    user = person(request)
    asked = {name: value.replace("\x00", "") for name, value in request.GET.dict().items()}
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
    """What one was told; how often to be written to about it; whom one does not read."""
    user = person(request)
    row = Mailing.objects.filter(person=user).first()
    form = MailingForm(
        request.POST if "every" in request.POST else None,
        instance=row or Mailing(person=user, every=Mailing.Every.DAY),
    )
    if request.method == "POST":
        if not form.is_bound:
            unseen = Notice.objects.filter(person=user, seen_at=None)
            unseen.update(seen_at=timezone.now())
        elif form.is_valid():
            form.save()
            messages.success(request, _("Kept."))
        return redirect("notices")
    rows = Notice.objects.filter(person=user, post__hidden_at=None)
    context = {
        "notices": rows.select_related("by", "post__thread").order_by("-at")[:100],
        "blocks": user.blocks.select_related("person"),
        "form": form,
    }
    return render(request, "community/notices.html", context)


@csrf_exempt
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    """End somebody's digests without signing in: a page that asks, or one click (RFC 8058)."""
    who = digests.person_of(token)
    if who is None:
        raise Http404
    if request.method == "POST":
        digests.stop(who)
    return render(request, "community/stop.html", {"stopped": request.method == "POST"})
