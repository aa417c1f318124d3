"""A person's calendar address, and what calendar programs fetch from it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from campus.accounts.people import person
from campus.courses import calendar
from campus.courses.models import CalendarAddress


@login_required
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Make, replace or revoke the address."""
    user = person(request)
    if request.method == "POST":
        if "revoke" in request.POST:
            calendar.revoke(user)
        else:
            calendar.renew(user)
        return redirect("calendar")
    row = CalendarAddress.objects.filter(person=user).first()
    site = settings.SITE_URL.rstrip("/")
    address = site + reverse("calendar-feed", args=[row.secret]) if row else ""
    return render(request, "courses/calendar.html", {"address": address})


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """No cookie, no sign-in: the address is the key. Programs that ask again with the ETag they
    have are told that nothing changed."""
    row = CalendarAddress.objects.select_related("person").filter(secret=secret).first()
    if row is None or not row.person.is_active:
        raise Http404
    body, etag = calendar.feed(row.person)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=900"
    found = get_conditional_response(request, etag=etag, response=answer)
    return found if isinstance(found, HttpResponse) else answer
