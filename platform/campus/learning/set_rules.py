"""The rules of a problem set at work: whether an answer is taken, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.accounts.models import User
from campus.courses.models import Item, ProblemSet
from campus.courses.rules import Terms, closed_for_everybody, late_share, state_of, terms_of
from campus.courses.saying import sentences
from campus.learning.marks import Try, worth
from campus.learning.models import Attempt, Submission

HINT_COST = 15  # per cent of the marks, for each hint taken, in practice outside a set


class Refused(ValueError):
    """The set takes no answer; the message says why and what is left to do."""


CLOSED = gettext_lazy(
    "This problem set has closed: answers are no longer taken. Nothing was handed in; you can go "
    "on with another variant, for practice."
)
NO_TRIES = gettext_lazy(
    "All tries at this exercise are used. Nothing was handed in; you can go on with another "
    "variant, which counts for your skills and not for the set."
)
IN_EXAM = gettext_lazy(
    "In an exam nothing is judged before it has closed for everybody. What stands in the form is "
    "kept, and handed in with the whole exam."
)

HELD = gettext_lazy(
    "You are sitting an exam with this exercise: until you have handed it in, it is not practised. "
    "Nothing was handed in."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner at an item. `left` is None without a limit; `state` is that of the set."""

    state: str
    used: int
    limit: int | None
    words: list[str]
    exam: bool = False  # answers are kept, and judged later
    placement: bool = False  # one answer, no hints, then on to the next question
    project: bool = False  # a milestone: nothing is given up, there is no other variant
    due_at: datetime | None = None  # of this learner
    same_variant: bool = False
    hint_cost: int = HINT_COST
    solution: bool = True  # may be shown, once the attempt has ended

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def takes_answers(self) -> bool:
        return self.state != "closed" and self.left != 0


def tries_at(item: Item, learner: int) -> int:
    """Graded tries of the learner at the item, over all its variants."""
    own = Attempt.objects.filter(item=item, learner=learner)
    return own.aggregate(all=Sum("tries"))["all"] or 0


def standing_at(item: Item, learner: User) -> Standing:
    rules = item.problem_set
    terms = terms_of(rules, learner.pk)
    exam = rules.kind == ProblemSet.Kind.EXAM
    return Standing(
        state_of(terms),
        tries_at(item, learner.pk),
        terms.tries,
        [*sentences(terms), *_now(terms)],
        exam=exam,
        placement=rules.kind == ProblemSet.Kind.PLACEMENT,
        project=rules.kind == ProblemSet.Kind.PROJECT,
        due_at=terms.due_at,
        same_variant=exam or terms.variants == ProblemSet.Variants.SAME,
        hint_cost=terms.hint_cost,
        solution=_solution_shown(rules, terms),
    )


def _solution_shown(problem_set: ProblemSet, terms: Terms) -> bool:
    """Whether the worked solution may leave the server for somebody who has ended the variant."""
    when, now = terms.solutions, timezone.now()
    if problem_set.kind == ProblemSet.Kind.EXAM and when != ProblemSet.Solutions.NEVER:
        when = ProblemSet.Solutions.CLOSED
    if when == ProblemSet.Solutions.CLOSED:
        end = closed_for_everybody(problem_set)
        return end is not None and now >= end
    if when == ProblemSet.Solutions.DUE:
        return terms.due_at is None or now > terms.due_at
    return when == ProblemSet.Solutions.ENDED


def demand_open(attempt: Attempt) -> None:
    """Raise Refused unless the attempt's set takes one more answer to be graded.

    Answers on their way to a verdict count as tries here, so that a second tab wins nothing;
    the caller holds the learner's lock.
    """
    if attempt.item is None:
        return
    if attempt.item.problem_set.kind == ProblemSet.Kind.EXAM:
        raise Refused(str(IN_EXAM))
    rules = terms_of(attempt.item.problem_set, attempt.learner_id)
    if state_of(rules) == "closed":
        raise Refused(str(CLOSED))
    if rules.tries is None:
        return
    waiting = Submission.objects.waiting().filter(
        attempt__item=attempt.item,
        attempt__learner=attempt.learner_id,
        mode=Submission.Mode.GRADE,
    )
    if tries_at(attempt.item, attempt.learner_id) + waiting.count() >= rules.tries:
        raise Refused(str(NO_TRIES))


@dataclass(frozen=True, slots=True)
class Price:
    """What a graded try is worth of the item's marks, whether it was the last one, and whether
    the next one is to have a variant of its own."""

    worth: float
    last: bool
    fresh: bool = False


def price_of(attempt: Attempt, score: float, handed_in: datetime) -> Price:
    """Called before the try is counted, inside the transaction that counts it."""
    if attempt.item is None:
        kept = max(0.0, 1 - HINT_COST / 100 * attempt.hints_taken)
        return Price(score * kept, last=False)
    rules = terms_of(attempt.item.problem_set, attempt.learner_id)
    before = tries_at(attempt.item, attempt.learner_id) if rules.tries or rules.try_cost else 0
    one = Try(handed_in, score, attempt.hints_taken)
    exam = rules.kind == ProblemSet.Kind.EXAM
    return Price(
        worth(rules, rules.hint_cost, one, before),
        last=exam or (rules.tries is not None and before + 1 >= rules.tries),
        fresh=rules.variants == ProblemSet.Variants.NEW,
    )


def _now(rules: Terms) -> list[str]:
    """What has happened already, in words, and that other rules hold than for the others."""
    words = [_("These are your own dates and limits; an extension holds for you.")]
    said = words if rules.extended else []
    state, now = state_of(rules), timezone.now()
    if state == "closed":
        return [*said, _("The set has closed; what you handed in before counts.")]
    if state == "late" and (share := late_share(rules, now)) < 100:
        words_now = _("It is past the due date: an answer now counts %(share)d %%.")
        return [*said, words_now % {"share": share}]
    return said
