"""What every page of a course's staff has: the course itself, one's standing in it, the tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus.accounts.people import person
from campus.courses.models import Course
from campus.courses.standing import Standing, standing_of

#: Words, address, and which standing shows the tab.
TABS = (
    (_("Course"), "course", "reads"),
    (_("People"), "course-people", "reads"),
    (_("Gradebook"), "gradebook", "reads"),
    (_("Answers"), "answers", "reads"),
    (_("Regrades"), "regrades", "teaches"),
    (_("Extensions"), "extensions", "teaches"),
    (_("Ways in"), "course-ways", "teaches"),
    (_("Settings"), "course-settings", "teaches"),
    (_("Audit log"), "course-audit", "owns"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    words: str
    url: str
    here: bool


def staffed(request: HttpRequest, slug: str) -> Course:
    """The course, if the person is of its staff."""
    return get_object_or_404(Course.objects.staffed_by(person(request)), slug=slug)


def taught(request: HttpRequest, slug: str) -> Course:
    """The course, if the person may change it."""
    return get_object_or_404(Course.objects.taught_by(person(request)), slug=slug)


def owned(request: HttpRequest, slug: str) -> Course:
    """The course, if the person owns it."""
    return get_object_or_404(Course.objects.owned_by(person(request)), slug=slug)


def frame(request: HttpRequest, course: Course, **context: Any) -> dict[str, Any]:
    """The context of a page: `course`, `standing`, `tabs` (for staff), and what is given."""
    standing = standing_of(person(request), course)
    return {
        "course": course,
        "standing": standing,
        "tabs": tabs(request, course, standing),
        **context,
    }


def tabs(request: HttpRequest, course: Course, standing: Standing) -> list[Tab]:
    shown = [
        (words, reverse(name, args=[course.slug]))
        for words, name, of in TABS
        if getattr(standing, of)
    ]
    return [
        Tab(str(words), url, request.path == url or _beneath(request.path, url, course.slug))
        for words, url in shown
        if len(shown) > 1
    ]


def _beneath(path: str, url: str, slug: str) -> bool:
    """A page beneath a tab is of that tab; everything is beneath the course, so that is not."""
    return path.startswith(url) and url != reverse("course", args=[slug])
