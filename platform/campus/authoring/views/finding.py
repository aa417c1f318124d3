"""What every page of an author begins with: the manuscript, if it is theirs."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from campus.accounts.people import only, person
from campus.authoring.models import Manuscript

authors = only("instructor", "admin")


def manuscript_of(request: HttpRequest, slug: str) -> Manuscript:
    manuscripts = Manuscript.objects.of(person(request)).select_related("exercise__current")
    return get_object_or_404(manuscripts, slug=slug)


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
