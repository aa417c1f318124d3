"""Publishing: ask for it, see how far it is, cancel it; take an exercise back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.authoring import proving
from campus.authoring.looking import lines_of
from campus.authoring.models import Manuscript, Publication
from campus.authoring.views.finding import authors, is_htmx, manuscript_of
from campus.authoring.views.writing import keep
from campus.catalog.models import Exercise
from campus.courses.models import Course


@authors
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the text that is in the form, if there is one, and ask for it to be published."""
    manuscript = manuscript_of(request, slug)
    if "source" in request.POST and not keep(request, manuscript):
        return redirect("authoring-edit", slug)
    try:
        asked = proving.ask_to_publish(manuscript.latest, person(request))
    except proving.TooMany as reason:
        messages.warning(request, str(reason))
        return redirect("authoring-edit", slug)
    return redirect("authoring-publication", asked.pk)


@authors
@require_safe
def publication(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far it is and what came of it: a page, and the fragment it polls."""
    row = _publication(request, pk)
    done, of = proving.progress_of(row) if row.waiting else (row.seeds, row.seeds)
    context = {
        "publication": row,
        "done": done,
        "of": of,
        "findings": lines_of(row.findings),
        "courses": _courses_to_regrade(request, row),
    }
    name = "_publication.html" if is_htmx(request) else "publication.html"
    return render(request, f"authoring/{name}", context)


@authors
@require_POST
def cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    proving.cancel(_publication(request, pk))
    return redirect("authoring-publication", pk)


@authors
@require_POST
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer the exercise no more, or again; what learners did at it stays."""
    manuscript = manuscript_of(request, slug)
    exercise = Exercise.objects.filter(manuscript=manuscript)
    if "again" in request.POST:
        exercise.update(retired_at=None)
    else:
        exercise.retire()
    return redirect("authoring-history", slug)


def _courses_to_regrade(request: HttpRequest, row: Publication) -> Sequence[Course]:
    """Those of the author's whose learners have met an earlier version."""
    version = row.revision.version
    if version is None or version.number < 2 or row.state != Publication.State.PUBLISHED:
        return ()
    taught = Course.objects.taught_by(person(request)).running()
    return list(taught.filter(sets__items__exercise=version.exercise_id).distinct())


def _publication(request: HttpRequest, pk: uuid.UUID) -> Publication:
    mine = Publication.objects.filter(manuscript__in=Manuscript.objects.of(person(request)))
    rows = mine.select_related("manuscript__exercise", "revision__version", "by")
    return get_object_or_404(rows, pk=pk)
