"""From the fields of a form to the answers that are kept: a text a blank, in the grader's grammar.

    answer-m                a line, a program, a choice
    answer-s (repeated)     several choices: "a,c"
    answer-v-0, -1, …       the cells of a vector: "[1,2]"
    answer-A-0-0, …         the cells of a matrix or table: "[[1,2],[3,4]]"
    syntax-m                "latex" when a mathematics field wrote the text

Cells are kept beside the text, so that the page can show them again as they were typed.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NotRequired, TypedDict

from django.http import QueryDict

from grader.request import Syntax

LONGEST: Final = 10_000  # characters of an answer; of a program ten times that
MOST_CELLS: Final = 30  # in one direction

BlankSpec = Mapping[str, Any]  # what the page may know of a blank: Variant.blanks


class KeptAnswer(TypedDict):
    text: str
    syntax: Syntax
    cells: NotRequired[list[list[str]]]


Answers = dict[str, KeptAnswer]


class TooLong(ValueError):
    """An answer that no honest learner types; the message is for the learner."""


def read_answers(blanks: Sequence[BlankSpec], data: QueryDict) -> Answers:
    """The answer to every blank that has fields in `data`; raises TooLong."""
    answers = {}
    for blank in blanks:
        name, kind = blank["name"], blank["kind"]
        kept = _kept(name, kind, data)
        limit = LONGEST * (10 if kind == "code" else 1)
        if len(kept["text"]) > limit:
            label = blank.get("label") or name
            raise TooLong(f"The answer to {label} is longer than {limit} characters.")
        answers[name] = kept
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


def _kept(name: str, kind: str, data: QueryDict) -> KeptAnswer:
    if f"answer-{name}-0-0" in data:
        cells = _grid(name, data)
        return {"text": _matrix_text(cells), "syntax": "ascii", "cells": cells}
    if f"answer-{name}-0" in data:
        length = _extent(lambda i: f"answer-{name}-{i}", data)
        row = [_clean(data.get(f"answer-{name}-{i}", "")) for i in range(length)]
        return {"text": _vector_text(row), "syntax": "ascii", "cells": [[cell] for cell in row]}
    if kind == "ms":
        return {"text": ",".join(map(_clean, data.getlist(f"answer-{name}"))), "syntax": "ascii"}
    syntax: Syntax = "latex" if data.get(f"syntax-{name}") == "latex" else "ascii"
    return {"text": _clean(data.get(f"answer-{name}", "")), "syntax": syntax}


def _clean(text: str) -> str:
    """Browsers end lines with CR LF; PostgreSQL keeps no NUL."""
    return text.replace("\r\n", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _extent(field: Callable[[int], str], data: QueryDict) -> int:
    """How many of the numbered fields are there."""
    return next((i for i in range(MOST_CELLS) if field(i) not in data), MOST_CELLS)


def _grid(name: str, data: QueryDict) -> list[list[str]]:
    """The cells by rows, without empty rows and columns at the end."""
    height = _extent(lambda i: f"answer-{name}-{i}-0", data)
    width = _extent(lambda j: f"answer-{name}-0-{j}", data)
    cells = [
        [_clean(data.get(f"answer-{name}-{i}-{j}", "")) for j in range(width)]
        for i in range(height)
    ]
    while cells and not any(cell.strip() for cell in cells[-1]):
        cells.pop()
    while cells and cells[0] and not any(row[-1].strip() for row in cells):
        cells = [row[:-1] for row in cells]
    return cells


def _matrix_text(cells: list[list[str]]) -> str:
    return f"[{','.join(map(_row_text, cells))}]" if cells else ""


def _vector_text(row: list[str]) -> str:
    return _row_text(row) if any(cell.strip() for cell in row) else ""


def _row_text(row: list[str]) -> str:
    return f"[{','.join(cell.strip() for cell in row)}]"
