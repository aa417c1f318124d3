"""A verdict as the page shows it: plain words for what the grader sent, nothing it keeps back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from campus.learning.methods import method_words
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
    text: str = ""
    span: tuple[int, int] | None = None
    how: str = ""
    tag: str = ""
    carried: bool = False
    returned: bool = False
    tests: list[dict[str, Any]] = field(default_factory=list)
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
    span = verdict.get("span")
    return VerdictView(
        outcome=outcome,
        state_word=str(_("Right with your own values") if carried else STATE_WORDS[outcome]),
        got=number(marks * float(verdict["score"])),
        out_of=number(marks),
        feedback_html=_paragraphs(words.get(verdict["tag"], ""), rich_inline(verdict["feedback"])),
        read_as_html=mathml(verdict["read_as"]) if verdict["read_as"] else "",
        counter_example_html=rich_inline(verdict["counter_example"]),
        text=text,
        span=(int(span[0]), int(span[1])) if span else None,
        how=method_words(verdict["method"]),
        tag=verdict["tag"],
        carried=carried,
        returned=outcome == "unreadable",
        tests=[_test_view(test) for test in details.get("tests", [])],
        stdout=details.get("stdout", ""),
        stdout_truncated=bool(details.get("stdout_truncated")),
        figures=plots(details.get("figures")),
        error=details.get("error"),
        details=details,
    )


def _paragraphs(*parts: str) -> str:
    """Safe HTML, each part that says something in a block of its own."""
    return "".join(f"<div>{part}</div>" for part in parts if part)


def number(value: float) -> str:
    """Marks without needless zeros.

    >>> number(2.0), number(1.5), number(2 / 3)
    ('2', '1.5', '0.67')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _test_view(test: Mapping[str, Any]) -> dict[str, Any]:
    """Of a hidden test nobody learns more than its one sentence and whether it passed; the
    grader sends no more either, and this does not lean on it."""
    if test["hidden"]:
        return {name: test[name] for name in ("name", "doc", "hidden", "passed")}
    return dict(test)
