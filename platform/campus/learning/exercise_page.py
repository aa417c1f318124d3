"""The exercise page: everything its templates show, and nothing else. `pages.py` fills it in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from campus.learning.blank_view import BlankView
from campus.learning.models import Attempt, Submission
from campus.learning.set_rules import Standing


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the statement: text, or a place for an answer."""

    html: str = ""
    blank: BlankView | None = None


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """What became of an answer that was handed in.

    position         answers that are taken before it, while it waits
    wait_s           seconds that takes at the present pace, None if that is not known
    got, out_of      marks in words
    objected         state of the learner's objection, "" if there is none
    refused          it failed because no program can be run in safety at present
    """

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
    wait_s: int | None = None
    objected: str = ""
    staff_words: str = ""
    refused: bool = False

    @property
    def waiting(self) -> bool:
        return self.state in Submission.WAITING

    @property
    def may_be_objected_to(self) -> bool:
        judged = self.state == Submission.State.GRADED and self.mode == Submission.Mode.GRADE
        return judged and self.got != self.out_of


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
class HandedIn:
    """One answer of this attempt; `shown` is the one whose verdict the page shows."""

    url: str
    when: datetime
    word: str
    marks: str
    shown: bool


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
    handed_in: list[HandedIn]
    idem_key: uuid.UUID
    draft_revision: int
    draft_at: datetime | None
    read_only: bool
    notice: str = ""
    standing: Standing | None = None  # at the item of a problem set
    ends_at: datetime | None = None  # of the sitting, while an exam is written

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
        return self.standing.due_at if self.standing else None

    @property
    def overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def tries(self) -> Tries:
        if self.standing is None or self.standing.limit is None:
            cost = self.attempt.item.problem_set.try_cost if self.attempt.item else 0
            words = _("Tries are not limited; the best one counts.")
            if cost:
                words = _("Tries are not limited; each after the first costs %(cost)s %%.")
            return Tries(self.attempt.tries, None, words % {"cost": cost})
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
    def may_object(self) -> bool:
        shown = self.submission
        return shown is not None and (shown.may_be_objected_to or bool(shown.objected))

    @property
    def locked(self) -> bool:
        """Whether the fields only show what was answered."""
        return bool(self.ended) or self.read_only

    @property
    def can_submit(self) -> bool:
        takes = self.standing is None or self.standing.takes_answers
        return not self.ended and not self.read_only and (takes or self.exam)

    @property
    def helps(self) -> bool:
        """Whether hints may be opened."""
        return not self.exam and not self.placement

    @property
    def placement(self) -> bool:
        """A question of a placement: after one answer the next one comes."""
        return self.standing is not None and self.standing.placement

    @property
    def project(self) -> bool:
        """A milestone: one goes on until it is right."""
        return self.standing is not None and self.standing.project

    @property
    def exam(self) -> bool:
        """Answers are kept and judged later: no hints, no giving up."""
        return self.standing is not None and self.standing.exam
