"""Tables whose cells may be empty: `[[1, ], [3, 4]]`."""

from __future__ import annotations

from grader.errors import UnreadableAnswer
from grader.kinds.language import Language
from grader.kinds.reading import A_NUMBER, expression
from grader.kinds.several import cut
from grader.request import Answer
from grader.sentences import say
from grader.tree import Node

Cells = tuple[tuple[Node | None, ...], ...]
EMPTY = frozenset({"", "-", "_"})


def read_cells(language: Language, answer: Answer, shape: tuple[int, int] | None = None) -> Cells:
    """The cells of a table, None for an empty one; raises UnreadableAnswer with the place.

    shape   rows and columns that the table must have
    """
    text = answer.text
    between = ";" if language.decimal_comma else ","
    inner, start = _inside(text, 0, text)
    rows = [
        [(piece, row_start + at) for piece, at in cut(row, between)]
        for row, row_start in (_inside(part, start + at, text) for part, at in cut(inner, ",;"))
    ]
    found = len(rows), len(rows[0])
    if any(len(row) != found[1] for row in rows) or (shape and found != shape):
        rows_, columns = shape or found
        message = say(
            "A table of {rows} rows and {columns} columns is expected.", rows=rows_, columns=columns
        )
        raise UnreadableAnswer(message, 0, max(1, len(text)))
    return tuple(tuple(_cell(language, answer, *cell) for cell in row) for row in rows)


def _cell(language: Language, answer: Answer, text: str, start: int) -> Node | None:
    if text in EMPTY:
        return None
    try:
        node = language.read(Answer(text, answer.syntax))
        return expression(node, A_NUMBER)
    except UnreadableAnswer as error:
        raise UnreadableAnswer(error.message, error.start + start, error.end + start) from error


def _inside(piece: str, start: int, text: str) -> tuple[str, int]:
    """What stands between the outer brackets of a piece, and where."""
    stripped = piece.strip()
    if not (stripped.startswith("[") and stripped.endswith("]") and len(stripped) > 1):
        message = say("A table is expected, row by row: [[1, 2], [3, 4]].")
        raise UnreadableAnswer(message, 0, max(1, len(text)))
    return stripped[1:-1], start + piece.index("[") + 1
