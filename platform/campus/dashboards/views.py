"""Progress for administrators over the whole site, and for instructors over their courses. For
everybody else these pages do not exist."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import only, person
from campus.auditing import record
from campus.courses.models import Course
from campus.dashboards import activity, attention, mastery
from campus.dashboards.atlas_map import map_of
from campus.dashboards.cohorts import cohorts_of
from campus.dashboards.figures import figures
from campus.dashboards.funnel import funnel_of
from campus.dashboards.learner import learners_seen_by, story_of
from campus.dashboards.letters import LetterForm, addressees, write_to
from campus.dashboards.picture import panels
from campus.dashboards.scope import WEEKS, Scope, scope_of, skill_map, today
from campus.dashboards.sheets import SHEETS, csv_of
from campus.rollups.models import Mark


@only("admin", "instructor")
def dashboard(request: HttpRequest) -> HttpResponse:
    if scope_of(person(request), {}) is None:  # nothing is taught, so nothing is to be seen
        return redirect("teaching")
    scope = _scope(request)
    learners, weeks = scope.members().count(), activity.weeks_of(scope)
    rows, days = mastery.skills_of(scope), activity.days_of(scope)
    modules, steps = mastery.modules_of(rows, mastery.sizes_of(scope)), funnel_of(scope)
    page = _page(request, scope, "overview") | {
        "figures": figures(learners, weeks, rows),
        "charts": panels(scope, learners, weeks, days, modules, steps),
        "groups": cohorts_of(scope, Course.objects.taught_by(person(request))),
        "attention": [
            attention.concern_of(row, today()) for row in attention.concerned(scope, today())[:8]
        ],
        "steps": steps,
        "folded_at": Mark.objects.values_list("folded_at", flat=True).first(),
    }
    return render(request, "dashboards/dashboard.html", page)


@only("admin", "instructor")
def skills(request: HttpRequest) -> HttpResponse:
    scope = _scope(request)
    rows = mastery.skills_of(scope)
    page = _page(request, scope, "skills")
    page |= {"rows": rows, "map": map_of(rows, scope.skill_names())}
    return render(request, "dashboards/skills.html", page)


@only("admin", "instructor")
def concerns(request: HttpRequest) -> HttpResponse:
    scope = _scope(request)
    return render(request, "dashboards/concerns.html", _concerns_page(request, scope, LetterForm()))


@only("admin", "instructor")
@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """A letter to the learners ticked on the list of concerns."""
    scope, form = _scope(request), LetterForm(request.POST)
    chosen = request.POST.getlist("to")
    to = addressees(scope, chosen)
    if not to:
        messages.error(request, _("Tick at least one learner to write to."))
    if not form.is_valid() or not to:
        page = _concerns_page(request, scope, form) | {"chosen": {learner.pk for learner in to}}
        return render(request, "dashboards/concerns.html", page, status=400)
    said = form.cleaned_data
    try:
        sent = write_to(to, said["subject"], said["text"], person(request), scope)
    except (SMTPException, OSError):
        messages.error(request, _("The mail server did not take the letters. Nothing was sent."))
    else:
        words = _("Written to %(n)d learners.") % {"n": sent.letters}
        if sent.without:
            words += " " + _("%(n)d have no e-mail address.") % {"n": sent.without}
        messages.success(request, words)
    return redirect(f"{reverse('dashboard-concerns')}?{scope.query}")


@only("admin", "instructor")
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """A table as CSV, with the filters of the page it stands on; that it was taken is recorded."""
    if name not in SHEETS:
        raise Http404
    scope, user = _scope(request), person(request)
    course = scope.course.pk if scope.course else None
    record(user, "progress exported", name, course, filters=scope.query)
    answer = HttpResponse(csv_of(name, scope, user), content_type="text/csv; charset=utf-8")
    where = scope.course.slug if scope.course else "site"
    answer["Content-Disposition"] = f'attachment; filename="{where}-{name}-{today()}.csv"'
    return answer


@only("admin", "instructor")
def learner(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    found = learners_seen_by(user).select_related("tally__stuck_skill")
    story = story_of(get_object_or_404(found, pk=pk), user)
    page = _page(request, _scope(request), "concerns") | {"story": story}
    return render(request, "dashboards/learner.html", page)


def _scope(request: HttpRequest) -> Scope:
    scope = scope_of(person(request), {**request.GET.dict(), **_hidden(request)})
    if scope is None:
        raise Http404
    return scope


def _hidden(request: HttpRequest) -> dict[str, str]:
    """The filters as a form brings them along."""
    names = ("course", "section", "weeks", "track")
    return {name: request.POST[name] for name in names if name in request.POST}


def _page(request: HttpRequest, scope: Scope, tab: str) -> dict[str, Any]:
    """What every page of the dashboards needs."""
    user = person(request)
    return {
        "scope": scope,
        "tab": tab,
        "courses": Course.objects.taught_by(user),
        "sections": scope.course.sections.all() if scope.course else [],
        "weeks": WEEKS,
        "tracks": skill_map().tracks,
        "whole_site": user.is_admin,
    }


def _concerns_page(request: HttpRequest, scope: Scope, form: LetterForm) -> dict[str, Any]:
    reason, find = request.GET.get("reason", ""), request.GET.get("find", "").strip()[:80]
    found = attention.concerned(scope, today(), reason, find)
    shown = Paginator(found, attention.A_PAGE).get_page(request.GET.get("page"))
    return _page(request, scope, "concerns") | {
        "rows": [attention.concern_of(row, today()) for row in shown],
        "page": shown,
        "reasons": [(name, words) for name, (words, _weight) in attention.REASONS.items()],
        "reason": reason,
        "find": find,
        "form": form,
        "chosen": set(),
    }
