"""What the learner is told: a row for every test, the output, one sentence, and a Verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.code.faults import Raised, read_raised
from grader.code.groups import Group, earned
from grader.code.stage import NotStarted, Unreadable
from grader.sandbox.faults import showable
from grader.verdict import Outcome, Verdict

LONGEST_OUTPUT = 16_000


@dataclass(slots=True)
class Row:
    """One test's result. Of a hidden one only name, doc and passed ever leave the worker.

    not_run   the program had ended before its turn came
    """

    name: str
    doc: str
    hidden: bool
    passed: bool
    message: str = ""
    expected: str = ""
    got: str = ""
    ms: float = 0.0
    not_run: bool = False

    def to_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {
            "name": self.name,
            "doc": self.doc,
            "hidden": self.hidden,
            "passed": self.passed,
            **({"not_run": True} if self.not_run else {}),
        }
        if not self.hidden:
            row |= {
                "message": clean(self.message),
                "expected": clean(self.expected),
                "got": clean(self.got),
                "ms": round(self.ms, 2),
            }
        return row


@dataclass(slots=True)
class Findings:
    """All that is known about a program while it is being graded."""

    visible: list[Row] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)
    standard: list[Row] = field(default_factory=list)
    printed: str = ""
    figures: list[dict[str, Any]] = field(default_factory=list)
    raised: Raised | None = None
    ended: str = ""
    groups: Sequence[Group] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        return [*self.visible, *self.hidden, *self.standard]

    def details(self) -> dict[str, Any]:
        return {
            "tests": [row.to_json() for row in self.rows],
            **({"groups": self._points()} if self.groups else {}),
            "stdout": clean(self.printed[:LONGEST_OUTPUT]),
            "stdout_truncated": len(self.printed) > LONGEST_OUTPUT,
            "figures": self.figures,
            "error": None if self.raised is None else error_details(self.raised),
        }

    def _points(self) -> list[dict[str, Any]]:
        """What each group of tests earned, in the author's order."""
        points = earned(self.groups, passed(self.rows), self.weights)
        return [
            {
                "name": group.name,
                "points": group.points,
                "earned": points[group.name],
                "tests": list(group.tests),
            }
            for group in self.groups
        ]


def passed(rows: Sequence[Row]) -> dict[str, bool]:
    return {row.name: row.passed for row in rows}


def row_of(name: str, doc: str, outcome: Mapping[str, Any], *, hidden: bool) -> Row:
    """The row of one test that was run."""
    ms = outcome.get("ms", 0.0)
    row = Row(name, doc, hidden, outcome["how"] == "passed", ms=ms)
    if not hidden and not row.passed:
        if "raised" in outcome:
            row.message = error_sentence(read_raised(outcome["raised"]))
        else:
            row.message = str(outcome.get("message", ""))
        row.expected = str(outcome.get("expected", ""))
        row.got = str(outcome.get("got", ""))
    return row


def error_sentence(raised: Raised) -> str:
    """`ValueError: negative (line 7)`."""
    line = f" (line {raised['frames'][-1][0]})" if raised["frames"] else ""
    message = f": {raised['message']}" if raised["message"] else ""
    return f"{raised['kind']}{message}{line}"


def error_details(raised: Raised) -> dict[str, Any]:
    return {
        "type": clean(raised["kind"]),
        "message": clean(raised["message"]),
        "line": raised["frames"][-1][0] if raised["frames"] else None,
        "frames": [[line, clean(name)] for line, name in raised["frames"]],
    }


def not_started(problem: NotStarted, findings: Findings) -> Verdict:
    """The verdict on a program that did not reach its tests."""
    if isinstance(problem, Unreadable):
        details = findings.details() | {
            "error": {
                "type": "SyntaxError" if problem.line else "NameError",
                "message": problem.sentence,
                "line": problem.line or None,
                "column": problem.column,
                "end_column": problem.end_column,
                "frames": [],
            }
        }
        return Verdict("unreadable", method="reading", feedback=problem.sentence, details=details)
    sentence = problem.sentence
    if problem.raised is not None:
        findings.raised = problem.raised
        sentence = f"{sentence} {error_sentence(problem.raised)}"
    return Verdict("wrong", method="tests", feedback=clean(sentence), details=findings.details())


def verdict(findings: Findings, score: float, tag: str) -> Verdict:
    """The verdict on a program whose tests were run; `right` only if every one passed."""
    everything = all(row.passed for row in findings.rows)
    outcome: Outcome = "right" if everything else "partial" if score > 0 else "wrong"
    return Verdict(
        outcome,
        score=1.0 if everything else score,
        method="tests",
        tag=tag,
        feedback=sentence(findings),
        details=findings.details(),
    )


def sentence(findings: Findings) -> str:
    """How many tests passed, in one sentence a kind of test, and why the program ended."""
    parts = []
    for rows, kind in ((findings.visible, "visible"), (findings.hidden, "hidden")):
        if rows:
            parts.append(f"{sum(row.passed for row in rows)} of {len(rows)} {kind} tests pass.")
    parts += [f"Not met: {row.doc}" for row in findings.standard if not row.passed]
    if findings.ended:
        parts.append(findings.ended)
    return clean(" ".join(parts))


def clean(text: str) -> str:
    """Text that a JSON column keeps and that shows what it is."""
    return showable(text, len(text))
