"""Rows, matrices, sets, intervals, relations and what joins them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.plain import SETS, STATEMENT, STRENGTH, links
from grader.tree import (
    And,
    Constant,
    Difference,
    Intersection,
    Interval,
    List,
    Matrix,
    Negate,
    Node,
    Or,
    Relation,
    Row,
    Set,
    SetBuilder,
    Text,
    Union,
)
from grader.typeset.setting import PRINTERS, at, bracketed, latex
from grader.typeset.words import (
    RELATIONS,
)


def _items(nodes: tuple[Node, ...]) -> str:
    return ", ".join(at(node, STATEMENT) for node in nodes)


def _row(node: Row) -> str:
    opening = node.bracket if len(node.items) > 1 else "["
    items = _items(node.items)
    if all(isinstance(item, Row) for item in node.items):
        opening = "(" if len(node.items) > 1 else "["  # [[1,2],[3,4]] would be a matrix
        if len(node.items) == 1:
            items = bracketed(_items(node.items[0].items))  # type: ignore[attr-defined]
    return bracketed(items, opening, ")" if opening == "(" else "]")


def _matrix(node: Matrix) -> str:
    rows = " \\\\ ".join(" & ".join(map(latex, row)) for row in node.rows)
    return f"\\begin{{pmatrix}} {rows} \\end{{pmatrix}}"


def _set(node: Set) -> str:
    return f"\\left\\{{{_items(node.items)}\\right\\}}" if node.items else "\\varnothing"


def _interval(node: Interval) -> str:
    reals = Interval(Negate(Constant("inf")), Constant("inf"), False, False)
    if node == reals:
        return "\\mathbb{R}"
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return bracketed(f"{latex(node.low)}, {latex(node.high)}", opening, closing)


def _builder(node: SetBuilder) -> str:
    return f"\\left\\{{{latex(node.member)} \\mid {latex(node.condition)}\\right\\}}"


def _side(node: Node) -> str:
    return at(node, SETS - 1)


def _relation(node: Relation) -> str:
    return f"{_side(node.left)} {RELATIONS[node.op]} {_side(node.right)}"


def _and(node: And) -> str:
    texts = []
    for first, *others in links(node):
        text = at(first, STRENGTH[Relation])
        for link in others:
            if isinstance(link, Relation):
                text += f" {RELATIONS[link.op]} {_side(link.right)}"
        texts.append(text)
    return " \\text{ and } ".join(texts)


def _joined(joint: str, attribute: str, strength: int) -> Callable[[Any], str]:
    def join(node: Any) -> str:
        return joint.join(at(part, strength) for part in getattr(node, attribute))

    return join


PRINTERS.update(
    {
        Row: _row,
        List: _joined(", ", "items", STATEMENT),
        Matrix: _matrix,
        Set: _set,
        Interval: _interval,
        Union: _joined(" \\cup ", "parts", SETS),
        Intersection: _joined(" \\cap ", "parts", SETS),
        Difference: lambda node: f"{at(node.left, SETS)} \\setminus {at(node.right, SETS)}",
        SetBuilder: _builder,
        Relation: _relation,
        And: _and,
        Or: _joined(" \\text{ or } ", "parts", STRENGTH[And]),
        Text: lambda node: f"\\text{{{node.words}}}",
    }
)
