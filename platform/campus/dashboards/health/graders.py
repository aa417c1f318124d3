"""Which graders live and what their sandboxes say of themselves."""

from __future__ import annotations

from dataclasses import dataclass

from redis.exceptions import RedisError

from campus.graders import living_graders


@dataclass(frozen=True, slots=True)
class GraderRow:
    """Graders that say the same. checked: the last self-check, as each says; "" unknown."""

    tier: str
    reason: str
    checked: str
    n: int

    @property
    def refuses(self) -> bool:
        return self.tier == "none"


@dataclass(frozen=True, slots=True)
class Graders:
    """alive: None where there is no broker to ask."""

    alive: int | None
    rows: tuple[GraderRow, ...]

    @property
    def refusing(self) -> int:
        return sum(row.n for row in self.rows if row.refuses)


def graders_now() -> Graders:
    """Those that showed life in the last ten seconds."""
    try:
        marks = living_graders()
    except RedisError:
        return Graders(None, ())
    same: dict[tuple[str, str], list[str]] = {}
    for mark in marks:
        same.setdefault((mark["tier"], mark["reason"]), []).append(mark.get("checked", ""))
    rows = tuple(
        GraderRow(tier, reason, max(times), len(times))
        for (tier, reason), times in sorted(same.items())
    )
    return Graders(len(marks), rows)
