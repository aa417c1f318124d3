"""One learner in the gradebook: each set, marks set by hand with their history, notes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.courses.models import Course, Enrolment
from campus.courses.views.frame import frame, staffed, taught
from campus.teaching.gradebook.book import book_of, columns_of, learners_of
from campus.teaching.gradebook.forms import NoteForm, OverrideForm
from campus.teaching.gradebook.overriding import note, override
from campus.teaching.models import MarkOverride, Note


@login_required
@require_safe
def learner(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = staffed(request, slug)
    return _page(request, course, _enrolled(course, pk))


@login_required
@require_POST
def set_mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = taught(request, slug)
    row = _enrolled(course, pk)
    form = OverrideForm(request.POST, columns=columns_of(course))
    if not form.is_valid():
        return _page(request, course, row, form=form, status=400)
    mark = form.cleaned_data["mark"]
    override(
        course.sets.get(pk=form.cleaned_data["problem_set"]),
        row.person,
        None if mark is None else mark / 100,
        form.cleaned_data["reason"],
        person(request),
    )
    messages.success(request, _("The mark is kept, with your reason; the learner is told."))
    return redirect("gradebook-learner", slug, pk)


@login_required
@require_POST
def write_note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = staffed(request, slug)
    row = _enrolled(course, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, course, row, note_form=form, status=400)
    note(course, row.person, form.cleaned_data["text"], person(request))
    return redirect("gradebook-learner", slug, pk)


def _enrolled(course: Course, pk: int) -> Enrolment:
    return get_object_or_404(learners_of(course), person=pk)


def _page(
    request: HttpRequest,
    course: Course,
    row: Enrolment,
    form: OverrideForm | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    book = book_of(course, [row])
    [line] = book.lines
    overrides = MarkOverride.objects.filter(problem_set__course=course, learner=row.person)
    context = frame(
        request,
        course,
        row=row,
        line=line,
        marks=list(zip(book.columns, line.marks, strict=True)),
        dropped=line.total.dropped,
        overrides=overrides.select_related("problem_set", "by"),
        notes=Note.objects.filter(course=course, learner=row.person).select_related("by"),
        form=form or OverrideForm(columns=book.columns),
        note_form=note_form or NoteForm(),
    )
    return render(request, "teaching/gradebook_learner.html", context, status=status)
