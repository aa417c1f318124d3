"""Regrades of a course: begun, watched, compared, applied, rolled back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campus.courses.views.frame import frame, taught
from campus.teaching.models import Regrade


@login_required
@require_safe
def regrades(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    rows = Regrade.objects.filter(course=course).select_related("exercise", "version", "by")
    return render(request, "teaching/regrades.html", frame(request, course, rows=rows))
