"""What a reader may see of what a thread gives away, and what it costs to see it sooner.

A way to go is for those who have handed something in; an answer for those who have ended a variant
and have none open in a problem set. Whoever wants it sooner pays with their open variant: the next
hint for a way, giving up for an answer. In a set that gives everybody one variant, or counts the
tries, an answer cannot be had sooner: there the price would be the marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from django.utils import timezone

from campus.accounts.models import User
from campus.community.models import Opened, Post, Thread
from campus.community.standing import is_staff
from campus.courses.models import Enrolment, Item, ProblemSet
from campus.learning.models import Attempt

Reveals = Post.Reveals
Price = Literal["none", "hint", "give up", "not for sale"]

_RANK = {Reveals.NOTHING: 0, Reveals.WAY: 1, Reveals.ANSWER: 2}


@dataclass(frozen=True, slots=True)
class Gate:
    """How far a reader sees into a thread: posts that reveal no more than `seen`.

    open_attempt   the reader's open attempt at the exercise, which a look would cost something
    strict         a set of the reader's gives one variant or counts tries, and is not done yet
    """

    seen: str
    open_attempt: Attempt | None = None
    strict: bool = False

    def lets(self, post: Post) -> bool:
        return _RANK[Reveals(post.reveals)] <= _RANK[Reveals(self.seen)]

    def price(self, reveals: str) -> Price:
        """What it costs to see posts of this kind now."""
        if _RANK[Reveals(reveals)] <= _RANK[Reveals(self.seen)]:
            return "none"
        if reveals == Reveals.WAY:
            return "hint" if self.open_attempt else "none"
        if self.strict:
            return "not for sale"
        return "give up" if self.open_attempt else "none"


OPEN = Gate(Reveals.ANSWER)


def gate_of(thread: Thread, reader: User) -> Gate:
    """The gate of one thread for one reader; open where there is nothing to give away."""
    if thread.exercise_id is None or is_staff(reader, thread):
        return OPEN
    mine = list(Attempt.objects.of(reader).filter(exercise=thread.exercise_id))
    in_a_set = [row for row in mine if not row.ended and row.item_id is not None]
    attempt = next(iter(in_a_set), None) or next((row for row in mine if not row.ended), None)
    strict = _is_strict(thread.exercise_id, reader, [row for row in mine if row.ended])
    chosen = Opened.objects.filter(thread=thread, person=reader).values_list("reveals", flat=True)
    if (mine and not in_a_set and not strict and any(row.ended for row in mine)) or (
        Reveals.ANSWER in chosen
    ):
        return Gate(Reveals.ANSWER, attempt, strict)
    tried = all(row.tries for row in in_a_set) and any(row.tries for row in mine)
    if tried or Reveals.WAY in chosen:
        return Gate(Reveals.WAY, attempt, strict)
    return Gate(Reveals.NOTHING, attempt, strict)


def gated(post: Post, gate: Gate, reader: User) -> bool:
    """Whether the reader does not see the text; one's own one always sees."""
    return post.author_id != reader.pk and not gate.lets(post)


def shown_answers(thread: Thread, reader: User) -> Q:
    """The posts of a thread that the reader may read, as a condition."""
    gate = gate_of(thread, reader)
    allowed = [kind for kind, rank in _RANK.items() if rank <= _RANK[Reveals(gate.seen)]]
    return Q(reveals__in=allowed) | Q(author=reader)


def _is_strict(exercise: int, reader: User, ended: list[Attempt]) -> bool:
    """Whether the reader has the exercise before them in a set where giving up would cost marks
    that another variant cannot win back."""
    now = timezone.now()
    items = Item.objects.filter(
        Q(problem_set__opens_at=None) | Q(problem_set__opens_at__lte=now),
        Q(problem_set__closes_at=None) | Q(problem_set__closes_at__gt=now),
        ~Q(problem_set__variants=ProblemSet.Variants.FREE) | Q(problem_set__tries__isnull=False),
        exercise=exercise,
        problem_set__course__enrolments__person=reader,
        problem_set__course__enrolments__role=Enrolment.Role.LEARNER,
        problem_set__course__archived_at=None,
    )
    return items.exclude(pk__in=[row.item_id for row in ended if row.item_id]).exists()
