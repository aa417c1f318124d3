"""The app of courses; it lets people in who opened a link before they signed in."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class Courses(AppConfig):
    name = "campus.courses"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_signed_in, dispatch_uid="campus.courses.signed_in")


def _signed_in(request: Any, user: Any, **_: Any) -> None:
    from django.contrib import messages
    from django.utils.translation import gettext

    from campus.courses.joining import enter_pending

    session = getattr(request, "session", None)
    row = enter_pending(session, user) if session is not None else None
    if row is not None:
        said = gettext("You are in “%(course)s”.") % {"course": row.course}
        messages.success(request, said, fail_silently=True)
