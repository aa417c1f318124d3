"""What to write instead: the words of Python's and YAML's parsers, made useful to an author."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KEY_AND_VALUE = re.compile(r"^([\w-]+):\s*(.*)$")


def about_yaml(lines: Sequence[str], row: int, problem: str) -> tuple[int, str]:
    """Which of the lines (from 0) cannot be read, and how it is written; YAML stopped at `row`."""
    rows = [place for place in (row, row - 1) if 0 <= place < len(lines)]
    for place in rows:  # what is wrong with a line is often seen in the next
        if told := _about_line(lines[place]):
            return place, told
    return row, f"{problem}; is a bracket or a quotation mark left open in or above this line?"


def _about_line(line: str) -> str:
    if "\t" in line:
        return "there is a tab in this line; YAML takes blanks"
    if line.startswith(" ") and _KEY_AND_VALUE.match(line.strip()):
        return "this line begins with blanks; every key begins in the first column"
    if re.match(r"^[\w-]+:\S", line):
        return "a blank is missing after the colon: `key: value`"
    if (found := _KEY_AND_VALUE.match(line)) and ": " in found[2] and found[2][:1] not in "\"'{[":
        quoted = found[2].replace('"', "'")
        return f'a value with a colon stands in quotation marks: `{found[1]}: "{quoted}"`'
    return ""


def about_syntax(problem: SyntaxError) -> str:
    """Python's words, the place, and for common slips the cure."""
    text = (problem.text or "").rstrip("\n")
    told = f"{problem.msg}"
    if isinstance(problem, TabError) or "\t" in text:
        return f"{told}; indent with four blanks, never with tabs"
    if isinstance(problem, IndentationError):
        return f"{told}; the lines of one block begin in the same column, four blanks further in"
    if isinstance(problem.msg, str) and problem.msg.startswith("invalid syntax") and text.strip():
        return f"{told}, in `{text.strip()[:60]}`"
    return told


def about_hole(source: str, problem: str) -> str:
    """Why what stands in a hole is no expression, and for common slips the cure."""
    if "{{" in source:
        return f"{problem}; one hole cannot stand in another"
    if re.search(r":\s*\S{1,3}\s*$", source):
        return (
            f"{problem}; after a colon stands how the value is shown: `+`, `*`, `+*`, `()`, or "
            f"nothing"
        )
    return problem
