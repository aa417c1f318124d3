"""What a regrade would change: in all, learner by learner, answer by answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q, QuerySet

from campus.learning.models import Submission
from campus.teaching.models import Change, Regrade

GRADED: Final = Submission.State.GRADED
_JUDGED: Final = Q(report__isnull=False, trouble="")
UP: Final = (
    _JUDGED
    & Q(state=GRADED)
    & (Q(old_state=GRADED, score__gt=F("old_score") + 1e-9) | ~Q(old_state=GRADED))
)
DOWN: Final = _JUDGED & Q(state=GRADED, old_state=GRADED, score__lt=F("old_score") - 1e-9)
UNDECIDED: Final = _JUDGED & Q(old_state=GRADED) & ~Q(state=GRADED)
TROUBLE: Final = ~Q(trouble="")


@dataclass(frozen=True, slots=True)
class Totals:
    """up holds what had no mark and has one now; undecided what had one and would lose it."""

    answers: int
    up: int
    down: int
    undecided: int
    trouble: int

    @property
    def same(self) -> int:
        return self.answers - self.up - self.down - self.undecided - self.trouble


@dataclass(frozen=True, slots=True)
class OfLearner:
    person: int
    name: str
    up: int
    down: int
    undecided: int


def totals_of(regrade: Regrade) -> Totals:
    found = regrade.changes.aggregate(
        answers=Count("pk"),
        up=Count("pk", filter=UP),
        down=Count("pk", filter=DOWN),
        undecided=Count("pk", filter=UNDECIDED),
        trouble=Count("pk", filter=TROUBLE),
    )
    return Totals(**found)


def by_learner(regrade: Regrade) -> list[OfLearner]:
    """Those with a difference, by name."""
    rows = (
        changed(regrade)
        .values_list("submission__attempt__learner", "submission__attempt__learner__display_name")
        .annotate(
            up=Count("pk", filter=UP),
            down=Count("pk", filter=DOWN),
            undecided=Count("pk", filter=UNDECIDED),
        )
        .order_by("submission__attempt__learner__display_name")
    )
    return [OfLearner(*row) for row in rows]


def changed(regrade: Regrade) -> QuerySet[Change]:
    return regrade.changes.filter(UP | DOWN | UNDECIDED)


def progress_of(regrade: Regrade) -> tuple[int, int]:
    """Batches done, of all."""
    found = regrade.batches.aggregate(done=Count("pk", filter=Q(done=True)), of=Count("pk"))
    return found["done"], found["of"]
