"""Filling in the exercise page: all queries are made here, templates ask the database nothing.

What a variant keeps back (keys, the words of mistakes not made, hidden tests, hints not taken, the
solution before the end) is left out here, so that no template can show it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.models import Training
from campus.catalog.skill_map import module_title
from campus.courses.models import ProblemSet
from campus.learning.answer_sheet import pieces, submission_view
from campus.learning.exams import exam_of
from campus.learning.exercise_page import ExercisePage, HandedIn, PastAttempt, SkillView
from campus.learning.judgements import number
from campus.learning.models import Attempt, Draft, LearnerSkill, Submission
from campus.learning.set_rules import HINT_COST, Standing, standing_at
from campus.learning.submitting import form_key
from campus.prepared import prepared


def exercise_page(
    attempt: Attempt,
    viewer: User,
    *,
    submission: Submission | None = None,
    polls: int = 0,
    notice: str = "",
    read_only: bool = False,
) -> ExercisePage:
    """The page of one attempt as `viewer` may see it.

    submission   the one to show; default the latest of the attempt
    polls        how often the page has asked for this verdict
    """
    body = attempt.variant.body
    standing = standing_at(attempt.item, attempt.learner) if attempt.item else None
    exam = None
    if attempt.item and standing and standing.exam:
        exam = exam_of(attempt.item.problem_set, attempt.learner)
    writing = exam is None or exam.may_write
    shown = submission or next(iter(_latest(attempt.pk)), None)
    past = submission is not None and read_only  # as it was handed in, whatever was typed since
    draft = None if past else next(iter(_draft(attempt.pk)), None)
    marks = sum(float(blank["marks"]) for blank in body["blanks"])
    hints = body["hints"][: attempt.hints_taken]
    return ExercisePage(
        attempt=attempt,
        module=module_title(attempt.exercise.module),
        crumbs=_crumbs(attempt),
        skills=_skills(attempt),
        pieces=pieces(attempt, shown, draft),
        out_of=number(marks),
        best=number(marks * (attempt.best or 0.0)),
        hints_shown=hints,
        hints_left=len(body["hints"]) - len(hints),
        next_hint_cost=f"{standing.hint_cost if standing else HINT_COST} %",
        submission=submission_view(shown, polls) if shown else None,
        solution_html=body["solution"] if attempt.ended and _shown(standing) else "",
        history=_history(attempt),
        handed_in=_handed_in(attempt, shown),
        idem_key=form_key(attempt),
        draft_revision=draft.revision if draft else 0,
        draft_at=draft.saved_at if draft and draft.revision else None,
        read_only=read_only or attempt.learner_id != viewer.pk or not writing,
        notice=notice,
        standing=standing,
        ends_at=exam.ends_at if exam and writing else None,
    )


def _shown(standing: Standing | None) -> bool:
    return standing is None or standing.solution


def _crumbs(attempt: Attempt) -> list[tuple[str, str]]:
    if attempt.item is None:
        return [("Exercises", reverse("catalogue"))]
    problem_set = attempt.item.problem_set
    course = problem_set.course
    if problem_set.kind == ProblemSet.Kind.PROJECT:
        project = reverse("project-of-set", args=[problem_set.pk])
        return [(_("Projects"), reverse("projects")), (problem_set.title, project)]
    return [
        (course.title, reverse("course", args=[course.slug])),
        (problem_set.title, reverse("problem-set", args=[course.slug, problem_set.number])),
    ]


def _skills(attempt: Attempt) -> list[SkillView]:
    return [
        SkillView(title, level or 0, str(LearnerSkill.Level(level or 0).label).lower())
        for title, level in _levels(attempt.exercise_id, attempt.learner_id)
    ]


def _handed_in(attempt: Attempt, shown: Submission | None) -> list[HandedIn]:
    url = reverse("attempt", args=[attempt.pk])
    return [
        HandedIn(
            url=f"{url}?submission={pk}",
            when=received_at,
            word=str(Submission.State(state).label),
            marks=f"{number(marks)} / {number(out_of)}",
            shown=shown is not None and pk == shown.pk,
        )
        for pk, received_at, state, marks, out_of in _graded(attempt.pk)
    ]


def _history(attempt: Attempt) -> list[PastAttempt]:
    return [
        PastAttempt(
            number=row.number,
            url=reverse("attempt", args=[row.pk]),
            when=row.opened_at,
            score=None if row.best is None else 100 * row.best,
            word=str(row.get_ended_display()),
            is_this=row.pk == attempt.pk,
        )
        for row in _attempts(attempt.learner_id, attempt.exercise_id)
    ]


@prepared
def _latest(attempt: int) -> QuerySet[Submission]:
    rows = Submission.objects.filter(attempt=attempt).select_related("result", "objection")
    return rows.order_by("-received_at")[:1]


@prepared
def _draft(attempt: int) -> QuerySet[Draft]:
    return Draft.objects.filter(attempt=attempt)


@prepared
def _levels(exercise: int, learner: int) -> QuerySet[Training, tuple[str, int | None]]:
    """The skills that the exercise trains, and the learner's levels in them."""
    own = FilteredRelation("skill__learners", condition=Q(skill__learners__learner=learner))
    rows = Training.objects.filter(exercise=exercise).annotate(own=own).order_by("position")
    return rows.values_list("skill__title", "own__level")


@prepared
def _graded(attempt: int) -> QuerySet[Submission, Any]:
    """The latest graded answers of the attempt, the newest first. Of the reports, which are long,
    only the marks are fetched."""
    graded = Submission.objects.filter(
        attempt=attempt, mode=Submission.Mode.GRADE, result__isnull=False
    )
    return graded.order_by("-received_at").values_list(
        "pk", "received_at", "state", "result__report__marks", "result__report__out_of"
    )[:20]


@prepared
def _attempts(learner: int, exercise: int) -> QuerySet[Attempt]:
    """The latest at the exercise."""
    rows = Attempt.objects.filter(learner=learner, exercise=exercise)
    return rows.order_by("-number")[:10]
