"""Machine-made answers: the same value written otherwise, and a value that is nearly right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

from exercises.checking.inner_slips import inner_slips
from exercises.checking.spanning import leaving
from grader.plain import ascii as plain_text
from grader.request import Syntax
from grader.tree import (
    Constant,
    Interval,
    List,
    Matrix,
    Negate,
    Node,
    Number,
    Product,
    Quotient,
    Relation,
    Row,
    Set,
    Sum,
    map_children,
    number,
)
from grader.typeset import latex

_MOVED = "with entries moved"
_UNICODE = str.maketrans({"-": "\u2212", "*": "\u00b7"})  # a typeset minus, a centred dot


def equivalents(tree: Node, form: bool = False) -> Iterator[tuple[str, Syntax, str]]:
    """(text, syntax, how) of answers that mean the same as `tree`, and look like it if `form`."""
    text = plain_text(tree)
    yield text, "ascii", "as it stands"
    yield latex(tree), "latex", "as LaTeX"
    if (other := text.translate(_UNICODE)) != text:
        yield other, "ascii", "in Unicode"
    if form:
        return
    turned = _reordered(tree)
    if turned != tree:
        yield plain_text(turned), "ascii", "in another order"
    spelt = _with_decimals(tree)
    if plain_text(spelt) != text:
        yield plain_text(spelt), "ascii", "with decimals"


def near_misses(tree: Node, forgiven: float = 0.0) -> Iterator[tuple[str, str]]:
    """(text, how) of answers that differ from `tree` by one slip of more than is forgiven."""
    negated = _negated(tree)
    if not (isinstance(negated, Set) and _same_items(negated, tree)):  # {-1, 1} has no other sign
        yield plain_text(negated), "with the opposite sign"
    by = max(1, ceil(3 * forgiven))
    yield plain_text(_raised(tree, number(by))), f"with one number raised by {by}"
    if isinstance(tree, Matrix) and tree.shape[0] == tree.shape[1]:
        yield plain_text(Matrix(tuple(zip(*tree.rows, strict=True)))), "transposed"
    if isinstance(tree, Row | List) and len(set(tree.items)) > 1:
        yield plain_text(replace(tree, items=(*tree.items[1:], tree.items[0]))), _MOVED


def _reordered(node: Node) -> Node:
    node = map_children(node, _reordered)
    match node:
        case Sum(terms=terms):
            return Sum(terms[::-1])
        case Product(factors=factors):
            return Product(factors[::-1])
        case Set(items=items):
            return Set(items[::-1])
    return node


def _with_decimals(node: Node) -> Node:
    if text := _decimal(node):
        return Number(Fraction(text), text)
    return map_children(node, _with_decimals)


def _decimal(node: Node) -> str:
    """The decimal of a fraction that ends within three places, else ""."""
    match node:
        case Quotient(num=Number(value=a), den=Number(value=b)) if b and 1000 * a % b == 0:
            return f"{float(a / b):.3f}".rstrip("0").rstrip(".")
    return ""


def _negated(node: Node) -> Node:
    match node:
        case Row(items=items):
            return Row(tuple(map(_negated, items)), bracket="[")
        case List(items=items):
            return List(tuple(map(_negated, items)))
        case Matrix(rows=rows):
            return Matrix(tuple(tuple(map(_negated, row)) for row in rows))
        case Set(items=items):
            return Set(tuple(map(_negated, items)))
        case Sum(terms=(first, *rest)):
            return Sum((first, *(map(_negated, rest))))
        case Negate(arg=arg):
            return arg
    return Negate(node)


def slips(kind: str, tree: Node, forgiven: float) -> Iterator[tuple[str, str]]:
    """The near misses that make sense for a kind."""
    if kind == "antiderivative":  # a number more is no slip here
        yield plain_text(Negate(tree)), "with the opposite sign"
        yield plain_text(Product((number(2), tree))), "doubled"
        return
    if not forgiven and not kind.startswith("vec-"):  # a multiple may be right there
        yield from inner_slips(tree)
    for text, how in near_misses(tree, forgiven):
        if not (kind.endswith("basis") and "raised" in how):
            yield text, how
    if kind.endswith("basis") and isinstance(tree, Row):
        yield from _out_of_the_span(tree)


def _out_of_the_span(basis: Row) -> Iterator[tuple[str, str]]:
    """A vector with one number raised may span the same with the others: it must leave."""
    first, place = basis.items[0], leaving(basis)
    if place is not None and isinstance(first, Row):
        entries = (*first.items[:place], _raised(first.items[place], number(1)))
        moved = Row((*entries, *first.items[place + 1 :]), bracket="[")
        yield plain_text(replace(basis, items=(moved, *basis.items[1:]))), "with one number raised"


def _same_items(one: Node, other: Node) -> bool:
    texts = [sorted(map(plain_text, s.items)) for s in (one, other) if isinstance(s, Set)]
    return len(texts) == 2 and texts[0] == texts[1]


def _raised(node: Node, by: Node) -> Node:
    match node:
        case Row(items=(first, *rest)):
            return Row((_raised(first, by), *rest), bracket="[")
        case List(items=(first, *rest)):
            return List((_raised(first, by), *rest))
        case Relation(op=op, left=left, right=right):
            return Relation(op, left, _raised(right, by))
        case Interval(high=Constant("inf")):
            return replace(node, low=_raised(node.low, by))
        case Interval():
            return replace(node, high=_raised(node.high, by))
        case Matrix(rows=((first, *rest), *more)):
            return Matrix(((_raised(first, by), *rest), *more))
        case Set(items=(first, *rest)):
            return Set((_raised(first, by), *rest))
        case Sum(terms=terms):
            return Sum((*terms, by))
    return Sum((node, by))
