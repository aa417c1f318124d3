"""A look at a text while it is written: a variant of it, answers tried, findings by line.

The text is drawn and checked by workers; the web process never runs it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

from campus.authoring.editing import Refused, check_source
from campus.catalog.asking import NoAnswer, ask
from campus.catalog.models import Variant
from campus.learning.answer_sheet import pieces, submission_view
from campus.learning.answers import TooLong, empty, for_grader, read_answers
from campus.learning.exercise_page import Piece, SubmissionView
from campus.learning.models import Attempt, GradeResult, Submission
from campus.numbers import is_number
from exercises.queue import BULK_QUEUE, DRAW_QUEUE, LOOK_TASK, PREVIEW_TASK

PREVIEW_SECONDS: Final = 4.0
FINDINGS_SECONDS: Final = 10.0
QUICK_SEEDS: Final = 6
MOST_SEED: Final = 10**9


@dataclass(frozen=True, slots=True)
class Line:
    """A finding: which rule, on which line of the text, in words."""

    rule: str
    line: int
    message: str
    level: str
    seed: int | None = None
    seeds: int = 1


@dataclass(frozen=True, slots=True)
class Key:
    """What an author sees of a blank and no learner does: the answer, and the mistakes."""

    name: str
    kind: str
    value: str
    mistakes: list[tuple[str, str, str]]  # tag, value, words as HTML


@dataclass(frozen=True, slots=True)
class Preview:
    """One variant as its author sees it; or a finding, or a sentence why there is none.

    `page` has the parts of learning.exercise_page.ExercisePage that blanks' templates use.
    """

    seed: int
    page: PreviewPage | None = None
    keys: list[Key] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    solution: str = ""
    tried: SubmissionView | None = None
    finding: Line | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    attempt: Attempt
    pieces: list[Piece]
    ended: str = ""
    read_only: bool = False
    locked: bool = False


def seed_in(data: QueryDict) -> int:
    """The seed that was typed, or a new one."""
    typed = data.get("seed", "").strip()
    if "another" in data or not is_number(typed):
        return secrets.randbelow(1000)
    return min(int(typed[:10]), MOST_SEED)


def preview(slug: str, source: str, data: QueryDict) -> Preview:
    """The variant of the seed in `data`; with "try" in it, what the grader says of the answers.

    To read the answers from the form its blanks must be known, so they are asked for first.
    """
    seed = seed_in(data)
    try:
        check_source(source)
        shown = _ask(slug, source, seed, None)
        if "try" not in data or "variant" not in shown:
            return _preview(seed, shown, {})
        answers = read_answers(shown["variant"]["blanks"], data)
        if empty(answers):
            return _preview(seed, shown, {})
        judged = _ask(slug, source, seed, for_grader(answers))
    except (NoAnswer, Refused, TooLong) as reason:
        return Preview(seed, trouble=str(reason))
    return _preview(seed, judged, answers)


def findings(slug: str, source: str) -> tuple[list[Line], str]:
    """What a quick look at a few seeds finds, by line; and a sentence when nobody could look."""
    try:
        check_source(source)
        answer = ask(
            LOOK_TASK,
            BULK_QUEUE,
            (f"{slug}.md", source, QUICK_SEEDS),
            seconds=FINDINGS_SECONDS,
        )
    except (NoAnswer, Refused) as reason:
        return [], str(reason)
    return lines_of(answer["findings"]), ""


def lines_of(found: list[dict[str, Any]]) -> list[Line]:
    """Findings as a page shows them: errors first, then by line."""
    lines = [
        Line(one["rule"], one["line"], one["message"], one["level"], one.get("seed"),
             one.get("seeds", 1))
        for one in found
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.level != "error", line.line))


def _ask(slug: str, source: str, seed: int, answers: Any) -> dict[str, Any]:
    arguments = (f"{slug}.md", source, seed, answers)
    return ask(PREVIEW_TASK, DRAW_QUEUE, arguments, seconds=PREVIEW_SECONDS)


def _preview(seed: int, answer: Mapping[str, Any], typed: Any) -> Preview:
    if "finding" in answer:
        found = answer["finding"]
        line = Line(found["rule"], found["line"], found["message"], found["level"])
        return Preview(seed, finding=line)
    if "fault" in answer:
        return Preview(seed, trouble=answer["fault"]["message"])
    body = answer["variant"]
    attempt = Attempt(variant=Variant(body=body))
    shown = _submission(attempt, typed, answer["report"]) if answer["report"] else None
    return Preview(
        seed,
        page=PreviewPage(attempt, pieces(attempt, shown, None)),
        keys=_keys(body),
        hints=body["hints"],
        solution=body["solution"],
        tried=submission_view(shown, 0) if shown else None,
    )


def _submission(attempt: Attempt, typed: Any, report: dict[str, Any]) -> Submission:
    """The try as a row that is never saved: the exercise page's own code then shows it."""
    row = Submission(attempt=attempt, answers=typed, state=Submission.State(report["state"]))
    GradeResult(submission=row, report=report, score=0.0)
    return row


def _keys(body: Mapping[str, Any]) -> list[Key]:
    words = body["mistake_words"]
    return [
        Key(
            blank["name"],
            blank["kind"],
            str(blank["key"].get("value", "")),
            [
                (tag, _value_of(blank, tag), said)
                for tag, said in words.get(blank["name"], {}).items()
            ],
        )
        for blank in body["grading"]["blanks"]
    ]


def _value_of(blank: Mapping[str, Any], tag: str) -> str:
    values = [one.get("value", "") for one in blank.get("mistakes", ()) if one["tag"] == tag]
    return str(values[0]) if values else ""
