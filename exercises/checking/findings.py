"""One thing wrong with an exercise: which rule, where, and for which seed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from exercises.checking.rules import RULES, Level


@dataclass(frozen=True, slots=True)
class Finding:
    """`seed` is None for what concerns all seeds; `seeds` counts those with the same finding.

    warning   this clause of the rule is no more than a warning
    note      nothing need be wrong: what the rule could not look at, or what looks like a slip
    """

    rule: str
    file: str
    line: int
    message: str
    seed: int | None = None
    seeds: int = 1
    warning: bool = False
    note: bool = False

    @property
    def level(self) -> Level:
        if self.note:
            return "note"
        return "warning" if self.warning else RULES[self.rule].level

    def __str__(self) -> str:
        where = "" if self.seed is None else f" (seed {self.seed}"
        if where:
            where += f" and {self.seeds - 1} more)" if self.seeds > 1 else ")"
        mark = "" if self.level == "error" else f"{self.level}: "
        return f"{self.file}:{self.line}: {self.rule}: {mark}{self.message}{where}"

    def to_json(self) -> dict[str, Any]:
        told = asdict(self)
        del told["warning"], told["note"]
        return {**told, "level": self.level}


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each rule and line, with the first seed's words and the count of seeds."""
    groups: dict[tuple[str, str, int, str], list[Finding]] = {}
    for f in sorted(
        findings, key=lambda f: (f.file, f.line, f.rule, -1 if f.seed is None else f.seed)
    ):
        kind = f.message if f.seed is None else ""
        groups.setdefault((f.file, f.rule, f.line, kind), []).append(f)
    return [replace(group[0], seeds=len({f.seed for f in group})) for group in groups.values()]
