"""One round: the outcomes that are settled since the last one, and whoever changed groups.

Keys of a log come in the order in which transactions asked for them, not in which they commit. So
a round only notes the newest key it sees, with the first transaction that had not begun; a later
round folds up to it once everything that was open then has ended. No lock is taken that a
recorder could meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from campus.rollups import exercises, learners, membership, periods, skills, waits
from campus.rollups.asking import ask
from campus.rollups.models import Mark

_LOCK: Final = 7_331_002  # any number of our own; held by one folder at a time
_NOW: Final = """
    SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint,
        (SELECT coalesce(max(id), 0) FROM learning_outcome)
    FROM pg_current_snapshot() AS s
"""
AT_A_TIME: Final = 20_000  # outcomes; the rest waits for the next round


@dataclass(frozen=True, slots=True)
class Folded:
    """outcomes: keys passed over in the log; moved: learners who came to a group or went."""

    outcomes: int
    moved: int


@transaction.atomic
def fold(upto: int | None = None) -> Folded:
    """Take what is settled. A second folder leaves at once.

    upto   a key that is known to be settled, where nobody else writes
    """
    if not ours():
        return Folded(0, 0)
    mark, _ = Mark.objects.get_or_create(pk=1)
    after = mark.folded
    oldest, next_one, newest = ask(_NOW)
    settled = note(mark, oldest, next_one, newest) if upto is None else upto
    last = min(settled, after + AT_A_TIME)
    if last > after:
        skills.count_logged(after, last)
        periods.count_logged(after, last)
        learners.count_logged(after, last)
        exercises.count_logged(after, last)
        mark.folded = last
    moved = membership.moves()
    if moved:
        skills.count_moved()
        periods.count_moved()
    waits.count()
    mark.folded_at = timezone.now()
    mark.save()
    return Folded(max(last - after, 0), moved)


def ours() -> bool:
    """Whether this transaction may write the sums; until it ends nobody else may."""
    (taken,) = ask("SELECT pg_try_advisory_xact_lock(%(key)s)", key=_LOCK)
    return bool(taken)


def note(mark: Mark, oldest: int, next_one: int, newest: int) -> int:
    """The key below which nothing can appear any more; the mark learns what to wait for next.

    oldest     the first transaction that is still open
    next_one   the first that has not begun
    newest     the newest key that is seen
    """
    settled = mark.folded
    if mark.pending > mark.folded and oldest >= mark.horizon:
        settled = mark.pending
    if settled >= mark.pending:
        mark.pending, mark.horizon = newest, next_one
    return settled
