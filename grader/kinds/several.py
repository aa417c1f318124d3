"""Several bundles in one answer: matrices, vectors, lines, cells; the text is cut, then read."""

from __future__ import annotations

import re

from grader.errors import UnreadableAnswer
from grader.kinds.language import Language
from grader.kinds.spreading import spread
from grader.request import Answer
from grader.tree import List, Matrix, Node, Row, Set

_OPEN, _CLOSE = "([{", ")]}"


def cut(text: str, separators: str) -> list[tuple[str, int]]:
    """The parts of a text between separators that stand in no bracket, with where they begin.

    >>> cut("[1,2], [3,4]", ",")
    [('[1,2]', 0), ('[3,4]', 7)]
    """
    parts: list[tuple[str, int]] = []
    depth = start = 0
    for place, sign in enumerate(text + separators[0]):
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif sign in separators and (depth == 0 or place == len(text)):
            piece = text[start:place]
            blank = len(piece) - len(piece.lstrip())
            parts.append((piece.strip(), start + blank))
            start = place + 1
    return parts


def lines(text: str) -> list[tuple[str, int]]:
    """The lines of a text that are not empty, with where they begin."""
    return [(piece, start) for piece, start in cut(text, "\n") if piece]


def read_part(
    language: Language, answer: Answer, text: str, start: int, *, labelled: bool = True
) -> Node:
    """The tree of one part; an error's place is moved to where it stands in the whole text."""
    try:
        return language.read(Answer(text, answer.syntax), labelled=labelled)
    except UnreadableAnswer as error:
        raise UnreadableAnswer(error.message, error.start + start, error.end + start) from error


def bundles(node: Node) -> tuple[Node, ...]:
    """The matrices or vectors of an answer that holds several."""
    if isinstance(node, (List, Set)) or (
        isinstance(node, Row) and any(isinstance(spread(i), (Row, Matrix)) for i in node.items)
    ):
        return node.items
    return (node,)


_LATEX_BREAK = re.compile(r"\\\\(?:\[[^\]]*\])?|\\newline")


def as_lines(answer: Answer) -> Answer:
    """LaTeX breaks its lines with two backslashes; typed text with line ends or `;`."""
    text = _LATEX_BREAK.sub("\n ", answer.text) if answer.syntax == "latex" else answer.text
    return Answer(text.replace(";", "\n"), answer.syntax)
