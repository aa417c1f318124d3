"""What every template may use without its view passing it in: the places of the main navigation."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus.pages.words import WORDS


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. `here` marks the page one is on, or a page beneath it."""

    name: str
    url: str
    icon: str
    here: bool


LEARNER = (
    (_("Today"), "home", "house"),
    (_("Exercises"), "catalogue", "library"),
    (_("Courses"), "courses", "graduation-cap"),
    (_("Progress"), "progress", "chart-line"),
    (_("Discussion"), "discussion", "messages-square"),
    (_("Certificate"), "certificate", "award"),
)
INSTRUCTOR = ((_("Teaching"), "teaching", "list-checks"), (_("Authoring"), "authoring", "pencil"))
ADMIN = ((_("Dashboard"), "dashboard", "gauge"),)


def site(request: HttpRequest) -> dict[str, object]:
    """`places`: where this person may go, nowhere if not signed in; `words`: what scripts say."""
    role = getattr(getattr(request, "user", None), "role", "")
    entries = {
        "": (),
        "learner": LEARNER,
        "instructor": (*LEARNER, *INSTRUCTOR, *ADMIN),
        "admin": (*LEARNER, *INSTRUCTOR, *ADMIN),
    }.get(role, ())
    return {
        "places": [_place(request.path, *entry) for entry in entries],
        "words": {key: str(words) for key, words in WORDS.items()},
    }


def _place(path: str, name: str | Promise, view: str, icon: str) -> Place:
    url = reverse(view)
    here = path == url or (url != "/" and path.startswith(url))
    return Place(str(name), url, icon, here)
