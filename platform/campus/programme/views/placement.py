"""The placement's pages: before it, between questions, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.programme import placing
from campus.programme.beliefs import MOST_ITEMS
from campus.programme.errors import Refused
from campus.programme.placed_page import result_of, underway


@login_required
@require_safe
def placement(request: HttpRequest) -> HttpResponse:
    """What it is; or the way on; or what came of the latest one, and whether there is another."""
    user = person(request)
    row = placing.open_placement(user)
    if row is not None and placing.time_up(row, timezone.now()):
        placing.go_on(row)
        row = None
    context = {
        "underway": underway(row) if row else None,
        "result": None if row else result_of(user),
        "refusal": placing.refusal(user, timezone.now()),
        "minutes": placing.MINUTES,
        "most": MOST_ITEMS,
    }
    return render(request, "programme/placement.html", context)


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    try:
        row = placing.begin(person(request), degree=bool(request.POST.get("degree")))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("placement")
    return _to_question(placing.go_on(row))


@login_required
@require_POST
def onward(request: HttpRequest) -> HttpResponse:
    """To the open question, or the next one, or what came of it all."""
    row = placing.open_placement(person(request))
    return _to_question(placing.go_on(row) if row else None)


@login_required
@require_POST
def unmet(request: HttpRequest, pk: int) -> HttpResponse:
    """The open question is of something not met; on to the next."""
    row = placing.open_placement(person(request))
    if row is not None:
        placing.say_unmet(row, pk)
    return _to_question(placing.go_on(row) if row else None)


@login_required
@require_POST
def pass_over(request: HttpRequest) -> HttpResponse:
    row = placing.open_placement(person(request))
    if row is not None:
        placing.pass_over(row)
    return _to_question(placing.go_on(row) if row else None)


@login_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    row = placing.open_placement(person(request))
    if row is not None:
        placing.stop(row)
        messages.info(request, _("The placement is over; what you answered counts."))
    return redirect("placement")


def _to_question(question: placing.Question | None) -> HttpResponse:
    if question is None:
        return redirect("placement")
    url = reverse("exercise", args=[question.item.exercise.slug])
    return redirect(f"{url}?item={question.item.pk}")
