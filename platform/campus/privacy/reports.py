"""A verdict as its learner has seen it: what the page shows of each blank and nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_OF_A_BLANK: Final = ("outcome", "score", "feedback", "read_as", "counter_example", "carried")
_OF_A_TEST: Final = ("name", "passed")


def judged(report: Mapping[str, Any]) -> dict[str, Any]:
    """Of grader.verdict.Report as JSON: per blank its outcome, share and words; of tests their
    names and whether they passed. Tags of listed mistakes and details of tests stay here.

    >>> judged({"verdicts": {"m": {"outcome": "wrong", "score": 0.0, "tag": "minus"}}})
    {'m': {'outcome': 'wrong', 'score': 0.0}}
    """
    return {name: _blank(verdict) for name, verdict in report.get("verdicts", {}).items()}


def _blank(verdict: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: verdict[name] for name in _OF_A_BLANK if name in verdict}
    tests = (verdict.get("details") or {}).get("tests", [])
    if tests:
        found["tests"] = [{name: row[name] for name in _OF_A_TEST if name in row} for row in tests]
    return found
