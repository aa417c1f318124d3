"""Beginning an exam and handing it in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.courses.models import Enrolment, ProblemSet
from campus.learning import exams
from campus.learning.set_rules import Refused


@login_required
@require_POST
def begin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The learner's time runs from here; a second device, or a second click, goes on with it."""
    row = _exam(request, slug, number)
    try:
        exams.begin(row, person(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("problem-set", slug, number)


@login_required
@require_POST
def hand_in(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    row = _exam(request, slug, number)
    exam = exams.exam_of(row, person(request))
    if exam.sitting is not None:
        exams.hand_in(exam.sitting)
        messages.success(request, _("Your exam is handed in."))
    return redirect("problem-set", slug, number)


def _exam(request: HttpRequest, slug: str, number: int) -> ProblemSet:
    """Only whoever learns in the course sits its exams."""
    user = person(request)
    learning = user.enrolments.filter(role=Enrolment.Role.LEARNER).values("course")
    rows = ProblemSet.objects.visible_to(user).filter(course__in=learning)
    found = rows.filter(kind=ProblemSet.Kind.EXAM).select_related("course")
    return get_object_or_404(found, course__slug=slug, number=number)
