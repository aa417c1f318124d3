"""Cases to measure with: JSON lines as for `python -m grader grade`, with `expected` beside."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import BadKey

_CAPITAL_E = re.compile(r"(?<![\w.])E(?!\w)")
OWN = Path(__file__).with_name("cases.jsonl")
# What the other engines can be asked: whether two expressions are equal.
COMPARABLE = frozenset({"expr", "exact", "poly"})


@dataclass(frozen=True, slots=True)
class Case:
    """`expected` is whether the answer is right; anything but true counts as not right."""

    identity: str
    answer: str
    key: dict[str, Any]
    syntax: str
    expected: bool

    @property
    def comparable(self) -> bool:
        return self.key.get("kind") in COMPARABLE and self.syntax == "ascii"


def read_cases(path: Path) -> list[Case]:
    """Read a file of cases; raises BadKey naming the line that is none.

    A row may also give a plain pair: `student` and `reference` (or `ascii_s` and `ascii_r`) with
    `vars`; it is judged as an expression.
    """
    cases = []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line), number))
            except (ValueError, KeyError, AttributeError) as error:
                raise BadKey(f"{path.name}:{number} is no case: {error}") from error
    return cases


def _case(row: dict[str, Any], number: int) -> Case:
    key = row.get("key")
    answer = row.get("answer", row.get("ascii_s", row.get("student")))
    if key is None:
        key = {"kind": "expr", "value": row.get("ascii_r", row.get("reference"))}
        if "vars" in row:
            key["vars"] = row["vars"]
        if "E" not in row.get("vars", ()):  # as computer algebra spells e in plain pairs
            key["value"], answer = (_CAPITAL_E.sub("e", str(t)) for t in (key["value"], answer))
    return Case(
        identity=str(row.get("id", number)),
        answer=str(answer),
        key=dict(key),
        syntax=str(row.get("syntax", "ascii")),
        expected=row["expected"] is True,
    )
