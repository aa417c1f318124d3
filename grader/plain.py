"""
The tree as ASCII text of the answers' own grammar: `3*x^2 - 1/2*x`.

Every product shows its `*`, so nothing hangs on which names are declared, and reading the text
again gives the same tree. Only an interval with two equal ends, `[0,1]`, needs
`expect="interval"` to be told from a row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.tree import (
    And,
    Call,
    Constant,
    Difference,
    Intersection,
    Interval,
    List,
    Matrix,
    Name,
    Negate,
    Node,
    Number,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    Row,
    Set,
    SetBuilder,
    Sum,
    Text,
    Union,
    number,
)

# How tightly the outermost sign of a node binds; what is not here needs no bracket.
STRENGTH: dict[type[Node], int] = {
    **{List: 0, Or: 1, And: 2, Relation: 3, Union: 4, Intersection: 4, Difference: 4},
    **{Sum: 5, PlusMinus: 5, Negate: 6, Product: 7, Quotient: 7, Power: 8},
}
STATEMENT, SETS, TERM, FACTOR, POWERED, ATOM = 1, 5, 7, 8, 8, 9


def ascii(node: Node) -> str:
    """The text of `node`; `parse(ascii(node), names=…) == node`.

    >>> ascii(Sum((Product((Number(3), Name("x"))), Negate(Number(1)))))
    '3*x - 1'
    """
    return _PRINTERS[type(node)](node)


def spelled(node: Number) -> Node | str:
    """The literal's spelling; a tree where the value cannot be spelt as one (-1, 1/3)."""
    if node.text:
        return node.text
    if node.value < 0:
        return number(node.value)
    if node.value.denominator == 1:
        return str(node.value)
    whole = node.value
    for places in range(1, 40):
        if (whole * 10**places).denominator == 1:
            digits = str(int(whole * 10**places)).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}"
    return number(node.value)


def links(node: And) -> list[list[Node]]:
    """The parts of an `And`, with relations that chain (`0 < x` and `x <= 3`) side by side."""
    chains: list[list[Node]] = []
    for part in node.parts:
        last = chains[-1][-1] if chains else None
        chained = (
            isinstance(part, Relation)
            and isinstance(last, Relation)
            and "in" not in (part.op, last.op)
            and part.left == last.right
        )
        if chained:
            chains[-1].append(part)
        else:
            chains.append([part])
    return chains


def _at(node: Node, strength: int) -> str:
    """`node` in brackets unless it binds at least as tightly as `strength`."""
    text = ascii(node)
    if isinstance(node, Number) and not isinstance(spelled(node), str):
        node = number(node.value)
    return text if STRENGTH.get(type(node), ATOM) >= strength else f"({text})"


def _number(node: Number) -> str:
    spelling = spelled(node)
    return spelling if isinstance(spelling, str) else ascii(spelling)


def _negate(node: Negate) -> str:
    return "-" + _at(node.arg, TERM)


def _sum(node: Sum) -> str:
    first = node.terms[0]
    text = _first_term(first)
    for term in node.terms[1:]:
        if isinstance(term, Negate):
            text += " - " + _at(term.arg, TERM)
        else:
            text += " + " + _at(term, TERM)
    return text


def _first_term(node: Node) -> str:
    return ascii(node) if isinstance(node, Negate | PlusMinus) else _at(node, TERM)


def _plus_minus(node: PlusMinus) -> str:
    sign = "-/+" if node.flipped else "+/-"
    if node.left is None:
        return sign + _at(node.right, TERM)
    left = ascii(node.left) if isinstance(node.left, Sum) else _first_term(node.left)
    return f"{left} {sign} {_at(node.right, TERM)}"


def _product(node: Product) -> str:
    first, *others = node.factors
    leading = ascii(first) if isinstance(first, Quotient) else _at(first, FACTOR)
    return "*".join([leading, *(_at(factor, FACTOR) for factor in others)])


def _quotient(node: Quotient) -> str:
    return f"{_at(node.num, TERM)}/{_at(node.den, FACTOR)}"


def _power(node: Power) -> str:
    exponent = _at(node.exp, ATOM)
    if isinstance(node.exp, Call) and node.exp.func == "factorial":
        exponent = f"({exponent})"
    return f"{_at(node.base, ATOM)}^{exponent}"


def _call(node: Call) -> str:
    if node.indexed:
        return f"{node.func}_{_index(node.args)}"
    if node.func == "factorial":
        simple = isinstance(node.args[0], Name | Constant | Number)
        inner = ascii(node.args[0])
        return f"{inner}!" if simple and inner.isalnum() else f"({inner})!"
    return f"{node.func}({', '.join(map(ascii, node.args))})"


def _index(indices: tuple[Node, ...]) -> str:
    text = ",".join(map(ascii, indices))
    alone = len(indices) == 1 and isinstance(indices[0], Name | Number) and text.isalnum()
    return text if alone else f"{{{text}}}"


def _row(node: Row) -> str:
    items = [ascii(item) for item in node.items]
    bracket = node.bracket if len(items) > 1 else "["
    if all(isinstance(item, Row) for item in node.items):
        bracket = "(" if len(items) > 1 else "["  # [[1,2],[3,4]] would be a matrix
        items = [f"({item[1:-1]})" for item in items] if len(items) == 1 else items
    return _bundle(items, bracket)


def _bundle(items: list[str], bracket: str) -> str:
    closing = {"[": "]", "(": ")", "{": "}"}[bracket]
    return f"{bracket}{','.join(items)}{closing}"


def _matrix(node: Matrix) -> str:
    return _bundle([_bundle([*map(ascii, row)], "[") for row in node.rows], "[")


def _interval(node: Interval) -> str:
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return f"{opening}{ascii(node.low)},{ascii(node.high)}{closing}"


def _relation(node: Relation) -> str:
    op = "~=" if node.op == "~" else node.op
    return f"{_at(node.left, SETS - 1)} {op} {_at(node.right, SETS - 1)}"


def _and(node: And) -> str:
    texts = []
    for chain in links(node):
        text = _at(chain[0], 3)
        for link in chain[1:]:
            text += _relation(link)[len(_at(link.left, SETS - 1)) :]  # type: ignore[arg-type,attr-defined]
        texts.append(text)
    return " and ".join(texts)


def _joined(word: str, attribute: str, strength: int) -> Callable[[Any], str]:
    def join(node: Any) -> str:
        return word.join(_at(part, strength) for part in getattr(node, attribute))

    return join


_PRINTERS: dict[type[Node], Callable[[Any], str]] = {
    Number: _number,
    Constant: lambda node: str(node.name),
    Name: lambda node: str(node.name),
    Negate: _negate,
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    PlusMinus: _plus_minus,
    Call: _call,
    Row: _row,
    List: _joined(", ", "items", STATEMENT),
    Matrix: _matrix,
    Set: lambda node: _bundle([*map(ascii, node.items)], "{"),
    Interval: _interval,
    Union: _joined(" union ", "parts", SETS),
    Intersection: _joined(" intersect ", "parts", SETS),
    Difference: lambda node: f"{_at(node.left, SETS)} setminus {_at(node.right, SETS)}",
    SetBuilder: lambda node: f"{{{ascii(node.member)} : {ascii(node.condition)}}}",
    Relation: _relation,
    And: _and,
    Or: _joined(" or ", "parts", 2),
    Text: lambda node: str(node.words),
}
