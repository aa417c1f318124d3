"""Ways into a course: made and revoked by its staff, walked by everybody."""

from __future__ import annotations

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from campus.accounts.models import User
from campus.accounts.people import person
from campus.courses import inviting, joining
from campus.courses.errors import Refused
from campus.courses.forms import EntranceForm, InviteForm
from campus.courses.models import Course, Entrance
from campus.courses.standing import standing_of
from campus.courses.views.frame import frame, taught


@login_required
def ways(request: HttpRequest, slug: str) -> HttpResponse:
    """All ways in; a POST makes a link or a code."""
    course = taught(request, slug)
    form = EntranceForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        joining.make(form.save(commit=False), person(request))
        return redirect("course-ways", slug)
    return _page(request, course, form, InviteForm(course=course, roles=_invited(request, course)))


@login_required
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    form = InviteForm(request.POST, course=course, roles=_invited(request, course))
    if not form.is_valid():
        return _page(request, course, EntranceForm(course=course), form)
    given = form.cleaned_data
    many = inviting.invite(
        course, given["emails"], person(request), role=given["role"], section=given["section"]
    )
    said = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", many)
    messages.success(request, said % {"n": many})
    return redirect("course-ways", slug)


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = taught(request, slug)
    joining.revoke(get_object_or_404(course.entrances, pk=pk), person(request))
    messages.success(request, _("It leads nowhere any more. Whoever came by it stays."))
    return redirect("course-ways", slug)


def _invited(request: HttpRequest, course: Course) -> list[str]:
    """Roles one may invite to: assistants are named by the owner."""
    owns = standing_of(person(request), course).owns
    return ["learner", "assistant"] if owns else ["learner"]


def _page(
    request: HttpRequest, course: Course, form: EntranceForm, invitation: InviteForm
) -> HttpResponse:
    shared = [
        (row, joining.shown(row.secret) if row.kind == "code" else inviting.address_of(row))
        for row in joining.open_entrances(course)
    ]
    invited = [(row, inviting.address_of(row)) for row in inviting.invitations(course)]
    context = frame(
        request, course, form=form, invitation=invitation, shared=shared, invited=invited
    )
    return render(request, "courses/ways.html", context)


@login_required
def join_by_code(request: HttpRequest) -> HttpResponse:
    """Type a code, read which course it is, join."""
    typed = request.POST.get("code", "")
    fault, entrance = "", None
    if typed:
        try:
            entrance = joining.entrance_by_code(typed, person(request))
            fault = "" if entrance else _("No course has this code now. Look at each letter again.")
        except Refused as refused:
            fault = str(refused)
    if entrance is not None and "join" in request.POST:
        return _enter(request, entrance)
    context = {"entrance": entrance, "typed": typed, "fault": fault}
    return render(request, "courses/join_code.html", context)


@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Where a link or an invitation leads. Whoever is not signed in is told which course it is,
    and is let in as soon as they have signed in or made an account."""
    entrance = joining.entrance_by_secret(secret)
    if entrance is None:
        raise Http404
    is_open = Entrance.objects.open().filter(pk=entrance.pk).exists()
    if not isinstance(request.user, User):
        if is_open:
            request.session[joining.PENDING] = [secret, time.time()]
    elif request.method == "POST" or joining.is_in(entrance, request.user):
        return _enter(request, entrance)
    return render(request, "courses/join.html", {"entrance": entrance, "is_open": is_open})


def _enter(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    try:
        joining.enter(entrance, person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("courses")
    messages.success(request, _("You are in “%(course)s”.") % {"course": entrance.course})
    return redirect("course", entrance.course.slug)
