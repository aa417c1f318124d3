"""What every template may use without its view passing it in: the places of the main navigation."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. `here` marks the page one is on, or a page beneath it."""

    name: str
    url: str
    icon: str
    here: bool


LEARNER = (
    ("Today", "home", "house"),
    ("Exercises", "catalogue", "library"),
    ("Courses", "courses", "graduation-cap"),
    ("Progress", "progress", "chart-line"),
)
INSTRUCTOR = (("Teaching", "teaching", "list-checks"), ("Authoring", "authoring", "pencil"))
ADMIN = (("Dashboard", "dashboard", "gauge"),)


def site(request: HttpRequest) -> dict[str, object]:
    """`places`: where this person may go; nobody signed in: nothing but the exercises."""
    role = getattr(getattr(request, "user", None), "role", "")
    entries = {
        "": (),
        "learner": LEARNER,
        "instructor": (*LEARNER, *INSTRUCTOR),
        "admin": (*LEARNER, *INSTRUCTOR, *ADMIN),
    }.get(role, ())
    return {"places": [_place(request.path, *entry) for entry in entries]}


def _place(path: str, name: str, view: str, icon: str) -> Place:
    url = reverse(view)
    here = path == url or (url != "/" and path.startswith(url))
    return Place(name, url, icon, here)
