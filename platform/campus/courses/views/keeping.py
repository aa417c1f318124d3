"""A course's own life: begun, described, copied, archived, opened again."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import only, person
from campus.auditing import record
from campus.courses import archiving
from campus.courses.copying import copy_course, days_between
from campus.courses.enrolling import enrol
from campus.courses.forms import CopyCourse, CourseForm, NewCourse
from campus.courses.models import Enrolment
from campus.courses.views.frame import frame, owned, taught

A_YEAR = timedelta(weeks=52)  # the same day of the week


@only("instructor", "admin")
def new(request: HttpRequest) -> HttpResponse:
    """Whoever begins a course owns it."""
    form = NewCourse(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            course = form.save()
            record(person(request), "course made", course, course.pk)
            enrol(course, person(request), person(request), role=Enrolment.Role.OWNER)
        return redirect("course", course.slug)
    return render(request, "courses/new.html", {"form": form})


@login_required
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    form = CourseForm(request.POST or None, instance=course)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            record(person(request), "course changed", course, course.pk, fields=form.changed_data)
        messages.success(request, _("The course is saved."))
        return redirect("course-settings", slug)
    return render(request, "courses/settings.html", frame(request, course, form=form))


@login_required
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    dated = course.sets.shared().filter(due_at__isnull=False).order_by("due_at")
    due = dated.values_list("due_at", flat=True).first()
    old = timezone.localtime(due).date() if due else None
    start = {"title": course.title, "term": "", "first_due": old + A_YEAR if old else None}
    form = CopyCourse(request.POST or None, initial=start)
    if old is None:
        del form.fields["first_due"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = copy_course(
            course,
            person(request),
            title=given["title"],
            slug=given["slug"],
            term=given["term"],
            shift=days_between(old, given.get("first_due")),
        )
        messages.success(request, _("This is the copy. Nobody but you is in it yet."))
        return redirect("course", made.slug)
    context = frame(request, course, form=form, old=old)
    return render(request, "courses/copy.html", context)


@login_required
@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    archiving.archive(owned(request, slug), person(request))
    messages.success(request, _("The course is archived: it can be read, not changed."))
    return redirect("course", slug)


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    archiving.reopen(owned(request, slug), person(request))
    messages.success(request, _("The course is open again."))
    return redirect("course", slug)
