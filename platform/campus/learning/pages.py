"""Filling in the exercise page: all queries are made here, templates ask the database nothing.

What a variant keeps back (keys, the words of mistakes not made, hidden tests, hints not taken, the
solution before the end) is left out here, so that no template can show it.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from campus.accounts.models import User
from campus.catalog.skill_map import module_title
from campus.learning.answer_sheet import pieces, submission_view
from campus.learning.exams import exam_of
from campus.learning.exercise_page import ExercisePage, HandedIn, PastAttempt, SkillView
from campus.learning.judgements import number
from campus.learning.models import Attempt, Draft, LearnerSkill, Submission
from campus.learning.set_rules import HINT_COST, Standing, standing_at
from campus.learning.submitting import form_key


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
    shown = submission or _handed(attempt).first()
    past = submission is not None and read_only  # as it was handed in, whatever was typed since
    draft = None if past else Draft.objects.filter(attempt=attempt).first()
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
    return [
        (course.title, reverse("course", args=[course.slug])),
        (problem_set.title, reverse("problem-set", args=[course.slug, problem_set.number])),
    ]


def _skills(attempt: Attempt) -> list[SkillView]:
    states = {
        state.skill_id: state.level
        for state in LearnerSkill.objects.filter(
            learner=attempt.learner_id, skill__exercises=attempt.exercise_id
        )
    }
    trained = attempt.exercise.skills.order_by("training__position")
    return [
        SkillView(skill.title, level, str(LearnerSkill.Level(level).label).lower())
        for skill in trained
        for level in [states.get(skill.pk, 0)]
    ]


def _handed(attempt: Attempt) -> QuerySet[Submission]:
    rows = attempt.submissions.select_related("result", "objection")
    return rows.order_by("-received_at")


def _handed_in(attempt: Attempt, shown: Submission | None) -> list[HandedIn]:
    """The latest graded answers of the attempt, the newest first. Of the reports, which are long,
    only the marks are fetched."""
    graded = attempt.submissions.filter(mode=Submission.Mode.GRADE, result__isnull=False)
    rows = graded.order_by("-received_at").values_list(
        "pk", "received_at", "state", "result__report__marks", "result__report__out_of"
    )
    url = reverse("attempt", args=[attempt.pk])
    return [
        HandedIn(
            url=f"{url}?submission={pk}",
            when=received_at,
            word=str(Submission.State(state).label),
            marks=f"{number(marks)} / {number(out_of)}",
            shown=shown is not None and pk == shown.pk,
        )
        for pk, received_at, state, marks, out_of in rows[:20]
    ]


def _history(attempt: Attempt) -> list[PastAttempt]:
    rows = Attempt.objects.filter(learner=attempt.learner_id, exercise=attempt.exercise_id)
    return [
        PastAttempt(
            number=row.number,
            url=reverse("attempt", args=[row.pk]),
            when=row.opened_at,
            score=None if row.best is None else 100 * row.best,
            word=str(row.get_ended_display()),
            is_this=row.pk == attempt.pk,
        )
        for row in rows.order_by("-number")[:10]
    ]
