"""What we read while the learner types: the grader's own reading, in this process, in its bounds.

Only reading happens here, never judging: the answer below says nothing about right or wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from campus.learning.answers import KeptAnswer, TooLong, read_answers
from campus.learning.models import Attempt
from campus.learning.translating import in_words
from exercises.typesetting import mathml
from grader.errors import UnreadableAnswer
from grader.kinds import KINDS
from grader.kinds.language import Language
from grader.plain import ascii as plain
from grader.request import Answer

#: Grids that are read as a whole; in the others an empty cell is an answer too.
WHOLE: Final = frozenset({"matrix", "vector", "vec-scale", "vec-sign", "blanks", "factorisation"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown under a field.

    html              the answer typeset
    plain             of an answer in LaTeX, the same in the grammar one types
    message, span     or: what cannot be read in `text`, and where
    missing           or: how many cells are still empty; an unfinished grid is not read
    """

    text: str
    html: str = ""
    plain: str = ""
    missing: int = 0
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
    if missing := _missing(spec["kind"], answer):
        return Reading(given.text, missing=missing)
    kind = KINDS[spec["kind"]]
    try:
        prepared = kind.prepare(keys[name]["key"])
        latex = kind.latex(kind.read(given, prepared))
    except UnreadableAnswer as error:
        return Reading(given.text, message=in_words(error.message), span=(error.start, error.end))
    return Reading(given.text, html=mathml(latex) if latex else "", plain=_typed(given, prepared))


def _typed(given: Answer, key: object) -> str:
    """What a mathematics field wrote, as one would have typed it."""
    language = getattr(key, "language", None)
    if given.syntax != "latex" or not isinstance(language, Language):
        return ""
    return plain(language.read(given))


def _missing(kind: str, answer: KeptAnswer) -> int:
    """Empty cells of a grid that asks for all of them."""
    if kind not in WHOLE:
        return 0
    return sum(not cell.strip() for row in answer.get("cells", []) for cell in row)
