"""Where the grader of today judges otherwise than the one before: regrades, and whose verdicts
stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from campus.learning.models import GradeResult
from campus.teaching.models import Change, Regrade

SHOWN = 10
LOOKED_AT = 5000  # latest verdicts


@dataclass(frozen=True, slots=True)
class Disagreement:
    regrade: Regrade
    n: int
    up: int
    down: int
    trouble: int

    @property
    def share(self) -> float | None:
        return 100 * (self.up + self.down) / self.n if self.n else None


def latest() -> list[Disagreement]:
    """The latest regrades: answers judged anew, and how many got more, less, or no verdict."""
    newest = list(Regrade.objects.select_related("course", "exercise")[:SHOWN])
    changes = Change.objects.filter(regrade__in=newest).values_list("regrade")
    counted = changes.annotate(
        n=Count("pk"),
        up=Count("pk", filter=Q(score__gt=F("old_score"))),
        down=Count("pk", filter=Q(score__lt=F("old_score"))),
        trouble=Count("pk", filter=~Q(trouble="")),
    )
    found = {pk: numbers for pk, *numbers in counted}
    return [Disagreement(row, *found.get(row.pk, (0, 0, 0, 0))) for row in newest]


def versions() -> list[tuple[str, int]]:
    """By which versions of the grader the latest verdicts were made."""
    newest = GradeResult.objects.order_by("-submission__received_at")
    chosen = newest.values_list("grader_version", flat=True)[:LOOKED_AT]
    counts: dict[str, int] = {}
    for version in chosen:
        counts[version or "–"] = counts.get(version or "–", 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])
