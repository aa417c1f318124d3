"""Projects: the list, one of them, its data, and the learner's conclusion."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.learning.practice.habits import plan_of
from campus.numbers import is_number
from campus.programme.errors import Refused
from campus.programme.models import ProjectWork
from campus.programme.projects import working, writing
from campus.programme.projects.pages import lines_of, page_of
from campus.programme.projects.reviewing import reviewable
from exercises.blueprints import read_blueprints
from exercises.project import read_projects


@login_required
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """All projects, with how far one is."""
    user = person(request)
    lines = lines_of(user, plan_of(user).track)
    context = {
        "lines": lines,
        "passed": sum(line.state == "passed" for line in lines),
        "wanted": read_blueprints().final.projects,
        "reviews": bool(reviewable(user)),
    }
    return render(request, "programme/projects.html", context)


@login_required
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is for, its data, its milestones, the conclusion and what became of it."""
    page = page_of(person(request), working.project_of(slug))
    text = page.work.text if page.work else ""
    return render(request, "programme/project.html", {"page": page, "text": text})


@login_required
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        working.begin(person(request), working.project_of(slug))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("project", slug)


@login_required
@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """The learner's own data set as a file."""
    found = working.project_of(slug)
    work = _own(request, slug)
    text = working.data_of(work)
    if text is None:
        messages.info(request, _("Your data set is being drawn: please try again in a moment."))
        return redirect("project", slug)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.file}"'
    return response


@login_required
@require_POST
def conclusion(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the text, and hand it in if that was asked. A text that cannot be kept is shown again:
    nothing that somebody has typed is lost."""
    found, work = working.project_of(slug), _own(request, slug)
    text = request.POST.get("text", "").replace("\x00", "").replace("\r\n", "\n")
    revision = request.POST.get("revision", "")
    refusal = ""
    if len(text) > writing.LONGEST:
        refusal = _("That is too long: %(n)d characters at most.") % {"n": writing.LONGEST}
    elif not writing.keep(work, text, int(revision) if is_number(revision) else -1):
        refusal = _("Another tab has kept a text meanwhile. Yours stands below; keep it again.")
    elif "hand_in" in request.POST:
        try:
            writing.hand_in(work, found)
        except Refused as why:
            messages.warning(request, str(why))
    else:
        messages.success(request, _("Kept."))
    if refusal:
        messages.warning(request, refusal)
        context = {"page": page_of(person(request), found), "text": text}
        return render(request, "programme/project.html", context, status=409)
    return redirect("project", slug)


@login_required
@require_POST
def objection(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        writing.object_to(_own(request, slug), request.POST.get("words", "").replace("\x00", ""))
        messages.success(request, _("The staff will read it and decide."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("project", slug)


@login_required
@require_safe
def of_set(request: HttpRequest, pk: int) -> HttpResponse:
    """The project whose milestones are the items of this set; only its learner's own."""
    rows = ProjectWork.objects.filter(learner=person(request), project__in=read_projects())
    return redirect("project", get_object_or_404(rows, problem_set=pk).project)


def _own(request: HttpRequest, slug: str) -> ProjectWork:
    rows = ProjectWork.objects.select_related("problem_set")
    return get_object_or_404(rows, learner=person(request), project=slug)
