"""A group's week: who practised on which day, as far as each lets the others see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from campus.accounts.models import User
from campus.community.models import Membership, StudyGroup
from campus.learning.models import Attempt


@dataclass(frozen=True, slots=True)
class MemberWeek:
    """One member's row. `solved` and `days` are None for the others while they are not shared.

    days   Monday to Sunday: whether something was solved on that day
    """

    membership: Membership
    is_me: bool
    solved: int | None
    days: tuple[bool, ...] | None

    def reached(self, goal: int) -> bool:
        return self.solved is not None and self.solved >= goal


def week_of(group: StudyGroup, reader: User, today: date | None = None) -> list[MemberWeek]:
    """The rows of this week, the reader's first."""
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    members = list(group.memberships.select_related("person"))
    open_ones = [row.person_id for row in members if row.shares or row.person_id == reader.pk]
    solved: dict[int, list[int]] = defaultdict(list)
    rows = Attempt.objects.filter(
        learner__in=open_ones,
        ended=Attempt.Ended.SOLVED,
        finished_at__date__gte=monday,
        finished_at__date__lt=monday + timedelta(days=7),
    )
    for learner, at in rows.values_list("learner", "finished_at"):
        if at is not None:
            solved[learner].append(timezone.localtime(at).weekday())
    weeks = [_row(row, reader, solved.get(row.person_id, []), open_ones) for row in members]
    return sorted(weeks, key=lambda week: not week.is_me)


def _row(row: Membership, reader: User, weekdays: list[int], open_ones: list[int]) -> MemberWeek:
    is_me = row.person_id == reader.pk
    if row.person_id not in open_ones:
        return MemberWeek(row, is_me, None, None)
    days = tuple(day in weekdays for day in range(7))
    return MemberWeek(row, is_me, len(weekdays), days)
