"""From enrolled to the last stage there is: how many learners have come how far.

A stage is a sentence and a condition on a learner's row of sums. Rooms above may add theirs by
`STAGES.append`; each stage is counted by itself, so their order is the order they are shown in.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus.dashboards.scope import Scope


@dataclass(frozen=True, slots=True)
class Stage:
    name: Promise
    reached: Q  # of a User, through `tally`


@dataclass(frozen=True, slots=True)
class Step:
    """share: of all learners, in per cent; kept: of those of the stage before."""

    name: str
    n: int
    share: float
    kept: float


STAGES = [
    Stage(_("Enrolled"), Q()),
    Stage(_("Handed in an answer"), Q(tally__graded__gt=0)),
    Stage(_("Practised on 5 days"), Q(tally__days__gte=5)),
    Stage(_("Mastered a skill"), Q(tally__mastered__gte=1)),
    Stage(_("Mastered 10 skills"), Q(tally__mastered__gte=10)),
    Stage(_("Mastered a whole module"), Q(tally__modules__gte=1)),
    Stage(_("Mastered 5 modules"), Q(tally__modules__gte=5)),
]


def funnel_of(scope: Scope) -> list[Step]:
    """One query over a row a learner."""
    counts = {
        f"s{place}": Count("pk", filter=stage.reached) if stage.reached else Count("pk")
        for place, stage in enumerate(STAGES)
    }
    found = list(scope.learners().aggregate(**counts).values())
    return [
        Step(
            name=str(stage.name),
            n=n,
            share=100 * n / found[0] if found[0] else 0.0,
            kept=100 * n / found[max(place - 1, 0)] if found[max(place - 1, 0)] else 0.0,
        )
        for place, (stage, n) in enumerate(zip(STAGES, found, strict=True))
    ]
