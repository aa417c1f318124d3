"""Practice: sessions, what one wishes of them, and the end of reminders."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.learning.models import PracticePlan, PracticeSession, PracticeStep
from campus.learning.practice import reminding
from campus.learning.practice.forms import PlanForm
from campus.learning.practice.habits import habits_of, plan_of
from campus.learning.practice.sessions import begin, end, go_on
from campus.learning.practice.showing import session_view
from campus.learning.today import today_of
from campus.numbers import is_number
from campus.pages.charts import Calendar

LENGTHS = (10, 20, 40)  # minutes
WEEKS = 18  # of the calendar


@login_required
@require_safe
def practise(request: HttpRequest) -> HttpResponse:
    """How long one wants to practise, and how regularly one has."""
    user = person(request)
    habits = habits_of(user)
    days = sum(1 for count in habits.counts.values() if count)
    calendar = Calendar(
        _("Answers graded on each day; practice on %(days)d days in all.") % {"days": days},
        habits.counts,
        habits.today,
        WEEKS,
    )
    past = PracticeSession.objects.filter(learner=user, ended_at__isnull=False)
    context = {
        "home": today_of(user),
        "lengths": LENGTHS,
        "calendar": calendar,
        "past": [session_view(row) for row in past.order_by("-ended_at")[:3]],
        "plan": plan_of(user),
    }
    return render(request, "practise/practise.html", context)


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a session and go to its first exercise; with one open, go on there."""
    wanted = request.POST.get("minutes", "")
    minutes = int(wanted) if is_number(wanted) and int(wanted) in LENGTHS else LENGTHS[1]
    session = begin(person(request), minutes)
    if session is None:
        messages.info(request, _("There is nothing to practise yet."))
        return redirect("practise")
    return _to(go_on(session), session)


@login_required
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The queue and how far one is in it; after its end, what was practised and what changed."""
    row = get_object_or_404(PracticeSession, pk=pk, learner=person(request))
    return render(request, "practise/session.html", {"session": session_view(row)})


@login_required
@require_POST
def onward(request: HttpRequest, pk: int) -> HttpResponse:
    """To the next exercise; `leaving` names the step one goes past."""
    row = get_object_or_404(PracticeSession, pk=pk, learner=person(request))
    leaving = request.POST.get("leaving", "")
    return _to(go_on(row, int(leaving) if is_number(leaving) else None), row)


@login_required
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PracticeSession, pk=pk, learner=person(request))
    end(row)
    return redirect("practice-session", pk=row.pk)


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """Goal, time zone, reminder."""
    user = person(request)
    kept = PracticePlan.objects.filter(learner=user).first() or PracticePlan(learner=user)
    form = PlanForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your plan is saved."))
        return redirect("practise")
    return render(request, "practise/plan.html", {"form": form})


@csrf_exempt  # the signed token says who it is; mail programs send this form on their own
@never_cache
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """End somebody's reminders without signing in: a page that asks, or one click (RFC 8058)."""
    learner = reminding.learner_of(token)
    if learner is None:
        raise Http404
    if request.method == "POST":
        reminding.stop(learner)
    return render(request, "practise/stop.html", {"stopped": request.method == "POST"})


def _to(step: PracticeStep | None, row: PracticeSession) -> HttpResponse:
    if step is None:
        return redirect("practice-session", pk=row.pk)
    url = reverse("exercise", args=[step.exercise.slug])
    item = step.attempt.item_id if step.attempt else None
    return redirect(f"{url}?item={item}" if item else url)
