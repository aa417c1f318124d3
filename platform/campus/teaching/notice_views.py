"""Having read one's notices."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.teaching.telling import see


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    see(person(request))
    return redirect("home")
