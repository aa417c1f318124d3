"""The tests of a program as the page lists them: in the author's groups, if there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TestGroup:
    """Some tests under one heading; without a name they need none."""

    tests: list[dict[str, Any]]
    name: str = ""
    earned: float = 0.0
    points: float = 0.0


def grouped_tests(details: Mapping[str, Any]) -> list[TestGroup]:
    """The rows of a verdict's details; what stands in no group comes first, as visible tests do."""
    rows = [_test_view(test) for test in details.get("tests", [])]
    groups = details.get("groups", [])
    placed = {name for group in groups for name in group["tests"]}
    rest = [row for row in rows if row["name"] not in placed]
    listed = [
        TestGroup(
            [row for row in rows if row["name"] in group["tests"]],
            str(group["name"]),
            float(group["earned"]),
            float(group["points"]),
        )
        for group in groups
    ]
    return [*([TestGroup(rest)] if rest else []), *listed]


def _test_view(test: Mapping[str, Any]) -> dict[str, Any]:
    """Of a hidden test nobody learns more than its one sentence and whether it passed; the
    grader sends no more either, and this does not lean on it."""
    if test["hidden"]:
        shown = ("name", "doc", "hidden", "passed", "not_run")
        return {name: test[name] for name in shown if name in test}
    return dict(test)
