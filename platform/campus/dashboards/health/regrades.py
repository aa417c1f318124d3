"""Where the grader of today judges otherwise than the one before: regrades, and whose verdicts
stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from campus.learning.models import GradeResult
from campus.teaching.models import Regrade

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
    newest = list(Regrade.objects.values_list("pk", flat=True)[:SHOWN])
    found = Regrade.objects.filter(pk__in=newest).select_related("course", "exercise")
    rows = found.annotate(
        n=Count("changes"),
        up=Count("changes", filter=Q(changes__score__gt=F("changes__old_score"))),
        down=Count("changes", filter=Q(changes__score__lt=F("changes__old_score"))),
        trouble=Count("changes", filter=~Q(changes__trouble="")),
    )
    return [Disagreement(row, row.n, row.up, row.down, row.trouble) for row in rows]


def versions() -> list[tuple[str, int]]:
    """By which versions of the grader the latest verdicts were made."""
    newest = GradeResult.objects.order_by("-submission__received_at")
    chosen = newest.values_list("grader_version", flat=True)[:LOOKED_AT]
    counts: dict[str, int] = {}
    for version in chosen:
        counts[version or "–"] = counts.get(version or "–", 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])
