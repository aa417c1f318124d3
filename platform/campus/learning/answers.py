"""From the form of an exercise to the answers that are kept: a text a blank, in the grader's
grammar. Which fields make which text stands in `answer_fields.py`; beside them

    syntax-m    "latex" when a mathematics field wrote the text of blank m

Cells are kept beside the text, so that the page can show them again as they were typed.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Final, NotRequired, TypedDict

from django.http import QueryDict
from django.utils.translation import gettext as _

from campus.learning.answer_fields import BlankSpec, Cells, fields_of
from grader.request import Syntax

LONGEST: Final = 10_000  # characters of an answer; of a program ten times that


class KeptAnswer(TypedDict):
    text: str
    syntax: Syntax
    cells: NotRequired[Cells]


Answers = dict[str, KeptAnswer]


class TooLong(ValueError):
    """An answer that no honest learner types; the message is for the learner."""


def read_answers(blanks: Sequence[BlankSpec], data: QueryDict) -> Answers:
    """The answer to every blank; one without fields is left empty. Raises TooLong."""
    answers = {}
    for blank in blanks:
        kept = _kept(blank, data)
        limit = LONGEST * (10 if blank["kind"] == "code" else 1)
        if len(kept["text"]) > limit:
            label = blank.get("label") or blank["name"]
            raise TooLong(
                _("The answer to %(label)s is longer than %(limit)d characters.")
                % {"label": label, "limit": limit}
            )
        answers[blank["name"]] = kept
    return answers


def for_grader(answers: Answers) -> dict[str, dict[str, str]]:
    """The answers as a grading request wants them."""
    return {
        name: {"text": kept["text"], "syntax": kept["syntax"]} for name, kept in answers.items()
    }


def key_of_content(posted: uuid.UUID, answers: Answers, mode: str) -> uuid.UUID:
    """The idempotency key of one form in one state with one content: a double click or a second
    tab sends the same and gets the same row, an answer that differs gets its own."""
    return uuid.uuid5(posted, json.dumps([mode, answers], sort_keys=True))


def empty(answers: Answers) -> bool:
    return not any(kept["text"].strip() for kept in answers.values())


def _kept(blank: BlankSpec, data: QueryDict) -> KeptAnswer:
    text, cells = fields_of(blank, data)
    if cells:
        return {"text": text, "syntax": "ascii", "cells": cells}
    syntax: Syntax = "latex" if data.get(f"syntax-{blank['name']}") == "latex" else "ascii"
    return {"text": text, "syntax": syntax}
