"""How the tests of this folder ask the grader about one answer."""

from __future__ import annotations

from typing import Any

from grader.grade import grade
from grader.request import GradingRequest
from grader.verdict import Verdict


def verdict_on(kind: str, answer: str, syntax: str = "ascii", **key: Any) -> Verdict:
    """The verdict on one answer to one key of this kind."""
    blank = {"name": "a", "kind": kind, "key": key}
    answers = {"a": {"text": answer, "syntax": syntax}}
    request = {"seed": "test", "answers": answers, "blanks": [blank]}
    return grade(GradingRequest.from_json(request)).verdicts["a"]


def outcome(kind: str, answer: str, **key: Any) -> str:
    return verdict_on(kind, answer, **key).outcome
