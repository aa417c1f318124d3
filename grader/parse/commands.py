"""LaTeX commands with arguments: fractions, roots, binomials, conjugates, matrices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grader.errors import UnreadableAnswer
from grader.parse import bundles, calls
from grader.parse.tokens import Token, value_of
from grader.sentences import say
from grader.tree import Call, Matrix, Node, Number, Quotient

if TYPE_CHECKING:
    from grader.parse.grammar import Reader


def command(reader: Reader) -> Node:
    """One command with its arguments."""
    token = reader.advance()
    if token.text in ("matrix", "vmatrix"):
        return _matrix(reader, token)
    if token.text == "frac":
        num, den = tex_argument(reader), tex_argument(reader)
        return Quotient(num, den, span=reader.span_from(token.start))
    if token.text == "binom":
        args = (tex_argument(reader), tex_argument(reader))
        return Call("binomial", args, span=reader.span_from(token.start))
    if token.text == "root" and reader.token.text == "[":
        degree = calls.bracketed_degree(reader)
        args = (tex_argument(reader), degree)
        return Call("root", args, span=reader.span_from(token.start))
    name = {"root": "sqrt", "conj": "conj"}[token.text]
    return Call(name, (tex_argument(reader),), span=reader.span_from(token.start))


def tex_argument(reader: Reader) -> Node:
    """An argument in braces, or one digit or one sign: `\\frac12` is 1/2."""
    token = reader.token
    if token.kind == "open":
        return bundles.bracket(reader)
    if token.kind != "number" or len(token.text) == 1:
        return reader.lone_factor()
    if not token.text.isdigit():
        reader.refuse(say("Put the number in braces."), token)
    middle = token.start + 1
    rest = replace(token, text=token.text[1:], start=middle, spaced=False)
    reader.tokens[reader.index : reader.index + 1] = [replace(token, end=middle), rest]
    reader.advance().text = digit = token.text[0]
    return Number(value_of(digit), digit, span=(token.start, middle))


def _matrix(reader: Reader, opening: Token) -> Node:
    reader.opened.append("(")
    rows: list[list[Node]] = [[]]
    while True:
        rows[-1].append(reader.expression())
        if reader.at("&"):
            reader.advance()
        elif reader.at("newrow"):
            reader.advance()
            if reader.token.text == "endmatrix":  # a last \\ before \end adds no row
                break
            rows.append([])
        else:
            break
    if reader.token.text != "endmatrix":
        reader.refuse_stray()
    reader.advance()
    reader.opened.pop()
    span = reader.span_from(opening.start)
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            message = say(
                "Row {number} has {given} entries and row 1 has {first}.",
                number=number,
                given=len(row),
                first=len(rows[0]),
            )
            raise UnreadableAnswer(message, *span)
    matrix = Matrix(tuple(tuple(row) for row in rows), span=span)
    return Call("det", (matrix,), span=span) if opening.text == "vmatrix" else matrix
