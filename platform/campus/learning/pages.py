"""Filling in the exercise page: all queries are made here, templates ask the database nothing.

What a variant keeps back (keys, the words of mistakes not made, hidden tests, hints not taken, the
solution before the end) is left out here, so that no template can show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.skill_map import module_title
from campus.learning.answers import Answers, BlankSpec
from campus.learning.exercise_page import (
    BlankView,
    ExercisePage,
    PastAttempt,
    Piece,
    SkillView,
    SubmissionView,
    Tries,
)
from campus.learning.judgements import VerdictView, number, verdict_view
from campus.learning.models import Attempt, Draft, LearnerSkill, Submission
from campus.learning.recording import HINT_PRICE
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
    shown = submission or attempt.submissions.order_by("-received_at").first()
    draft = Draft.objects.filter(attempt=attempt).first()
    read_only = read_only or attempt.learner_id != viewer.pk
    marks = sum(float(blank["marks"]) for blank in body["blanks"])
    hints = body["hints"][: attempt.hints_taken]
    return ExercisePage(
        attempt=attempt,
        title=attempt.exercise.title,
        module=module_title(attempt.exercise.module),
        crumbs=_crumbs(attempt),
        level=attempt.exercise.level,
        minutes=attempt.exercise.minutes,
        due_at=attempt.item.problem_set.due_at if attempt.item else None,
        overdue=_overdue(attempt),
        skills=_skills(attempt),
        pieces=_pieces(attempt, shown, draft),
        out_of=number(marks),
        best=number(marks * (attempt.best or 0.0)),
        hints_shown=hints,
        hints_left=len(body["hints"]) - len(hints),
        next_hint_cost=f"{HINT_PRICE:.0%}".replace("%", " %"),
        tries=Tries(attempt.tries, None, "Tries are not limited; the best one counts."),
        submission=_submission_view(shown, polls) if shown else None,
        waiting=shown is not None and shown.waiting,
        ended=attempt.ended,
        solution_html=body["solution"] if attempt.ended else "",
        history=_history(attempt),
        has_code=any(blank["kind"] == "code" for blank in body["blanks"]),
        can_submit=not attempt.ended and not read_only,
        idem_key=form_key(attempt),
        draft_revision=draft.revision if draft else 0,
        draft_at=draft.saved_at if draft and draft.revision else None,
        read_only=read_only,
        notice=notice,
    )


def with_notice(page: ExercisePage, notice: str) -> ExercisePage:
    return replace(page, notice=notice)


def _pieces(attempt: Attempt, shown: Submission | None, draft: Draft | None) -> list[Piece]:
    """The statement; in each blank what was typed last, be it handed in or not."""
    body = attempt.variant.body
    typed: Answers = shown.answers if shown else {}
    if draft and draft.revision and (shown is None or draft.saved_at > shown.received_at):
        typed = draft.answers
    verdicts = _verdicts(body, shown)
    several = len(body["blanks"]) > 1
    views = {
        blank["name"]: _blank_view(
            {**blank, "label": blank.get("label") or (f"Answer {place}" if several else "")},
            typed,
            verdicts.get(blank["name"]),
        )
        for place, blank in enumerate(body["blanks"], start=1)
    }
    return [
        Piece(blank=views[piece["blank"]]) if "blank" in piece else Piece(html=piece["html"])
        for piece in body["statement"]
    ]


def _verdicts(body: Mapping[str, Any], shown: Submission | None) -> dict[str, VerdictView]:
    result = getattr(shown, "result", None)
    if shown is None or result is None:
        return {}
    marks = {blank["name"]: float(blank["marks"]) for blank in body["blanks"]}
    return {
        name: verdict_view(
            verdict,
            marks[name],
            shown.answers.get(name, {}).get("text", ""),
            body["mistake_words"].get(name, {}),
        )
        for name, verdict in result.report["verdicts"].items()
    }


def _blank_view(spec: BlankSpec, typed: Answers, verdict: VerdictView | None) -> BlankView:
    kept = typed.get(spec["name"])
    text = kept["text"] if kept else ""
    rows, cols = int(spec.get("rows") or 0), int(spec.get("cols") or 0)
    chosen = {option.strip() for option in text.split(",")} if text else set()
    return BlankView(
        name=spec["name"],
        kind=spec["kind"],
        label=spec.get("label") or "",
        marks=spec["marks"],
        value=text,
        cells=_cells(spec["kind"], rows, cols, kept["cells"] if kept and "cells" in kept else []),
        rows=rows,
        cols=cols,
        grows=not rows or (spec["kind"] == "matrix" and not cols),
        options=[
            {**option, "chosen": option["id"] in chosen} for option in spec.get("options") or []
        ],
        vars=list(spec.get("vars") or []),
        starter=spec.get("starter") or "",
        entry=spec.get("entry") or "",
        visible=list(spec.get("visible") or []),
        verdict=verdict,
    )


def _cells(kind: str, rows: int, cols: int, typed: list[list[str]]) -> list[list[str]]:
    """The grid of a matrix, table or vector: its own size, or as large as what was typed."""
    height = rows or max(2, len(typed))
    width = (cols or max(2, *map(len, typed), 0)) if kind in ("matrix", "table") else 1
    return [
        [typed[i][j] if i < len(typed) and j < len(typed[i]) else "" for j in range(width)]
        for i in range(height)
    ]


def _submission_view(row: Submission, polls: int) -> SubmissionView:
    result = getattr(row, "result", None)
    report: Mapping[str, Any] = (
        result.report if result else {"marks": 0, "out_of": 0, "verdicts": {}}
    )
    tests = [
        test["passed"]
        for verdict in report["verdicts"].values()
        for test in (verdict.get("details") or {}).get("tests", [])
    ]
    before = Submission.objects.waiting().filter(received_at__lt=row.received_at)
    return SubmissionView(
        id=row.pk,
        mode=row.mode,
        state=row.state,
        received_at=row.received_at,
        polls=polls,
        position=before.count() if row.waiting and polls else 0,
        got=number(float(report["marks"])),
        out_of=number(float(report["out_of"])),
        ms=float(report.get("ms", 0.0)),
        all_passed=bool(tests) and all(tests),
    )


def _crumbs(attempt: Attempt) -> list[tuple[str, str]]:
    if attempt.item is None:
        return [("Exercises", reverse("catalogue"))]
    problem_set = attempt.item.problem_set
    course = problem_set.course
    return [
        (course.title, reverse("course", args=[course.slug])),
        (problem_set.title, reverse("problem-set", args=[course.slug, problem_set.number])),
    ]


def _overdue(attempt: Attempt) -> bool:
    due = attempt.item.problem_set.due_at if attempt.item else None
    return due is not None and due < timezone.now()


def _skills(attempt: Attempt) -> list[SkillView]:
    states = {
        state.skill_id: state.level
        for state in LearnerSkill.objects.filter(
            learner=attempt.learner_id, skill__exercises=attempt.exercise_id
        )
    }
    trained = attempt.exercise.skills.order_by("training__position")
    return [
        SkillView(skill.title, level, LearnerSkill.Level(level).name.lower())
        for skill in trained
        for level in [states.get(skill.pk, 0)]
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
