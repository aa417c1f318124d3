"""A program judged by a key, and the rows of its verdict by name; a key of two lines."""

from __future__ import annotations

from typing import Any, Literal

from grader.code import grade_code
from grader.verdict import Verdict

DOUBLE: dict[str, Any] = {
    "entry": "double",
    "reference": "def double(x):\n    return 2 * x\n",
    "visible": 'def test_three(f, np, p):\n    "Twice 3."\n    assert close(f(3), 6)\n',
    "hidden": 'def test_seven(f, np, p):\n    "Twice 7."\n    assert close(f(7), 14)\n',
}


def judged(
    program: str, key: dict[str, Any], mode: Literal["grade", "run"] = "grade", **changes: Any
) -> Verdict:
    return grade_code(program, key | changes, mode=mode, seed="test/1")


def rows(verdict: Verdict) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in verdict.details["tests"]}
