"""The pages on which administrators see whether grading works, and act where it does not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from campus.accounts.people import only, person
from campus.dashboards.alerts import mark_seen, open_alerts
from campus.dashboards.health import exercises, graders, lanes, regrades, stuck


@only("admin")
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    page = {
        "lanes": lanes.lanes_now(),
        "waits": lanes.waits_over_time(),
        "days": lanes.days(),
        "graders": graders.graders_now(),
        "exercises": exercises.trouble_by_exercise(),
        "stops": exercises.stops(),
        "faults": exercises.faults(),
        "regrades": regrades.latest(),
        "versions": regrades.versions(),
        "stuck": stuck.stuck_submissions(),
        "mark": stuck.rollup_mark(),
        "alerts": open_alerts(),
    }
    return render(request, "dashboards/health.html", page)


@only("admin")
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Send a stuck submission once more, with all its tries given back."""
    sent = stuck.retry(request.POST.get("submission", ""), person(request))
    if sent:
        messages.success(request, _("Sent to the graders once more."))
    else:
        messages.error(request, _("It was not sent: it is judged by now, or the broker is away."))
    return redirect("health")


@only("admin")
@require_POST
def alerts_seen(request: HttpRequest) -> HttpResponse:
    """One alert by `alert`, or all of them."""
    wanted = request.POST.get("alert", "")
    mark_seen(int(wanted) if wanted.isdecimal() and len(wanted) < 18 else None)
    return redirect("health")
