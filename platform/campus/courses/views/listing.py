"""Enrolling by a list: shown line by line, and applied when it is what was shown."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.accounts.people import person
from campus.courses.errors import Refused
from campus.courses.forms import ListForm
from campus.courses.models import Course
from campus.courses.roster import COLUMNS, Plan, carry_out, plan, text_of
from campus.courses.standing import standing_of
from campus.courses.views.frame import frame, taught


@login_required
def enrol_by_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; what the list would do; and, with `shown`, doing it."""
    course = taught(request, slug)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, course, form)
    try:
        text = _text(form)
        owns = standing_of(person(request), course).owns
        found = plan(course, text, names_staff=owns)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, course, form)
    if request.POST.get("shown") == found.digest:
        return _apply(request, course, found)
    if "shown" in request.POST:
        messages.warning(
            request, _("The course has changed meanwhile; this is what would happen now.")
        )
    return _page(request, course, form, found, text)


def _apply(request: HttpRequest, course: Course, found: Plan) -> HttpResponse:
    done = carry_out(course, found, person(request))
    said = ngettext("%(n)d line is done.", "%(n)d lines are done.", done) % {"n": done}
    messages.success(request, said)
    return redirect("course-people", course.slug)


def _text(form: ListForm) -> str:
    uploaded = form.cleaned_data["file"]
    return text_of(uploaded.read()) if uploaded else str(form.cleaned_data["text"])


def _page(
    request: HttpRequest, course: Course, form: ListForm, found: Plan | None = None, text: str = ""
) -> HttpResponse:
    context = frame(request, course, form=form, plan=found, text=text, columns=COLUMNS)
    return render(request, "courses/list.html", context)
