"""Reading conclusions: peers, who never learn whose they are, and the staff."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import only, person
from campus.courses.announcing import html_of
from campus.programme.errors import Refused
from campus.programme.models import Calibration, Conclusion, Review
from campus.programme.projects import reviewing
from campus.programme.projects.pages import reviews_of, rubric_of
from campus.programme.projects.to_do import peers_to_do, staff_to_do
from campus.programme.projects.working import project_of
from exercises.project import read_projects


@login_required
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What one may read as a peer, by project."""
    return render(request, "programme/project_reviews.html", {"rows": peers_to_do(person(request))})


@login_required
def prepared(request: HttpRequest, slug: str) -> HttpResponse:
    """A conclusion whose marks are known: marked first, then told how the staff mark it."""
    user, project = person(request), project_of(slug)
    if not reviewing.may_review(user, project):
        raise Http404
    wanted = reviewing.next_prepared(user, project)
    if request.method == "POST" and wanted is not None:
        try:
            row = reviewing.calibrate(
                user, project, wanted[0], reviewing.read_marks(project, request.POST)
            )
            return redirect("review-compared", slug, row.place)
        except Refused as refusal:
            messages.warning(request, str(refusal))
    if wanted is None:
        return redirect("reviews")
    context = {
        "project": project,
        "html": html_of(wanted[1].text),
        "rubric": rubric_of(project, _typed(request)),
        "prepared": True,
    }
    return render(request, "programme/project_review.html", context)


@login_required
@require_safe
def compared(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """One's marks of a prepared conclusion beside those of the staff, and their reasons."""
    project = project_of(slug)
    rows = Calibration.objects.filter(reviewer=person(request), project=slug)
    row = get_object_or_404(rows, place=place)
    if place >= len(project.prepared):
        raise Http404
    model = project.prepared[place]
    context = {
        "project": project,
        "row": row,
        "html": html_of(model.text),
        "words": html_of(model.words),
        "lines": [(one.title, row.marks[one.id], model.marks[one.id]) for one in project.rubric],
        "again": reviewing.next_prepared(person(request), project) is not None,
    }
    return render(request, "programme/project_compared.html", context)


@login_required
@require_POST
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the conclusion that has waited longest."""
    try:
        row = reviewing.take(person(request), project_of(slug))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("reviews")
    return redirect("review", row.pk)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and mark; one's own reviews only, and no name on them."""
    rows = Review.objects.filter(reviewer=person(request), by_staff=False)
    row = get_object_or_404(rows.select_related("conclusion__work"), pk=pk)
    project = project_of(row.conclusion.work.project)
    if request.method == "POST":
        try:
            marks = reviewing.read_marks(project, request.POST)
            reviewing.give(row, project, marks, _words(request))
            messages.success(request, _("Thank you: your marks are handed in."))
            return redirect("reviews")
        except Refused as refusal:
            messages.warning(request, str(refusal))
    row.refresh_from_db()
    context = {
        "project": project,
        "html": html_of(row.conclusion.text),
        "rubric": rubric_of(project, row.marks or _typed(request)),
        "words": row.words or _words(request),
        "done": row.made_at is not None or row.conclusion.state != Conclusion.State.WAITING,
    }
    return render(request, "programme/project_review.html", context)


@only("instructor", "admin")
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """All conclusions to be decided, disputes first."""
    return render(request, "programme/project_staff.html", {"rows": staff_to_do(person(request))})


@only("instructor", "admin")
def staff_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One conclusion, what peers have said, and the marks that decide."""
    user = person(request)
    others = Conclusion.objects.exclude(work__learner=user).filter(
        work__project__in=read_projects()
    )
    row = get_object_or_404(others.select_related("work"), pk=pk)
    project = project_of(row.work.project)
    if request.method == "POST":
        try:
            marks = reviewing.read_marks(project, request.POST)
            row = reviewing.decide(user, row, project, marks, _words(request))
            messages.success(request, _("Decided: %(state)s.") % {"state": row.get_state_display()})
            return redirect("projects-staff")
        except Refused as refusal:
            messages.warning(request, str(refusal))
    context = {
        "project": project,
        "html": html_of(row.text),
        "rubric": rubric_of(project, _typed(request)),
        "words": _words(request),
        "staff": True,
        "row": row,
        "reviews": reviews_of(row, project),
        "done": row.state not in Conclusion.OPEN,
    }
    return render(request, "programme/project_review.html", context)


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "").replace("\x00", "")


def _typed(request: HttpRequest) -> dict[str, int]:
    """What was ticked in a form that is shown again."""
    return {
        name[5:]: int(str(text))
        for name, text in request.POST.items()
        if name.startswith("mark-") and text in ("0", "1", "2")
    }
