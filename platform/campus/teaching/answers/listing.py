"""The list of answers: what was typed, what was said of it, a line each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, QuerySet

from campus.learning.judgements import STATE_WORDS
from campus.learning.models import Submission

A_PAGE: Final = 30
LONG: Final = 160  # characters of an answer shown in the list


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer; `blanks` are (label, text, outcome, tag)."""

    id: uuid.UUID
    learner: str
    exercise: str
    where: str
    when: datetime
    word: str
    tone: str
    blanks: list[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Listed:
    rows: list[Answered]
    last: Submission | None  # where the next page begins; None: there is no next one


def listed(found: QuerySet[Submission], *, few: bool = False) -> Listed:
    """The first page of what was found. A second query fetches the long fields of its rows only:
    the first one sorts and needs none of them.

    few   sort what was found; else the index of times is walked, newest first
    """
    when = F("received_at") + timedelta(0) if few else F("received_at")  # no index has the sum
    keys = list(found.order_by(when.desc(), "-pk").values_list("pk", flat=True)[: A_PAGE + 1])
    rows = Submission.objects.filter(pk__in=keys[:A_PAGE]).order_by("-received_at", "-pk")
    full = list(
        rows.select_related(
            "result",
            "attempt__learner",
            "attempt__exercise",
            "attempt__item__problem_set",
            "attempt__variant",
        ).defer("attempt__exercise__difficulty")
    )
    return Listed(list(_answered(full)), full[-1] if len(keys) > A_PAGE else None)


def _answered(rows: Iterable[Submission]) -> Iterator[Answered]:
    for row in rows:
        result = getattr(row, "result", None)
        verdicts = result.report.get("verdicts", {}) if result else {}
        score = result.score if result and row.state == Submission.State.GRADED else None
        item = row.attempt.item
        yield Answered(
            id=row.pk,
            learner=str(row.attempt.learner),
            exercise=row.attempt.exercise.title,
            where=f"{item.problem_set.number}. {item.problem_set.title}" if item else "",
            when=row.received_at,
            word=row.get_state_display() if score is None else f"{100 * score:.0f} %",
            tone=_tone(score),
            blanks=list(_blanks(row, verdicts)),
        )


def _blanks(row: Submission, verdicts: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for blank in row.attempt.variant.body["blanks"]:
        text = row.answers.get(blank["name"], {}).get("text", "")
        verdict = verdicts.get(blank["name"], {})
        outcome = str(STATE_WORDS.get(verdict.get("outcome", ""), ""))
        shown = text if len(text) <= LONG else f"{text[:LONG]}…"
        yield blank.get("label") or blank["name"], shown, outcome, verdict.get("tag", "")


def _tone(score: float | None) -> str:
    if score is None:
        return "warn"
    return "ok" if score >= 1 else "bad" if score <= 0 else "warn"
