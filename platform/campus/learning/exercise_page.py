"""The exercise page: everything its templates show, and nothing else. `pages.py` fills it in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from campus.learning.judgements import VerdictView
from campus.learning.models import Attempt, Submission
from campus.learning.set_rules import Standing


@dataclass(frozen=True, slots=True)
class BlankView:
    """One place for an answer, with what stands in it and what was said of it."""

    name: str
    kind: str
    label: str
    marks: float
    value: str
    cells: list[list[str]]
    rows: int
    cols: int
    grows: bool
    options: list[dict[str, Any]]
    vars: list[str]
    starter: str
    entry: str
    visible: list[str]
    verdict: VerdictView | None

    @property
    def read_as_html(self) -> str:
        return self.verdict.read_as_html if self.verdict else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the statement: text, or a place for an answer."""

    html: str = ""
    blank: BlankView | None = None


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """What became of an answer that was handed in. `got` and `out_of` are marks in words."""

    id: uuid.UUID
    mode: str
    state: str
    received_at: datetime
    polls: int
    position: int
    got: str
    out_of: str
    ms: float
    all_passed: bool

    @property
    def waiting(self) -> bool:
        return self.state in Submission.WAITING


@dataclass(frozen=True, slots=True)
class Tries:
    used: int
    limit: int | None
    cost_word: str


@dataclass(frozen=True, slots=True)
class SkillView:
    name: str
    level: int
    level_word: str


@dataclass(frozen=True, slots=True)
class PastAttempt:
    number: int
    url: str
    when: datetime
    score: float | None
    word: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """See templates/learning/exercise.html for what is shown where.

    out_of, best     marks in words; best after the price of hints
    notice           one sentence the learner must read instead of a verdict
    """

    attempt: Attempt
    module: str
    crumbs: list[tuple[str, str]]
    skills: list[SkillView]
    pieces: list[Piece]
    out_of: str
    best: str
    hints_shown: list[str]
    hints_left: int
    next_hint_cost: str
    submission: SubmissionView | None
    solution_html: str
    history: list[PastAttempt]
    idem_key: uuid.UUID
    draft_revision: int
    draft_at: datetime | None
    read_only: bool
    notice: str = ""
    standing: Standing | None = None  # at the item of a problem set

    @property
    def title(self) -> str:
        return self.attempt.exercise.title

    @property
    def level(self) -> int:
        return self.attempt.exercise.level

    @property
    def minutes(self) -> int:
        return self.attempt.exercise.minutes

    @property
    def due_at(self) -> datetime | None:
        return self.attempt.item.problem_set.due_at if self.attempt.item else None

    @property
    def overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def tries(self) -> Tries:
        if self.standing is None or self.standing.limit is None:
            cost = self.attempt.item.problem_set.try_cost if self.attempt.item else 0
            words = f"each after the first costs {cost} %" if cost else "the best one counts"
            return Tries(self.attempt.tries, None, f"Tries are not limited; {words}.")
        return Tries(self.standing.used, self.standing.limit, "")

    @property
    def rules(self) -> list[str]:
        """The words of the problem set's rules."""
        return self.standing.words if self.standing else []

    @property
    def waiting(self) -> bool:
        return self.submission is not None and self.submission.waiting

    @property
    def ended(self) -> str:
        return self.attempt.ended

    @property
    def has_code(self) -> bool:
        return any(piece.blank is not None and piece.blank.kind == "code" for piece in self.pieces)

    @property
    def can_submit(self) -> bool:
        takes = self.standing is None or self.standing.takes_answers
        return not self.ended and not self.read_only and takes
