"""Finding one's way: what to do now, the catalogue, one's courses and progress."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from campus.accounts.people import person
from campus.courses.models import Course, ProblemSet
from campus.learning.catalogue import catalogue_of, module_choices
from campus.learning.course_pages import course_views, item_views, set_views
from campus.learning.standing import days_of, latest_attempts, standing_of, totals_of
from campus.learning.today import today_of
from campus.pages.charts import Calendar


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What to do now; for those who are not signed in, what this is."""
    if not request.user.is_authenticated:
        return render(request, "learning/landing.html")
    return render(request, "learning/home.html", {"home": today_of(person(request))})


@login_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    context = {
        "modules": catalogue_of(person(request), request.GET),
        "module_choices": module_choices(),
        "query": request.GET,
    }
    return render(request, "catalog/catalogue.html", context)


@login_required
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    user = person(request)
    modules = standing_of(user)
    today = timezone.now().date()
    counts = {day: row.graded for day, row in days_of(user, today - timedelta(weeks=18)).items()}
    calendar = Calendar("Answers graded on each day", counts, today)
    context = {
        "modules": modules,
        "totals": totals_of(user, modules),
        "history": latest_attempts(user),
        "charts": [{"title": "Days of practice", "chart": calendar, "span": 12}] if counts else [],
    }
    return render(request, "learning/progress.html", context)


@login_required
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    return render(request, "courses/courses.html", {"courses": course_views(person(request))})


@login_required
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    user = person(request)
    row = get_object_or_404(Course.objects.visible_to(user), slug=slug)
    sets = ProblemSet.objects.visible_to(user).filter(course=row).select_related("course")
    return render(request, "courses/course.html", {"course": row, "sets": set_views(user, sets)})


@login_required
@require_safe
def problem_set(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    user = person(request)
    sets = ProblemSet.objects.visible_to(user).select_related("course")
    row = get_object_or_404(sets, course__slug=slug, number=number)
    shown = set_views(user, [row])[0]
    context = {
        "set": {
            "title": row.title,
            "course_title": row.course.title,
            "course_url": reverse("course", args=[slug]),
            "due_at": row.due_at,
            "instructions_html": mark_safe(linebreaks(row.instructions, autoescape=True)),
        },
        "items": item_views(user, row),
        "total": {"got": shown.points, "out_of": shown.out_of},
    }
    return render(request, "courses/problem_set.html", context)
