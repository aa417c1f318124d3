"""Skills that a placement took for known: left out of what comes next, reviewed within a fortnight,
and undone by a wrong answer. Nothing is worked out when answers are recorded: what stands follows
from the counts of tries, then and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from django.db.models import QuerySet

from campus.accounts.models import User
from campus.catalog.atlas import read_atlas
from campus.learning.models import LearnerSkill, PlacedSkills
from campus.learning.states import states_of
from campus.prepared import prepared

REVIEWED_WITHIN: Final = timedelta(days=14)

States = Mapping[int, LearnerSkill]


@dataclass(frozen=True, slots=True)
class Placed:
    """standing: skills by primary key that still count as known. review_at: when to look at those
    of them that were not tried since, spread over REVIEWED_WITHIN in the order of the map."""

    standing: frozenset[int] = frozenset()
    review_at: Mapping[int, datetime] = field(default_factory=dict)


NOTHING: Final = Placed()


def placed_of(user: User, states: States | None = None) -> Placed:
    """What stands of the learner's placement.

    states   of the learner, as `states_of` gives them, for who has them at hand
    """
    for row in _placed(user.pk):
        states = states_of(user) if states is None else states
        then = {int(pk): (tries, wrong) for pk, (tries, wrong) in row.skills.items()}
        fallen = _fallen(then, states)
        standing = [pk for pk in read_atlas().skills if pk in then and pk not in fallen]
        return Placed(frozenset(standing), dict(_reviews(row.at, standing, then, states)))
    return NOTHING


def _fallen(then: Mapping[int, tuple[int, int]], states: States) -> set[int]:
    """Skills with a wrong first try since, and the placed ones that build upon them, be it by way
    of skills that were never placed."""
    missed = {pk for pk, (_, wrong) in then.items() if _wrong(states.get(pk)) > wrong}
    if not missed:
        return missed
    before = read_atlas().before

    @cache
    def falls(pk: int) -> bool:
        return pk in missed or any(falls(below) for below in before.get(pk, ()))

    return {pk for pk in then if falls(pk)}


def _wrong(state: LearnerSkill | None) -> int:
    return state.n - state.n_ok if state else 0


def _reviews(
    at: datetime, standing: list[int], then: Mapping[int, tuple[int, int]], states: States
) -> Iterator[tuple[int, datetime]]:
    for place, pk in enumerate(standing, start=1):
        tries = states[pk].n if pk in states else 0
        if tries == then[pk][0]:
            yield pk, at + REVIEWED_WITHIN * place / len(standing)


@prepared
def _placed(learner: int) -> QuerySet[PlacedSkills]:
    return PlacedSkills.objects.filter(learner=learner)
