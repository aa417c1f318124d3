"""What was kept: histories with differences, the bank to read, files out and in."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.authoring.editing import Refused
from campus.authoring.files import LARGEST_UPLOAD, take_in, zip_of
from campus.authoring.forms import CoAuthor
from campus.authoring.models import Manuscript
from campus.authoring.shelves import Comparison, Step, comparison, steps_of, versions_of
from campus.authoring.views.finding import authors, manuscript_of
from campus.catalog.models import Exercise


@authors
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every text that was saved, by whom and when, and the differences between two of them."""
    manuscript = manuscript_of(request, slug)
    steps = steps_of(manuscript)
    context = {
        "manuscript": manuscript,
        "steps": steps,
        "compared": _compared(request, steps),
        "people": manuscript.authors.order_by("display_name"),
        "coauthor": CoAuthor(),
    }
    return render(request, "authoring/history.html", context)


@authors
@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """An exercise of the bank or the gallery, to read and to copy."""
    published = Exercise.objects.exclude(origin=Exercise.Origin.AUTHORS)
    exercise = get_object_or_404(
        published.select_related("current"), slug=slug, current__isnull=False
    )
    steps = versions_of(exercise)
    context = {"exercise": exercise, "steps": steps, "compared": _compared(request, steps)}
    return render(request, "authoring/source.html", context)


@authors
@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The text as a file, byte for byte."""
    content = manuscript_of(request, slug).latest.source.encode()
    return _file(content, f"{slug}.md", "text/markdown; charset=utf-8")


@authors
@require_safe
def export_all(request: HttpRequest) -> HttpResponse:
    mine = Manuscript.objects.of(person(request)).order_by("slug")
    return _file(zip_of(mine), "exercises.zip", "application/zip")


@authors
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Exercises from an uploaded file or zip: all of them, or none and the reason."""
    uploaded = request.FILES.get("file")
    if not isinstance(uploaded, UploadedFile) or not uploaded.name:
        messages.error(request, _("Choose a file first: one exercise (.md), or a .zip of several."))
        return redirect("authoring")
    try:
        if (uploaded.size or 0) > LARGEST_UPLOAD:
            raise Refused(
                _("The file is larger than %(megabytes)s MB.")
                % {"megabytes": LARGEST_UPLOAD // 1_000_000}
            )
        taken = take_in(uploaded.name, uploaded.read(), person(request))
    except Refused as reason:
        messages.error(request, _("Nothing was imported. %(reason)s") % {"reason": reason})
        return redirect("authoring")
    outcomes = [one.outcome for one in taken]
    told = ", ".join(
        words % {"n": outcomes.count(outcome)}
        for outcome, words in (
            ("new", _("%(n)d new")),
            ("changed", _("%(n)d changed")),
            ("unchanged", _("%(n)d unchanged")),
        )
        if outcome in outcomes
    )
    messages.success(request, _("Imported: %(told)s. Nothing is published yet.") % {"told": told})
    if len(taken) == 1:
        return redirect("authoring-edit", taken[0].manuscript.slug)
    return redirect("authoring")


def _compared(request: HttpRequest, steps: list[Step]) -> Comparison | None:
    return comparison(steps, request.GET.get("before", ""), request.GET.get("after", ""))


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
