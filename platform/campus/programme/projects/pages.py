"""What the pages of projects show: the list, one project, the reviews to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.models import Skill
from campus.courses.announcing import html_of
from campus.programme.models import Conclusion, ProjectWork
from campus.programme.projects.working import Milestone, milestones_of, share_of
from exercises.project import MOST, Project, read_projects
from exercises.tracks import read_tracks


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project in a list. state: "passed", "reading", "returned", "begun" or "new"."""

    project: Project
    url: str
    state: str
    word: str
    per_cent: int
    of_track: bool


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    number: int
    title: str
    url: str
    minutes: int
    per_cent: int | None


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A line of the rubric: its levels with their points, and the points that were given."""

    id: str
    title: str
    levels: list[tuple[int, str]]
    given: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One reader's marks, without the reader."""

    number: int
    by_staff: bool
    points: int
    out_of: int
    rubric: list[CriterionView]
    words: SafeString


@dataclass(frozen=True, slots=True)
class ConclusionView:
    number: int
    at: datetime
    state: str
    word: str
    html: SafeString
    reviews: list[ReviewView]
    may_object: bool
    objection: str


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """may_write: no conclusion is being read, none was accepted."""

    project: Project
    work: ProjectWork | None
    purpose: SafeString
    card: SafeString
    task: SafeString
    skills: list[tuple[str, str]]
    tracks: list[str]
    milestones: list[MilestoneLine]
    per_cent: int
    rubric: list[CriterionView]
    conclusions: list[ConclusionView]

    @property
    def enough(self) -> bool:
        return self.per_cent >= self.project.passing

    @property
    def may_write(self) -> bool:
        last = self.conclusions[-1].state if self.conclusions else ""
        return self.work is not None and last in ("", Conclusion.State.RETURNED)


def lines_of(learner: User, track: str) -> list[ProjectLine]:
    """All projects there are, those of the track first."""
    works = {row.project: row for row in ProjectWork.objects.filter(learner=learner)}
    own = read_tracks()[track].projects if track in read_tracks() else ()
    found = [_line(one, works.get(name), name in own) for name, one in read_projects().items()]
    return sorted(found, key=lambda line: not line.of_track)


def _line(project: Project, work: ProjectWork | None, of_track: bool) -> ProjectLine:
    state, word = "new", _("not begun")
    per_cent = 0
    if work is not None:
        per_cent = int(share_of(milestones_of(work)))
        last = work.conclusions.order_by("-number").first()
        if work.passed_at:
            state, word = "passed", _("passed")
        elif last is not None and last.state in Conclusion.OPEN:
            state, word = "reading", _("your conclusion is being read")
        elif last is not None:
            state, word = "returned", _("your conclusion was returned")
        else:
            state, word = "begun", _("begun")
    url = reverse("project", args=[project.id])
    return ProjectLine(project, url, state, word, per_cent, of_track)


def page_of(learner: User, project: Project) -> ProjectPage:
    work = ProjectWork.objects.filter(learner=learner, project=project.id).first()
    milestones = milestones_of(work) if work else []
    titles = dict(Skill.objects.filter(slug__in=project.skills).values_list("slug", "title"))
    return ProjectPage(
        project=project,
        work=work,
        purpose=html_of(project.purpose),
        card=html_of(project.card),
        task=html_of(project.conclusion),
        skills=[
            (titles[name], reverse("skill", args=[name]))
            for name in project.skills
            if name in titles
        ],
        tracks=[one.title for one in read_tracks().values() if project.id in one.projects],
        milestones=[_milestone(n, one) for n, one in enumerate(milestones, start=1)],
        per_cent=int(share_of(milestones)) if milestones else 0,
        rubric=rubric_of(project),
        conclusions=conclusions_of(work, project) if work else [],
    )


def _milestone(number: int, one: Milestone) -> MilestoneLine:
    exercise = one.item.exercise
    url = f"{reverse('exercise', args=[exercise.slug])}?item={one.item.pk}"
    best = None if one.best is None else round(100 * one.best)
    return MilestoneLine(number, exercise.title, url, exercise.minutes, best)


def rubric_of(project: Project, marks: Mapping[str, int] | None = None) -> list[CriterionView]:
    return [
        CriterionView(
            one.id, one.title, list(enumerate(one.levels)), marks.get(one.id) if marks else None
        )
        for one in project.rubric
    ]


def conclusions_of(work: ProjectWork, project: Project) -> list[ConclusionView]:
    """Those handed in, the latest last; reviews are shown when the conclusion was decided."""
    rows = work.conclusions.prefetch_related("reviews").order_by("number")
    return [
        ConclusionView(
            number=row.number,
            at=row.handed_in_at,
            state=row.state,
            word=str(row.get_state_display()),
            html=html_of(row.text),
            reviews=reviews_of(row, project) if row.state != Conclusion.State.WAITING else [],
            may_object=row.state == Conclusion.State.RETURNED and row.decided_by_id is None,
            objection=row.objection,
        )
        for row in rows
    ]


def reviews_of(conclusion: Conclusion, project: Project) -> list[ReviewView]:
    """The reviews that were given, numbered: nobody learns by whom."""
    made = [one for one in conclusion.reviews.all() if one.made_at is not None]
    return [
        ReviewView(
            number=number,
            by_staff=one.by_staff,
            points=sum(one.marks.values()),
            out_of=MOST * len(project.rubric),
            rubric=rubric_of(project, one.marks),
            words=html_of(one.words),
        )
        for number, one in enumerate(made, start=1)
    ]
