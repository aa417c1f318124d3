"""What we say we read and the verdict come from one parser: what is shown is what is judged."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict

from campus.catalog.models import Variant
from campus.learning.models import Attempt
from campus.learning.previewing import Reading, preview
from exercises.typesetting import mathml
from grader.grade import grade
from grader.kinds import KINDS
from grader.request import GradingRequest
from grader.verdict import Verdict

#: What slips in while one types: each makes another input of every answer below.
SLIPS = (lambda text: text[:-1], lambda text: f"{text} +", lambda text: f"({text}")


def inputs() -> Iterator[tuple[str, str]]:
    """(kind, text): the worked examples of every kind, right, wrong, and with a slip."""
    for name, kind in KINDS.items():
        for text in (*kind.example.right, *kind.example.wrong):
            yield name, text
            yield from ((name, slip(text)) for slip in SLIPS)


def as_read(kind: str, text: str) -> Reading | None:
    blank = {"name": "m", "kind": kind, "label": "", "marks": 1.0, "lines": [], "left": []}
    body = {"blanks": [blank], "grading": {"blanks": [_key(kind)]}}
    data = QueryDict(mutable=True)
    data["answer-m"] = text
    return preview(Attempt(variant=Variant(body=body)), "m", data)


def as_judged(kind: str, text: str) -> Verdict:
    request = {
        "seed": "one-parser",
        "mode": "grade",
        "answers": {"m": {"text": text, "syntax": "ascii"}},
        "blanks": [_key(kind)],
        "derive": None,
    }
    return grade(GradingRequest.from_json(request)).verdicts["m"]


def _key(kind: str) -> dict[str, object]:
    key = dict(KINDS[kind].example.key)
    return {"name": "m", "kind": kind, "key": key, "marks": 1.0, "mistakes": []}


def test_the_preview_and_the_grader_agree_on_three_hundred_inputs() -> None:
    typed = [(kind, text) for kind, text in inputs() if text.strip()]
    assert len(typed) >= 300
    unlike = [(kind, text) for kind, text in typed if not agree(kind, text)]
    assert unlike == []


def agree(kind: str, text: str) -> bool:
    shown, judged = as_read(kind, text), as_judged(kind, text)
    assert shown is not None
    if judged.outcome == "unreadable":
        return (shown.message, shown.span) == (judged.feedback, judged.span)
    return not shown.message and shown.html == (mathml(judged.read_as) if judged.read_as else "")
