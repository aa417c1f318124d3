"""The examinations: one's own, one after the other, and for staff all that is going on."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import only, person
from campus.learning.practice.habits import plan_of
from campus.programme.errors import Refused
from campus.programme.exam_page import page_of
from campus.programme.examining import begin as begin_paper
from campus.programme.models import FINAL
from campus.programme.overseeing import overview
from exercises.skills import read_skills


@login_required
@require_safe
def examination(request: HttpRequest, subject: str) -> HttpResponse:
    """Rules, what is missing, one's tries with their verdicts."""
    user, track = person(request), plan_of(person(request)).track
    _known(subject)
    if not track:
        messages.info(request, _("Choose a track first: it decides what you are examined in."))
        return redirect("tracks")
    return render(request, "programme/examination.html", {"page": page_of(user, subject, track)})


@login_required
@require_POST
def begin(request: HttpRequest, subject: str) -> HttpResponse:
    """Draw a paper and start its clock; or back to the one that is being sat."""
    user, track = person(request), plan_of(person(request)).track
    _known(subject)
    try:
        paper = begin_paper(user, subject, track)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("examination", subject)
    return redirect("problem-set", paper.problem_set.course.slug, paper.problem_set.number)


@only("admin")
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Who sits what now, what waits for a verdict, how each examination goes."""
    return render(request, "programme/staff.html", {"view": overview()})


def _known(subject: str) -> None:
    if subject != FINAL and subject not in read_skills().modules:
        raise Http404
