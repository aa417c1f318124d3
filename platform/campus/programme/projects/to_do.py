"""Reviews to do: for a peer by project, for the staff by conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.urls import reverse

from campus.accounts.models import User
from campus.programme.models import Conclusion, Review
from campus.programme.projects import reviewing
from exercises.project import Project, read_projects

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PeerRow:
    """step: "prepared" (mark one first), "take", "go on", "none" waits, or "apart": the prepared
    ones were all marked too differently."""

    project: Project
    waiting: int
    step: str
    url: str
    given: int


@dataclass(frozen=True, slots=True)
class StaffRow:
    title: str
    url: str
    at: datetime
    state: str
    word: str
    number: int
    peers: int


def peers_to_do(person: User) -> list[PeerRow]:
    return [_peer_row(person, project) for project in reviewing.reviewable(person)]


def _peer_row(person: User, project: Project) -> PeerRow:
    waiting = reviewing.to_read(person, project).count()
    own = Review.objects.filter(
        reviewer=person, by_staff=False, conclusion__work__project=project.id
    )
    given = own.filter(made_at__isnull=False).count()
    begun = own.filter(made_at=None, conclusion__state=Conclusion.State.WAITING).first()
    if begun is not None:
        return PeerRow(project, waiting, "go on", reverse("review", args=[begun.pk]), given)
    if reviewing.next_prepared(person, project) is not None:
        url = reverse("review-prepared", args=[project.id])
        return PeerRow(project, waiting, "prepared", url, given)
    if not reviewing.is_calibrated(person, project):
        return PeerRow(project, waiting, "apart", "", given)
    url = reverse("review-take", args=[project.id])
    return PeerRow(project, waiting, "take" if waiting else "none", url, given)


def staff_to_do(person: User) -> list[StaffRow]:
    """What is disputed first, then what has waited longest; one's own are for others."""
    titles = {name: one.title for name, one in read_projects().items()}
    disputed = When(state=Conclusion.State.DISPUTED, then=Value(0))
    rows = (
        Conclusion.objects.filter(state__in=Conclusion.OPEN, work__project__in=titles)
        .exclude(work__learner=person)
        .annotate(peers=Count("reviews", filter=Q(reviews__made_at__isnull=False)))
        .annotate(urgency=Case(disputed, default=Value(1), output_field=IntegerField()))
        .select_related("work")
        .order_by("urgency", "handed_in_at", "pk")
    )
    return [
        StaffRow(
            title=titles[row.work.project],
            url=reverse("project-decide", args=[row.pk]),
            at=row.handed_in_at,
            state=row.state,
            word=str(row.get_state_display()),
            number=row.number,
            peers=row.peers,
        )
        for row in rows[:MOST_SHOWN]
    ]
