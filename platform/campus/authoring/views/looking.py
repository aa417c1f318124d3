"""Looking at a text while it is written: fragments for the editor; without JavaScript, its page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from campus.authoring import looking
from campus.authoring.views.finding import authors, is_htmx, manuscript_of
from campus.authoring.views.writing import editor


@authors
@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """A variant of the text as it stands in the form. Nothing is saved."""
    manuscript = manuscript_of(request, slug)
    source = request.POST.get("source", "").replace("\r\n", "\n")
    context = {"manuscript": manuscript, "preview": looking.preview(slug, source, request.POST)}
    if is_htmx(request):
        return render(request, "authoring/_preview.html", context)
    found, trouble = looking.findings(slug, source)
    context |= editor(manuscript, source) | {"findings": found, "trouble": trouble, "looked": True}
    return render(request, "authoring/edit.html", context)


@authors
@require_POST
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What a quick look at a few seeds finds."""
    manuscript_of(request, slug)
    source = request.POST.get("source", "").replace("\r\n", "\n")
    found, trouble = looking.findings(slug, source)
    context = {"findings": found, "trouble": trouble, "looked": True}
    return render(request, "authoring/_findings.html", context)
