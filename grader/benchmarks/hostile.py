"""
Answers meant to break a grader: programs, bombs, walls of brackets, odd characters, absurd values.

Each is to be refused or judged in milliseconds by every answer kind; nothing in it may run. They
stand in `hostile.jsonl`; a long one as a list of its parts, `["(", 900]` for 900 brackets.
"""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).with_name("hostile.jsonl")


def read_texts(path: Path) -> tuple[str, ...]:
    """The texts of a file of hostile answers, long ones written out."""
    rows = (json.loads(line) for line in path.read_text().splitlines())
    return tuple(_written_out(row["text"]) for row in rows)


def _written_out(text: str | list[str | list[str | int]]) -> str:
    """
    >>> _written_out(["2*", ["(", 3], "x"])
    '2*(((x'
    """
    if isinstance(text, str):
        return text
    parts = (part if isinstance(part, str) else str(part[0]) * int(part[1]) for part in text)
    return "".join(parts)


TEXTS = read_texts(FILE)
