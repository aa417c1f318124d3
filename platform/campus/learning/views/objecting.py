""" "My right answer was marked wrong": one click, and the staff have the whole case."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.learning.answer_sheet import submission_view
from campus.learning.models import Objection, Submission


@login_required
@require_POST
def object_to(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the verdict on one's own graded answer to the staff; a second click changes nothing."""
    graded = Submission.objects.of(person(request)).filter(
        state=Submission.State.GRADED, mode=Submission.Mode.GRADE
    )
    row = get_object_or_404(graded, pk=pk)
    Objection.objects.get_or_create(submission=row)
    if request.headers.get("HX-Request") != "true":
        return redirect("submission", pk=row.pk)
    fresh = Submission.objects.select_related("result", "objection").get(pk=row.pk)
    page = {"submission": submission_view(fresh, 0), "page": {"read_only": False}}
    return render(request, "learning/_objection.html", page)
