"""Announcements: written by those who teach, marked as seen by everybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.courses import announcing
from campus.courses.forms import AnnouncementForm
from campus.courses.models import Announcement, Course
from campus.courses.views.frame import frame, taught


@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    return _write(request, course, Announcement(course=course))


@login_required
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = taught(request, slug)
    return _write(request, course, get_object_or_404(course.announcements, pk=pk))


@login_required
@require_POST
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = taught(request, slug)
    announcing.take_back(get_object_or_404(course.announcements, pk=pk), person(request))
    messages.success(request, _("The announcement is taken back."))
    return redirect("course", slug)


@login_required
@require_POST
def seen(request: HttpRequest, slug: str) -> HttpResponse:
    user = person(request)
    announcing.mark_seen(user, get_object_or_404(Course.objects.visible_to(user), slug=slug))
    return redirect("course", slug)


def _write(request: HttpRequest, course: Course, row: Announcement) -> HttpResponse:
    """The form; with the button "look", how it will read."""
    form = AnnouncementForm(request.POST or None, instance=row)
    preview = ""
    if request.method == "POST" and form.is_valid():
        if "look" not in request.POST:
            announcing.announce(form.save(commit=False), person(request))
            return redirect("course", course.slug)
        preview = announcing.html_of(form.cleaned_data["text"])
    context = frame(request, course, form=form, row=row, preview=preview)
    return render(request, "courses/announcement.html", context)
