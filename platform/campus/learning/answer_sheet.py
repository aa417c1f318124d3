"""The sheet of an attempt: the statement, what was typed into its blanks, what was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from campus.learning.answers import Answers
from campus.learning.blank_view import blank_view
from campus.learning.exercise_page import Piece, SubmissionView
from campus.learning.judgements import VerdictView, number, verdict_view
from campus.learning.lanes import before, expected_wait
from campus.learning.models import Attempt, Draft, Submission

NO_ISOLATION: Final = "NoIsolation"
"""The grader's name for a machine on which no wall around programs holds."""


def pieces(attempt: Attempt, shown: Submission | None, draft: Draft | None) -> list[Piece]:
    """The statement; in each blank what was typed last, be it handed in or not."""
    body = attempt.variant.body
    typed: Answers = shown.answers if shown else {}
    if draft and draft.revision and (shown is None or draft.saved_at > shown.received_at):
        typed = draft.answers
    verdicts = _verdicts(body, shown)
    several = len(body["blanks"]) > 1
    views = {
        blank["name"]: blank_view(
            blank, typed, verdicts.get(blank["name"]), place if several else None
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


def submission_view(row: Submission, polls: int) -> SubmissionView:
    result = getattr(row, "result", None)
    report: Mapping[str, Any] = (
        result.report if result else {"marks": 0, "out_of": 0, "verdicts": {}}
    )
    tests = [
        test["passed"]
        for verdict in report["verdicts"].values()
        for test in (verdict.get("details") or {}).get("tests", [])
    ]
    objection = getattr(row, "objection", None)
    position = before(row).count() if row.waiting and polls else 0
    return SubmissionView(
        id=row.pk,
        mode=row.mode,
        state=row.state,
        received_at=row.received_at,
        polls=polls,
        position=position,
        wait_s=expected_wait(position) if position else None,
        got=number(float(report["marks"])),
        out_of=number(float(report["out_of"])),
        ms=float(report.get("ms", 0.0)),
        all_passed=bool(tests) and all(tests),
        objected=objection.state if objection else "",
        staff_words=objection.words if objection else "",
        refused=row.state == row.State.FAILED and row.alerts.filter(kind=NO_ISOLATION).exists(),
    )
