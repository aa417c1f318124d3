"""What somebody asked about: the variant as it was seen, and the answer, if the reader may."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from campus.accounts.models import User
from campus.community.gates import Gate
from campus.community.models import Post, Thread
from campus.learning.models import Submission


@dataclass(frozen=True, slots=True)
class Case:
    """statement   safe HTML, without places to answer in
    answers     label and text of each answer; empty while the reader may not see them
    kept_back   there are answers that the reader may not see yet
    """

    statement: SafeString
    answers: list[tuple[str, str]]
    kept_back: bool


def case_of(thread: Thread, reader: User, gate: Gate) -> Case | None:
    """The case a thread was asked from; None if it was asked without one."""
    if thread.attempt is None:
        return None
    body = thread.attempt.variant.body
    labels = {blank["name"]: blank.get("label", "") for blank in body["blanks"]}
    statement = "".join(
        piece["html"] if "html" in piece else _place(labels[piece["blank"]])
        for piece in body["statement"]
    )
    row = thread.submission
    shown = row is not None and (thread.author_id == reader.pk or _may_read(row, gate))
    answers = _answers(row, labels) if row is not None and shown else []
    return Case(mark_safe(statement), answers, kept_back=row is not None and not shown)


def _may_read(row: Submission, gate: Gate) -> bool:
    """A right answer is an answer; a wrong one shows a way that leads astray."""
    result = getattr(row, "result", None)
    right = result is not None and result.score > 0
    return gate.lets(Post(reveals=Post.Reveals.ANSWER if right else Post.Reveals.WAY))


def _answers(row: Submission, labels: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (labels.get(name, name), str(given.get("text", "")))
        for name, given in row.answers.items()
        if isinstance(given, dict) and str(given.get("text", "")).strip()
    ]


def _place(label: str) -> str:
    return f'<span class="blank-place">{escape(label) or "…"}</span>'
