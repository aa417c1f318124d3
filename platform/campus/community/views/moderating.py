"""Reporting, and what staff do about it; not reading somebody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.community import moderating
from campus.community.errors import Refused
from campus.community.forms import MuteForm, ReportForm
from campus.community.models import Block, Post, Report, Thread
from campus.community.views.frame import kept_post, post_of, to_thread
from campus.courses.models import Course


@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    post = post_of(request, pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            moderating.report(post, person(request), given["why"], given["words"])
            messages.success(request, _("The staff will look at it."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return to_thread(post.thread)
    context = {"form": form, "post": post, "thread": post.thread}
    return render(request, "community/report.html", context)


@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """The queue of those who keep order somewhere."""
    user = person(request)
    if not (user.is_admin or Course.objects.staffed_by(user).exists()):
        raise Http404
    rows = Report.objects.decided_by(user).select_related("post__thread", "post__author", "by")
    open_ones = rows.filter(state=Report.State.OPEN).order_by("at")
    done = rows.exclude(state=Report.State.OPEN).order_by("-decided_at")[:20]
    context = {"open_ones": open_ones, "done": done, "mute": MuteForm()}
    return render(request, "community/reports.html", context)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    row = get_object_or_404(Report.objects.decided_by(user).select_related("post__thread"), pk=pk)
    moderating.decide(row, user, hide_it="hide" in request.POST)
    return redirect("reports")


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """What staff do with a post: `act` is hide, show, endorse, doubt, or what it reveals."""
    post, user = kept_post(request, pk), person(request)
    act = request.POST.get("act", "")
    if act in ("hide", "show"):
        moderating.hide(post, user, act == "hide")
    elif act in ("endorse", "doubt"):
        moderating.endorse(post, user, act == "endorse")
    elif act in Post.Reveals.values:
        moderating.regate(post, user, act)
    return to_thread(post.thread, post)


@login_required
@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    thread = get_object_or_404(Thread.objects.kept_by(user), pk=pk)
    moderating.lock(thread, user, request.POST.get("on") == "1")
    return to_thread(thread)


@login_required
@require_POST
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the author of a post be silent for a while where the post stands."""
    post, form = kept_post(request, pk), MuteForm(request.POST)
    if post.author is not None and form.is_valid():
        given = form.cleaned_data
        try:
            moderating.mute(
                post.author, post.thread.course, person(request), given["days"], given["words"]
            )
            messages.success(request, _("Done; it is in the audit log."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return to_thread(post.thread, post)


@login_required
@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Read no more of what the author of a post writes. They are not told."""
    user, post = person(request), post_of(request, pk)
    if post.author is not None and post.author_id != user.pk:
        Block.objects.get_or_create(by=user, person=post.author)
        said = _("You no longer see what %(name)s writes.")
        messages.success(request, said % {"name": post.author})
    return redirect("discussion")


@login_required
@require_POST
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Block, by=person(request), pk=pk).delete()
    return redirect("notices")
