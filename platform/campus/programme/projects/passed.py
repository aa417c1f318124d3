"""Which projects somebody has passed, and what the final examination asks of them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.programme.models import ProjectWork
from exercises.blueprints import read_blueprints
from exercises.project import Project, read_projects
from exercises.tracks import read_tracks


def passed_projects(learner: User) -> set[str]:
    rows = ProjectWork.objects.filter(learner=learner, passed_at__isnull=False)
    return set(rows.values_list("project", flat=True))


def projects_of_track(track: str) -> list[Project]:
    """Those of a track that exist, in the track's order."""
    there = read_projects()
    named = read_tracks()[track].projects if track in read_tracks() else ()
    return [there[name] for name in named if name in there]


def missing_projects(learner: User, track: str) -> str:
    """What is missing before the final examination, in words; "" when nothing is."""
    wanted, passed = read_blueprints().final.projects, passed_projects(learner)
    if len(passed) < wanted:
        words = _("First pass %(wanted)d projects, one of them of your track; you have %(n)d.")
        return words % {"wanted": wanted, "n": len(passed)}
    if wanted and passed.isdisjoint(read_tracks()[track].projects):
        return _("One of your projects must be of your track.")
    return ""
