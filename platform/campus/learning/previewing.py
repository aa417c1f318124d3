"""What we read while the learner types: the grader's own reading, in this process, in its bounds.

Only reading happens here, never judging: the answer below says nothing about right or wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from campus.learning.answers import TooLong, read_answers
from campus.learning.models import Attempt
from exercises.typesetting import mathml
from grader.errors import UnreadableAnswer
from grader.kinds import KINDS
from grader.request import Answer


@dataclass(frozen=True, slots=True)
class Reading:
    """html: the answer typeset, or message and span: what cannot be read in `text`, and where."""

    text: str
    html: str = ""
    message: str = ""
    span: tuple[int, int] | None = None

    @property
    def empty(self) -> bool:
        return not self.text.strip()


def preview(attempt: Attempt, name: str, data: QueryDict) -> Reading | None:
    """How the answer to blank `name` would be read; None if there is no such blank to type in."""
    body = attempt.variant.body
    spec = next((blank for blank in body["blanks"] if blank["name"] == name), None)
    keys = {blank["name"]: blank for blank in body["grading"]["blanks"]}
    if spec is None or spec["kind"] not in KINDS:
        return None
    try:
        answer = read_answers([spec], data)[name]
    except TooLong as error:
        return Reading("…", message=str(error))
    given = Answer(answer["text"], answer["syntax"])
    if given.empty:
        return Reading("")
    kind = KINDS[spec["kind"]]
    try:
        latex = kind.latex(kind.read(given, kind.prepare(keys[name]["key"])))
    except UnreadableAnswer as error:
        return Reading(given.text, message=error.message, span=(error.start, error.end))
    return Reading(given.text, html=mathml(latex) if latex else "")
