"""A learner at a project: begun, with a data set of their own, and how far the milestones are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, Q
from django.http import Http404
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.drawing_lots import lot
from campus.catalog.models import Exercise, Variant
from campus.catalog.pool import wait_for_seed
from campus.courses.models import Item, ProblemSet
from campus.programme.errors import Refused
from campus.programme.models import ProjectWork
from campus.programme.papers import set_for
from exercises.project import Project, read_projects

#: Different data sets of a project: learners share them, so that variants are drawn once.
DATA_SETS: Final = 64
HINT_COST: Final = 5  # per cent: a milestone is long, and a hint a small part of it


@dataclass(frozen=True, slots=True)
class Milestone:
    """An item of the project's set; `best`: share of its marks, None before the first answer."""

    item: Item
    best: float | None


def project_of(slug: str) -> Project:
    """The project of that name; raises Http404."""
    try:
        return read_projects()[slug]
    except KeyError as error:
        raise Http404 from error


@transaction.atomic
def begin(learner: User, project: Project) -> ProjectWork:
    """The learner's work, begun now or before. Raises Refused while a milestone is not there.

    The versions are those of this moment: whatever is published later, the data stay the same.
    """
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    if known := ProjectWork.objects.filter(learner=learner, project=project.id).first():
        return known
    there = Exercise.objects.offered().filter(
        origin=Exercise.Origin.PROJECT, slug__in=project.milestones
    )
    rows = {row.slug: row for row in there}
    if len(rows) < len(project.milestones):
        raise Refused(_("This project is not published yet."))
    problem_set = set_for(learner, project.title, ProblemSet.Kind.PROJECT, hint_cost=HINT_COST)
    seed = data_seed(project, learner)
    Item.objects.bulk_create(
        Item(
            problem_set=problem_set,
            exercise=rows[name],
            version=rows[name].current,
            position=place,
            seed=seed,
        )
        for place, name in enumerate(project.milestones, start=1)
    )
    return ProjectWork.objects.create(learner=learner, project=project.id, problem_set=problem_set)


def data_seed(project: Project, learner: User) -> int:
    """Which of the data sets falls to the learner; nobody can work it out."""
    place = lot("project", project.id, learner.pk) % DATA_SETS
    return lot("project data", project.id, place)


def milestones_of(work: ProjectWork) -> list[Milestone]:
    """In their order, each with the best answer to it."""
    own = Q(attempts__learner=work.learner_id)
    items = Item.objects.filter(problem_set=work.problem_set_id).order_by("position")
    best = items.annotate(most=Max("attempts__best", filter=own)).values_list("pk", "most")
    shares: dict[int, float | None] = dict(best)
    return [Milestone(item, shares[item.pk]) for item in items.select_related("exercise")]


def share_of(milestones: list[Milestone]) -> float:
    """Per cent of the marks of all milestones."""
    marks = sum(one.item.points for one in milestones)
    return 100 * sum((one.best or 0.0) * one.item.points for one in milestones) / (marks or 1)


def data_of(work: ProjectWork) -> str | None:
    """The data set as CSV; None when no grader draws it in time: the page asks again."""
    item = work.problem_set.items.select_related("version").order_by("position").first()
    if item is None or item.version is None or item.seed is None:
        return None
    if not wait_for_seed(item.version, item.seed):
        return None
    body: dict[str, Any] = Variant.objects.get(version=item.version, seed=item.seed).body
    params: dict[str, Any] = body["grading"]["blanks"][0]["key"]["params"]
    return str(params["csv"])
