"""Brackets, bars, sets, vectors, matrices and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import UnreadableAnswer
from grader.parse.levels import SUM
from grader.parse.tokens import Token
from grader.sentences import say
from grader.tree import (
    Call,
    Constant,
    Interval,
    Matrix,
    Negate,
    Node,
    Row,
    Set,
    SetBuilder,
    Span,
)

if TYPE_CHECKING:
    from grader.parse.grammar import Reader

CLOSING = {
    **{"(": ")", "[": "]", "{": "}", "group": "endgroup", "floor": "endfloor"},
    **{"ceil": "endceil", "|(": ")|", "||(": ")||"},
}
_NAMES = {
    ")": say("a closing bracket )"),
    "]": say("a closing bracket ]"),
    "}": say("a closing brace }"),
}
_CALLS = {"floor": "floor", "ceil": "ceil", "|(": "abs", "||(": "norm"}


def bracket(reader: Reader) -> Node:
    """Whatever stands between an opening and a closing bracket."""
    opening = reader.advance()
    if opening.text == "{":
        return _set(reader, opening)
    if reader.token.kind == "close" and opening.text == "group":
        reader.refuse(say("An empty place is left in the answer."), opening)
    rows = _rows(reader, opening)
    closing = _close(reader, opening)
    span = reader.span_from(opening.start)
    if reader.expect == "interval" and all(len(row) == 1 for row in rows):
        rows = [[row[0] for row in rows]]  # [0; 1) is no matrix here
    items = rows[0]
    if len(rows) > 1:
        return _matrix(reader, rows, opening, span)
    if opening.text in _CALLS:
        return _one_call(reader, opening, items, span)
    if (opening.text, closing) in (("(", "]"), ("[", ")")):
        return _interval(reader, opening, closing, items, span)
    if len(items) == 1 and (opening.text != "[" or reader.expect == "expression"):
        return _at(items[0], span)
    if opening.text == "group":
        return Set(tuple(items), span=span)
    return _row(reader, opening, tuple(items), span)


def arguments(reader: Reader) -> tuple[Node, ...]:
    """What a function is applied to, in its own brackets."""
    opening = reader.advance()
    rows = _rows(reader, opening)
    if _close(reader, opening) != CLOSING[opening.text] or len(rows) > 1:
        reader.refuse(say("The brackets of a function are round on both sides."), opening)
    return tuple(rows[0])


def braced(reader: Reader) -> Node:
    """One value in braces that are only a bracket, as in x^{2y}."""
    opening = reader.advance()
    reader.opened.append("(")
    value = reader.expression()
    reader.opened.pop()
    _close(reader, opening)
    return value


def _rows(reader: Reader, opening: Token) -> list[list[Node]]:
    """Items between commas; in square brackets a semicolon begins a new row."""
    reader.opened.append(opening.text)
    rows = [[reader.expression()]]
    while reader.at(",", ";"):
        if reader.advance().text == ";" and opening.text == "[" and reader.semicolon_rows:
            rows.append([])
        rows[-1].append(reader.expression())
    reader.opened.pop()
    return rows


def _close(reader: Reader, opening: Token) -> str:
    token = reader.token
    wanted = CLOSING[opening.text]
    half_open = opening.text in "([" and token.text in (")", "]")
    if token.kind == "close" and (token.text == wanted or half_open):
        reader.advance()
        return token.text
    if token.kind == "end":
        name = _NAMES.get(wanted, say("its closing bracket"))
        reader.refuse(say("This bracket is never closed: {name} is missing.", name=name), opening)
    if token.kind == "close":
        reader.refuse(say("This bracket does not match the one that was opened."), token)
    reader.refuse_stray()


def _one_call(reader: Reader, opening: Token, items: list[Node], span: Span) -> Node:
    if len(items) > 1:
        reader.refuse(say("Only one value may stand between these bars."), opening)
    return _size(_CALLS[opening.text], items[0], span)


def _size(name: str, arg: Node, span: Span) -> Node:
    """Bars around a matrix are its determinant."""
    return Call("det" if name == "abs" and isinstance(arg, Matrix) else name, (arg,), span=span)


def _interval(
    reader: Reader, opening: Token, closing: str, items: list[Node], span: Span
) -> Interval:
    if len(items) != 2:
        reader.refuse(say("An interval has two ends, with a comma between them."), opening)
    return Interval(items[0], items[1], opening.text == "[", closing == "]", span=span)


def _row(reader: Reader, opening: Token, items: tuple[Node, ...], span: Span) -> Node:
    if opening.text == "(":
        return Row(items, "(", span=span)
    if len(items) == 1 and reader.tokens[reader.index - 2].text == "endmatrix":
        return items[0]  # brackets drawn around a LaTeX matrix
    rows = [item for item in items if isinstance(item, Row) and item.bracket == "["]
    if len(rows) < len(items):
        return Row(items, "[", span=span)
    return _matrix(reader, [list(row.items) for row in rows], opening, span)


def _matrix(reader: Reader, rows: list[list[Node]], opening: Token, span: Span) -> Matrix:
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            message = say(
                "Row {number} has {given} entries and row 1 has {first}.",
                number=number,
                given=len(row),
                first=len(rows[0]),
            )
            raise UnreadableAnswer(message, *span)
    return Matrix(tuple(tuple(row) for row in rows), span=span)


def _set(reader: Reader, opening: Token) -> Node:
    if reader.token.text == "}":
        reader.advance()
        return Set((), span=reader.span_from(opening.start))
    reader.opened.append("{")
    items = [reader.expression()]
    if reader.at(":", "|"):
        reader.advance()
        reader.opened[-1] = "("
        condition = reader.expression()
        reader.opened.pop()
        _close(reader, opening)
        return SetBuilder(items[0], condition, span=reader.span_from(opening.start))
    while reader.at(",", ";"):
        reader.advance()
        items.append(reader.expression())
    reader.opened.pop()
    _close(reader, opening)
    return Set(tuple(items), span=reader.span_from(opening.start))


def constant_set(reader: Reader) -> Node:
    token = reader.advance()
    span = (token.start, token.end)
    if token.text == "empty":
        return Set((), span=span)
    low, high = Negate(Constant("inf", span=span), span=span), Constant("inf", span=span)
    return Interval(low, high, False, False, span=span)


def as_interval(node: Node) -> Node:
    """A bracketed pair where a set of numbers is meant."""
    if isinstance(node, Row) and len(node.items) == 2:
        closed = node.bracket == "["
        return Interval(node.items[0], node.items[1], closed, closed, span=node.span)
    return node


def as_bracket(node: Node) -> Node:
    """`[x+1]` or `{x+1}` beside a factor or under a power is only a bracket."""
    if isinstance(node, Row | Set) and len(node.items) == 1:
        return node.items[0]
    return node


def closes_here(reader: Reader, text: str) -> bool:
    """Whether a bar after a complete value ends something rather than opening |…|."""
    innermost = reader.opened[-1] if reader.opened else ""
    return innermost in ("|", "||", "{") and not (innermost == "||" and text == "|")


def bars(reader: Reader) -> Node:
    """`|x|` and `||v||`; two bars are a norm unless that cannot be read: `||x|-1|`."""
    if reader.token.text == "||":
        here, opened, depth = reader.index, len(reader.opened), reader.depth
        if reader.retries:
            reader.retries -= 1
            try:
                return _between(reader, "||", "norm")
            except UnreadableAnswer:
                reader.index, reader.depth = here, depth
                del reader.opened[opened:]
        split_bars(reader)
    return _between(reader, "|", "abs")


def _between(reader: Reader, bar: str, name: str) -> Node:
    opening = reader.advance()
    reader.opened.append(bar)
    arg = reader.expression(SUM)
    if bar == "|" and reader.at("||"):
        split_bars(reader)
    if not reader.at(bar):
        reader.refuse(say("This bar `{bar}` is never closed.", bar=bar), opening)
    reader.opened.pop()
    reader.advance()
    return _size(name, arg, reader.span_from(opening.start))


def split_bars(reader: Reader) -> None:
    """Read the `||` ahead as two single bars."""
    token = reader.token
    middle = token.start + 1
    halves = [
        Token("operator", "|", token.start, middle, token.spaced, token.strict),
        Token("operator", "|", middle, token.end, strict=token.strict),
    ]
    reader.tokens[reader.index : reader.index + 1] = halves


def _at(node: Node, span: Span) -> Node:
    """`node` as it stands at another place; `replace` would take five times as long."""
    moved = object.__new__(type(node))
    for name in node.__slots__:
        object.__setattr__(moved, name, getattr(node, name))
    object.__setattr__(moved, "span", span)
    return moved
