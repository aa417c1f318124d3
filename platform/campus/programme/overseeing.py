"""What staff see of the programme: who is where, what is sat now, what waits, how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.catalog.skill_map import module_titles
from campus.learning.models import Objection, PracticePlan, Sitting
from campus.programme.models import FINAL, Examination, Placement
from exercises.tracks import read_tracks


@dataclass(frozen=True, slots=True)
class Running:
    """A paper that is being sat, or waits to be judged. why: what it waits for."""

    learner: str
    title: str
    begun_at: datetime
    ends_at: datetime | None
    handed_in_at: datetime | None
    sittings_url: str


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """begun, passed: tries. share: per cent of the judged ones that passed, None without any."""

    title: str
    begun: int
    judged: int
    passed: int

    @property
    def share(self) -> int | None:
        return round(100 * self.passed / self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Overview:
    tracks: list[tuple[str, int]]
    placements: int
    running: list[Running]
    subjects: list[SubjectRow]
    appeals: int


def overview() -> Overview:
    chosen = dict(PracticePlan.objects.values_list("track").annotate(n=Count("pk")))
    papers = Sitting.objects.filter(
        problem_set__paper__examination__outcome="",
    ).select_related("problem_set__course", "learner")
    return Overview(
        tracks=[(track.title, chosen.get(name, 0)) for name, track in read_tracks().items()],
        placements=Placement.objects.filter(ended_at__isnull=False).count(),
        running=[_running(row) for row in papers.order_by("begun_at")[:200]],
        subjects=_subjects(),
        appeals=Objection.objects.filter(
            submission__attempt__item__problem_set__sitter__isnull=False, state="open"
        ).count(),
    )


def _running(row: Sitting) -> Running:
    paper = row.problem_set
    return Running(
        learner=row.learner.display_name or row.learner.username,
        title=paper.title,
        begun_at=row.begun_at,
        ends_at=paper.closes_at if row.handed_in_at is None else None,
        handed_in_at=row.handed_in_at,
        sittings_url=reverse("problem-set", args=[paper.course.slug, paper.number]),
    )


def _subjects() -> list[SubjectRow]:
    judged = ~Q(outcome="")
    counts = {
        subject: (begun, done, passed)
        for subject, begun, done, passed in Examination.objects.values_list("subject").annotate(
            begun=Count("pk"),
            done=Count("pk", filter=judged),
            well=Count("pk", filter=judged & ~Q(outcome="failed")),
        )
    }
    titles = {**module_titles(), FINAL: _("Final examination")}
    return [SubjectRow(title, *counts[name]) for name, title in titles.items() if name in counts]
