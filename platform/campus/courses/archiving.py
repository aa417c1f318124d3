"""The end of a course: archived it can be read by those who were in it, and changed by nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.models import Course

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
#: Addresses of courses; the second word is the course's name.
_ROUTES: Final = ("courses/<slug:slug>/", "teaching/<slug:slug>/")
#: What may still be done to an archived course: it is read by others, or begins anew.
_STILL: Final = frozenset({"course-reopen", "course-copy", "announcements-seen", "course-leave"})


def archive(course: Course, by: User) -> None:
    """Close the course for changes. Its learners still see what they did."""
    _set(course, by, archived=True)


def reopen(course: Course, by: User) -> None:
    _set(course, by, archived=False)


def _set(course: Course, by: User, *, archived: bool) -> None:
    with transaction.atomic():
        rows = Course.objects.filter(pk=course.pk, archived_at__isnull=archived)
        if rows.update(archived_at=timezone.now() if archived else None):
            record(by, "course archived" if archived else "course reopened", course, course.pk)


class ArchivedCourses:
    """Middleware: nothing that changes something gets through to an archived course.

    It stands at the door and not in each view, so that a new address cannot forget it. Addresses
    that name something else (an attempt, a submission) ask the rules of the set, which is closed.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.method in _SAFE or match is None or not match.route.startswith(_ROUTES):
            return None
        user = request.user
        if match.url_name in _STILL or not isinstance(user, User):
            return None
        seen = Course.objects.visible_to(user).filter(archived_at__isnull=False)
        if not seen.filter(slug=kwargs["slug"]).exists():
            return None  # running, or none of theirs: the view says 404
        messages.error(request, _("This course is archived: it can be read, not changed."))
        return redirect("course", kwargs["slug"])
