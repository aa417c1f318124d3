"""People at a project, for the tests: works, conclusions and reviews without a single milestone."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from campus.accounts.models import User
from campus.courses.models import ProblemSet
from campus.programme.models import Calibration, Conclusion, ProjectWork, Review
from campus.programme.papers import set_for
from exercises.project import read_projects
from tests.campus.cast import Stage

PROJECT: Final = "proj-linear-regression"
TEXT: Final = "A square metre more goes with 3,300 € more, give or take 150. " * 6


def at_work(learner: User, project: str = PROJECT) -> ProjectWork:
    problem_set = set_for(learner, "A project", ProblemSet.Kind.PROJECT)
    return ProjectWork.objects.create(
        learner=learner, project=project, problem_set=problem_set, text=TEXT
    )


def concluded(learner: User, project: str = PROJECT) -> Conclusion:
    work = at_work(learner, project)
    return Conclusion.objects.create(work=work, number=1, text=f"{TEXT} By {learner.pk}.")


def calibrated(person: User, project: str = PROJECT) -> Calibration:
    marks = dict(read_projects()[project].prepared[0].marks)
    return Calibration.objects.create(
        reviewer=person, project=project, place=0, marks=marks, counts=True
    )


def address_of_project(name: str, stage: Stage) -> str:
    """Ada has begun the project and handed in; so has Charlie, and Ada reads his."""
    mine, his = concluded(stage.ada), concluded(stage.charlie)
    if name == "review-compared":
        calibrated(stage.ada)
    arguments: dict[str, list[object]] = {
        "project-of-set": [mine.work.problem_set_id],
        "review-compared": [PROJECT, 0],
        "project-decide": [mine.pk],
    }
    if name == "review":
        review = Review.objects.create(conclusion=his, reviewer=stage.ada)
        return reverse(name, args=[review.pk])
    return reverse(name, args=arguments.get(name, [PROJECT]))


OF_PROJECTS: Final = (
    *("project", "project-of-set", "project-begin", "project-data", "project-conclusion"),
    *("project-objection", "review", "review-take", "review-prepared", "review-compared"),
    "project-decide",
)
