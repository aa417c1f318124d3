"""What changed between two texts, by line, so that it can be read without seeing colours."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Final

CONTEXT: Final = 3  # unchanged lines around a change


@dataclass(frozen=True, slots=True)
class Row:
    """kind is "same", "removed", "added" or "gap"; the numbers are those of each text's lines."""

    kind: str
    text: str = ""
    before: int | None = None
    after: int | None = None


def differences(before: str, after: str) -> list[Row]:
    """The changed lines with a little around them; [] for equal texts."""
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    rows: list[Row] = []
    for group in matcher.get_grouped_opcodes(CONTEXT):
        if rows or group[0][1] or group[0][3]:
            rows.append(Row("gap"))
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                rows += [
                    Row("same", old[i], i + 1, j + 1)
                    for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
                ]
                continue
            rows += [Row("removed", old[i], before=i + 1) for i in range(i1, i2)]
            rows += [Row("added", new[j], after=j + 1) for j in range(j1, j2)]
    return rows


def counts(rows: list[Row]) -> tuple[int, int]:
    """How many lines were added and removed."""
    kinds = [row.kind for row in rows]
    return kinds.count("added"), kinds.count("removed")
