"""Who is in a course: roles, sections, adding, removing, leaving, and enrolling by a list."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.courses import enrolling, sectioning
from campus.courses.errors import Refused
from campus.courses.forms import AddPerson, PartForm, SectionForm
from campus.courses.membership import members, roles_given_by
from campus.courses.models import Course, Enrolment, Section
from campus.courses.standing import standing_of
from campus.courses.views.frame import frame, staffed, taught

A_PAGE = 100  # people


@login_required
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    course = staffed(request, slug)
    return _page(request, course)


def _page(request: HttpRequest, course: Course, add: AddPerson | None = None) -> HttpResponse:
    roles = roles_given_by(standing_of(person(request), course))
    filters = request.GET.copy()
    filters.pop("page", None)
    context = frame(
        request,
        course,
        members=Paginator(members(course, request.GET), A_PAGE).get_page(request.GET.get("page")),
        filters=filters.urlencode(),
        sections=sectioning.sections_of(course),
        roles=roles,
        role_choices=Enrolment.Role.choices,
        query=request.GET,
        add=add or AddPerson(course=course, roles=roles),
        new_section=SectionForm(),
    )
    return render(request, "courses/people.html", context, status=400 if add else 200)


@login_required
@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    roles = roles_given_by(standing_of(person(request), course))
    form = AddPerson(request.POST, course=course, roles=roles)
    if not form.is_valid():
        return _page(request, course, form)
    given = form.cleaned_data

    def enrol() -> str:
        who, by = given["name"], person(request)
        enrolling.enrol(course, who, by, role=given["role"], section=given["section"])
        return _("%(person)s is in the course.") % {"person": who}

    return _done(request, slug, enrol)


@login_required
def part(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person's role and section. Staff are changed by owners alone."""
    course = taught(request, slug)
    row = _enrolment(request, course, pk)
    roles = roles_given_by(standing_of(person(request), course))
    now = {"role": row.role, "section": row.section_id}
    form = PartForm(request.POST or None, initial=now, course=course, roles=roles)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def change() -> str:
            enrolling.change(row, person(request), role=given["role"], section=given["section"])
            return _("%(person)s is changed.") % {"person": row.person}

        return _done(request, slug, change)
    return render(request, "courses/part.html", frame(request, course, row=row, form=form))


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    row = _enrolment(request, taught(request, slug), pk)

    def go() -> str:
        enrolling.remove(row, person(request))
        return _("%(person)s is out of the course. Work and marks are kept.") % {
            "person": row.person
        }

    return _done(request, slug, go)


@login_required
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own way out, asked for twice."""
    mine = Enrolment.objects.select_related("course", "person")
    row = get_object_or_404(mine, course__slug=slug, person=person(request))
    if request.method != "POST":
        return render(request, "courses/leave.html", {"course": row.course})
    try:
        enrolling.remove(row, person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("course", slug)
    messages.success(request, _("You have left “%(course)s”.") % {"course": row.course})
    return redirect("courses")


@login_required
@require_POST
def new_section(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    form = SectionForm(request.POST, instance=Section(course=course))
    if form.is_valid():
        sectioning.make(form.save(commit=False), person(request))
    else:
        for fault in [*form.non_field_errors(), *form.errors.get("name", [])]:
            messages.error(request, str(fault))
    return redirect("course-people", slug)


@login_required
@require_POST
def remove_section(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Its learners stay in the course, in no section."""
    course = taught(request, slug)
    sectioning.remove(get_object_or_404(course.sections, pk=pk), person(request))
    return redirect("course-people", slug)


def _enrolment(request: HttpRequest, course: Course, pk: int) -> Enrolment:
    rows = course.enrolments.select_related("person", "section", "course")
    if not standing_of(person(request), course).owns:
        rows = rows.filter(role=Enrolment.Role.LEARNER)
    return get_object_or_404(rows, pk=pk)


def _done(request: HttpRequest, slug: str, act: Callable[[], str]) -> HttpResponse:
    """Do it, and say what was done or why it was not."""
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("course-people", slug)
