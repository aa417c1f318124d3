"""A verdict as the page shows it: plain words for what the grader sent, nothing it keeps back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from campus.learning.methods import method_words
from campus.learning.test_table import TestGroup, grouped_tests
from campus.learning.translating import translated
from campus.pages.charts import Plot, plots
from exercises.typesetting import mathml, rich_inline

STATE_WORDS: Final = {
    "right": _("Right"),
    "partial": _("Partly right"),
    "wrong": _("Wrong"),
    "unreadable": _("Not read: costs nothing"),
    "undecided": _("Could not be decided"),
    "blank": _("Left empty"),
}


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One blank's verdict. Fields that end in _html are safe; the others are the learner's own
    text or plain words and must be escaped."""

    outcome: str
    state_word: str
    got: str
    out_of: str
    feedback_html: str = ""
    read_as_html: str = ""
    counter_example_html: str = ""
    notes_html: list[str] = field(default_factory=list)
    text: str = ""
    span: tuple[int, int] | None = None
    how: str = ""
    tag: str = ""
    carried: bool = False
    returned: bool = False
    tests: list[TestGroup] = field(default_factory=list)
    stdout: str = ""
    stdout_truncated: bool = False
    figures: tuple[Plot, ...] = ()
    error: dict[str, Any] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def verdict_view(
    verdict: Mapping[str, Any], marks: float, text: str, words: Mapping[str, str]
) -> VerdictView:
    """The view of grader.verdict.Verdict as JSON.

    marks   full marks of the blank
    text    what the learner typed
    words   the author's words for this blank's listed mistakes, by tag
    """
    outcome, details = str(verdict["outcome"]), verdict.get("details") or {}
    carried = bool(verdict.get("carried"))
    returned = outcome == "unreadable"
    span = verdict.get("span")
    if returned and details.get("error"):
        text, span = _line_of_fault(text, details["error"])
    return VerdictView(
        outcome=outcome,
        state_word=str(_("Right with your own values") if carried else STATE_WORDS[outcome]),
        got=number(marks * float(verdict["score"])),
        out_of=number(marks),
        feedback_html=_paragraphs(words.get(verdict["tag"], ""), verdict),
        read_as_html=mathml(verdict["read_as"]) if verdict["read_as"] else "",
        counter_example_html=rich_inline(_in_words(verdict, "counter_example")),
        notes_html=[rich_inline(note) for note in _notes(verdict)],
        text=text,
        span=(int(span[0]), int(span[1])) if span else None,
        how=method_words(verdict["method"]),
        tag=verdict["tag"],
        carried=carried,
        returned=returned,
        tests=[] if returned else grouped_tests(details),  # none was run
        stdout=details.get("stdout", ""),
        stdout_truncated=bool(details.get("stdout_truncated")),
        figures=plots(details.get("figures")),
        error=details.get("error"),
        details=details,
    )


def _paragraphs(authors: str, verdict: Mapping[str, Any]) -> str:
    """Safe HTML: the author's words in their language, ours in the reader's, a block each."""
    ours = rich_inline(_in_words(verdict, "feedback"))
    marked = ' translate="yes"' if "feedback" in verdict.get("said", {}) else ""
    return (f"<div>{authors}</div>" if authors else "") + (
        f"<div{marked}>{ours}</div>" if ours else ""
    )


def _line_of_fault(program: str, error: Mapping[str, Any]) -> tuple[str, tuple[int, int] | None]:
    """The line of a program that Python could not read, and the part of it that is to be marked."""
    lines = program.splitlines()
    if not error.get("line") or error["line"] > len(lines):
        return "", None
    line = lines[error["line"] - 1]
    start = min(error["column"], len(line))
    return line, (start, max(start, min(error["end_column"], len(line))))


def _in_words(verdict: Mapping[str, Any], name: str) -> str:
    return translated(verdict.get("said", {}).get(name), verdict[name])


def _notes(verdict: Mapping[str, Any]) -> list[str]:
    """What deserves a word beside how the answer was read."""
    notes = (verdict.get("details") or {}).get("notes", [])
    said = verdict.get("said", {}).get("notes") or [None] * len(notes)
    return [translated(parts, note) for parts, note in zip(said, notes, strict=True)]


def number(value: float) -> str:
    """Marks without needless zeros.

    >>> number(2.0), number(1.5), number(2 / 3)
    ('2', '1.5', '0.67')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
