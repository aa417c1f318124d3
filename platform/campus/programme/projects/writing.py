"""The conclusion: kept while it is written, handed in, objected to."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.programme.errors import Refused
from campus.programme.models import Conclusion, ProjectWork
from campus.programme.projects.working import milestones_of, share_of
from exercises.project import Project

LONGEST: Final = 12_000  # characters
FEWEST: Final = 40  # words
LONGEST_OBJECTION: Final = 500

State = Conclusion.State


@transaction.atomic
def keep(work: ProjectWork, text: str, revision: int) -> bool:
    """Keep the draft; False when a later one was kept elsewhere: nothing is overwritten."""
    locked = ProjectWork.objects.select_for_update().get(pk=work.pk)
    if locked.revision != revision:
        return False
    locked.text, locked.revision, locked.saved_at = text, revision + 1, timezone.now()
    locked.save(update_fields=["text", "revision", "saved_at"])
    return True


@transaction.atomic
def hand_in(work: ProjectWork, project: Project) -> Conclusion:
    """Hand in what is kept; a second click gives the same row. Raises Refused."""
    locked = ProjectWork.objects.select_for_update().get(pk=work.pk)
    last = locked.conclusions.order_by("-number").first()
    if last is not None and last.state in Conclusion.OPEN:
        return last
    if last is not None and last.state == State.ACCEPTED:
        raise Refused(_("Your conclusion has been accepted: there is nothing left to hand in."))
    share = share_of(milestones_of(locked))
    if share < project.passing:
        words = _(
            "First the milestones: you have %(share)d %% of their marks, and %(passing)d %% pass."
        )
        raise Refused(words % {"share": share, "passing": project.passing})
    if len(locked.text.split()) < FEWEST:
        raise Refused(_("That is too short: write at least %(n)d words.") % {"n": FEWEST})
    number = last.number + 1 if last else 1
    return Conclusion.objects.create(work=locked, number=number, text=locked.text)


@transaction.atomic
def object_to(work: ProjectWork, words: str) -> Conclusion:
    """Ask the staff to decide what peers have returned. Raises Refused."""
    last = work.conclusions.select_for_update().order_by("-number").first()
    if last is None or last.state != State.RETURNED or last.decided_by_id is not None:
        raise Refused(_("There is nothing to object to."))
    if not words.strip():
        raise Refused(_("Say in a sentence what was read wrongly."))
    last.state, last.objection = State.DISPUTED, words.strip()[:LONGEST_OBJECTION]
    last.decided_at = None
    last.save(update_fields=["state", "objection", "decided_at"])
    return last
