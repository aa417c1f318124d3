"""New rules run over past answers, before they are published: who gains, who loses, how much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from campus.accounts.models import User
from campus.courses.models import ProblemSet
from campus.courses.rules import terms_by_learner
from campus.learning.marks import Try, mark, total
from campus.learning.models import Submission


@dataclass(frozen=True, slots=True)
class Change:
    """A learner's points in the set by the rules as they are, and by the new ones."""

    learner: User
    before: float
    after: float

    @property
    def difference(self) -> float:
        return self.after - self.before


def simulate(old: ProblemSet, new: ProblemSet) -> list[Change]:
    """Everybody with a graded answer, whoever loses most first. Both columns are worked out by
    `marks.mark` from the same answers; marks by hand stay outside."""
    work = _work(old)
    people = User.objects.in_bulk(list(work))
    before, after = terms_by_learner(old, work), terms_by_learner(new, work)
    points = dict(old.items.values_list("pk", "points"))
    changes = []
    for learner, items in work.items():
        was, will = (
            total([(mark(t, t.hint_cost, tries), points[item]) for item, tries in items.items()])
            for t in (before[learner], after[learner])
        )
        changes.append(Change(people[learner], was, will))
    return sorted(changes, key=lambda one: (one.difference, str(one.learner)))


def _work(problem_set: ProblemSet) -> dict[int, dict[int, list[Try]]]:
    """Graded tries by learner and item."""
    rows = Submission.objects.filter(
        attempt__item__problem_set=problem_set,
        mode=Submission.Mode.GRADE,
        state=Submission.State.GRADED,
        result__isnull=False,
    ).values_list(
        "attempt__learner",
        "attempt__item",
        "received_at",
        "result__score",
        "result__hints",
        "attempt__hints_taken",
    )
    work: dict[int, dict[int, list[Try]]] = defaultdict(lambda: defaultdict(list))
    for learner, item, at, score, hints, taken in rows:
        work[learner][item].append(Try(at, score, taken if hints is None else hints))
    return work
