"""The rules of a problem set at work: whether an answer is taken, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.accounts.models import User
from campus.courses.models import Item
from campus.courses.rules import credit, sentences, state_of
from campus.learning.models import Attempt, Submission


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


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner at an item. `left` is None without a limit; `state` is that of the set."""

    state: str
    used: int
    limit: int | None
    words: list[str]

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
    words = [*sentences(rules), *_now(item)]
    return Standing(state_of(rules), tries_at(item, learner.pk), rules.tries, words)


def demand_open(attempt: Attempt) -> None:
    """Raise Refused unless the attempt's set takes one more answer to be graded.

    Answers on their way to a verdict count as tries here, so that a second tab wins nothing;
    the caller holds the learner's lock.
    """
    if attempt.item is None:
        return
    rules = attempt.item.problem_set
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
    """What a graded try keeps of its marks, and whether it was the last one."""

    keeps: float
    last: bool


def price_of(attempt: Attempt, handed_in: datetime) -> Price:
    """Called before the try is counted, inside the transaction that counts it."""
    if attempt.item is None:
        return Price(1.0, last=False)
    rules = attempt.item.problem_set
    before = tries_at(attempt.item, attempt.learner_id) if rules.tries or rules.try_cost else 0
    last = rules.tries is not None and before + 1 >= rules.tries
    return Price(credit(rules, handed_in, before), last)


def _now(item: Item) -> list[str]:
    """What has happened already, in words."""
    rules = item.problem_set
    state = state_of(rules, timezone.now())
    if state == "closed":
        return [_("The set has closed; what you handed in before counts.")]
    if state == "late" and rules.late_credit < 100:
        share = {"share": rules.late_credit}
        return [_("It is past the due date: an answer now counts %(share)d %%.") % share]
    return []
