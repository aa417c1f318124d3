"""Writing: the list, a new exercise, the editor, copies, co-authors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.accounts.people import person
from campus.authoring.editing import Refused, begin, save, typed
from campus.authoring.forms import CoAuthor, NewExercise
from campus.authoring.models import Manuscript
from campus.authoring.shelves import bank_shelves, own_manuscripts
from campus.authoring.starter import renamed, starter
from campus.authoring.views.finding import authors, manuscript_of
from campus.catalog.models import Exercise
from campus.numbers import is_number


@authors
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    context = {
        "manuscripts": own_manuscripts(person(request)),
        "shelves": bank_shelves(words),
        "words": words,
    }
    return render(request, "authoring/shelf.html", context)


@authors
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewExercise(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slug, title = form.cleaned_data["slug"], form.cleaned_data["title"]
        try:
            made = begin(slug, starter(slug, title), person(request))
            return redirect("authoring-edit", made.slug)
        except Refused as reason:
            form.add_error("slug", str(reason))
    return render(request, "authoring/new.html", {"form": form})


@authors
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The editor; a POST saves its text as the next revision."""
    manuscript = manuscript_of(request, slug)
    if request.method == "POST":
        keep(request, manuscript)
        return redirect("authoring-edit", slug)
    return render(request, "authoring/edit.html", editor(manuscript, manuscript.latest.source))


@authors
@require_POST
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """A manuscript of one's own that begins with the text of an exercise of the bank."""
    exercise = get_object_or_404(
        Exercise.objects.offered().exclude(origin=Exercise.Origin.AUTHORS), slug=slug
    )
    assert exercise.current is not None
    for number in range(1, 100):
        wanted = f"{slug[:50]}-copy" + (f"-{number}" if number > 1 else "")
        try:
            text = renamed(exercise.current.source, wanted)
            made = begin(wanted, text, person(request), f"Copied from {slug}")
            return redirect("authoring-edit", made.slug)
        except Refused:
            continue
    messages.error(request, _("There are too many copies of this exercise."))
    return redirect("authoring-source", slug)


@authors
@require_POST
def coauthors(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody else who teaches write with us; or let an author go, but never the last one."""
    manuscript = manuscript_of(request, slug)
    if leaving := request.POST.get("remove"):
        if manuscript.authors.count() > 1 and is_number(leaving):
            manuscript.authors.remove(int(leaving))
        still = Manuscript.objects.of(person(request)).filter(pk=manuscript.pk).exists()
        return redirect("authoring-history", slug) if still else redirect("authoring")
    form = CoAuthor(request.POST)
    if form.is_valid():
        manuscript.authors.add(form.cleaned_data["name"])
        messages.success(
            request,
            _("%(name)s may now change this exercise.") % {"name": form.cleaned_data["name"]},
        )
    else:
        messages.error(request, str(form.errors["name"][0]))
    return redirect("authoring-history", slug)


def keep(request: HttpRequest, manuscript: Manuscript) -> bool:
    """Save the editor's text, and say what came of it."""
    before = manuscript.latest
    source = typed(request.POST.get("source", ""), before.source)
    if request.POST.get("base", str(before.number)) != str(before.number) and (
        source != before.source
    ):
        messages.warning(
            request,
            _(
                "Somebody saved another text since you opened this page; yours is now the latest. "
                "Theirs is in the history."
            ),
        )
    try:
        revision = save(manuscript, source, person(request), request.POST.get("note", ""))
    except Refused as reason:
        messages.error(request, str(reason))
        return False
    if revision.pk != before.pk:
        messages.success(request, _("Saved as text %(number)s.") % {"number": revision.number})
    return True


def editor(manuscript: Manuscript, source: str) -> dict[str, object]:
    """What the editor's page needs besides a look at the text."""
    return {
        "manuscript": manuscript,
        "source": source,
        "base": manuscript.latest.number,
        "publication": manuscript.publications.first(),
    }
