"""The pages of administrators; for everybody else they do not exist."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from campus.accounts.models import User
from campus.accounts.people import only
from campus.courses.models import Course
from campus.dashboards.activity import days_of, today
from campus.dashboards.alerts import mark_seen, open_alerts
from campus.dashboards.attention import concerns
from campus.dashboards.figures import figures
from campus.dashboards.grading import grading_now
from campus.dashboards.learner import story_of
from campus.dashboards.picture import panels
from campus.dashboards.scope import WEEKS, scope_of


@only("admin")
def dashboard(request: HttpRequest) -> HttpResponse:
    scope = scope_of(request.GET.get("course", ""), request.GET.get("weeks", ""))
    days = days_of(scope)
    page = {
        "scope": scope,
        "courses": Course.objects.all(),
        "weeks": WEEKS,
        "figures": figures(scope, days),
        "charts": panels(scope, days),
        "attention": concerns(scope, days, today()),
        "queue": grading_now(),
        "alerts": open_alerts(),
    }
    return render(request, "dashboards/dashboard.html", page)


@only("admin")
def learner(request: HttpRequest, pk: int) -> HttpResponse:
    story = story_of(get_object_or_404(User, pk=pk))
    return render(request, "dashboards/learner.html", {"story": story})


@only("admin")
@require_POST
def alerts_seen(request: HttpRequest) -> HttpResponse:
    """One alert by `alert`, or all of them."""
    wanted = request.POST.get("alert", "")
    mark_seen(int(wanted) if wanted.isdecimal() else None)
    return redirect("dashboard")
