"""
The typed tree of an answer: what the parser gives, what every judge, printer and form check reads.

    numbers     Number 3, 0.50, 1e-3, 25%   Constant pi, e, i, inf   Name x, x_1, lambda
    arithmetic  Negate  Sum  Product  Quotient  Power  PlusMinus  Call sin(x), abs(x), factorial(n)
    bundles     Row (1,2) or [1,2]   List 1,2,3   Matrix [[1,2],[3,4]]   Set {1,2}
    sets        Interval [0,1)   Union   Intersection   Difference   SetBuilder {x: x > 0}
    statements  Relation x <= 3   And   Or   Text "no solution"

Nodes are frozen and compare by meaning: where a node stood in the text (`span`), how a number was
spelt and which bracket a row wore do not count. The shape is kept as typed (`1 + (2 + 3)` is a sum
in a sum), because the form of an answer is judged on it. A difference is a sum with a `Negate`,
a chain `0 < x <= 3` an `And` of two relations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from operator import attrgetter
from typing import Any, Literal

Span = tuple[int, int]
RelationOp = Literal["=", "!=", "<", "<=", ">", ">=", "~", "in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of an answer; `span` counts characters of the text it was read from."""

    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A literal, never negative; `text` is its ASCII spelling: `3`, `0.50`, `1e-3`, `25%`."""

    value: Fraction
    text: str = field(default="", compare=False)

    @property
    def is_decimal(self) -> bool:
        """Whether it was written as a decimal (`2.0` was) or per cent, not as a whole number."""
        return "." in self.text or "%" in self.text or self.value.denominator != 1


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """`pi`, `e`, `i` or `inf`, where the exercise has not declared the letter as a name."""

    name: Literal["pi", "e", "i", "inf"]


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A declared name in ASCII: `x`, `x_1`, `lambda`, `xbar`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negate(Node):
    arg: Node


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Two or more terms, read left to right; a subtracted term is a `Negate`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """Two or more factors, read left to right; `2x` and `2*x` are the same tree."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    num: Node
    den: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    base: Node
    exp: Node


@dataclass(frozen=True, slots=True)
class PlusMinus(Node):
    """`left ± right`, or `±right` when `left` is None; `flipped` for ∓."""

    left: Node | None
    right: Node
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of its canonical name (`tan` for tg): `log` may have its base as second argument,
    `root` its degree; bars are `abs` and `norm`, `n!` is `factorial`, `A^T` is `transpose`. A term
    of a declared sequence is a call, `indexed` if it was written `a_{n+1}` and not `a(n + 1)`."""

    func: str
    args: tuple[Node, ...]
    indexed: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Row(Node):
    """An ordered bundle in brackets: a vector, a point. `bracket` remembers which was typed."""

    items: tuple[Node, ...]
    bracket: Literal["[", "("] = field(default="[", compare=False)


@dataclass(frozen=True, slots=True)
class List(Node):
    """Two or more items between commas without a bracket."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """Rows of equal length, at least one entry."""

    rows: tuple[tuple[Node, ...], ...]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])


@dataclass(frozen=True, slots=True)
class Set(Node):
    """Items between braces, in the order typed; `Set(())` is the empty set."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """The real numbers are read as (-inf, inf)."""

    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Union(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Intersection(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Difference(Node):
    """`left` without `right`, as in R \\ {0}."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class SetBuilder(Node):
    member: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """`~` is "approximately equal"."""

    op: RelationOp
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """Two or more statements that hold together; never an `And` directly in an `And`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Two or more statements of which one holds; never an `Or` directly in an `Or`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A whole answer in words, in its canonical spelling: "no solution", "undefined", …"""

    words: str


def children(node: Node) -> Sequence[Node]:
    """The direct parts of `node`, from left to right."""
    parts = _PARTS.get(type(node))
    return parts(node) if parts else ()


def walk(node: Node) -> Iterator[Node]:
    """`node` and everything in it, parents before their parts."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if parts := _PARTS.get(type(current)):
            waiting += parts(current)[::-1]


def free_names(node: Node) -> frozenset[str]:
    """The declared names that occur in `node`."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if type(current) is Name:
            found.add(current.name)
        elif parts := _PARTS.get(type(current)):
            waiting += parts(current)
    return frozenset(found)


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """`node` with `change` applied to each direct part; `node` itself when nothing changed."""
    if type(node) not in _PARTS:
        return node
    changed: dict[str, Any] = {}
    for name in node.__slots__:
        old = getattr(node, name)
        new = _map_in(old, change)
        if new is not old:
            changed[name] = new
    return replace(node, **changed) if changed else node


def substitute(node: Node, values: dict[str, Node]) -> Node:
    """`node` with each name in `values` replaced."""
    if isinstance(node, Name):
        return values.get(node.name, node)
    return map_children(node, lambda part: substitute(part, values))


def number(value: Fraction | int) -> Node:
    """The tree of a rational: -7/2 is `Negate(Quotient(7, 2))`."""
    value = Fraction(value)
    if value < 0:
        return Negate(number(-value))
    if value.denominator == 1:
        return Number(value, str(value))
    return Quotient(number(value.numerator), number(value.denominator))


# The parts of each type that has any, asked for at every node of every answer.
_PARTS: dict[type[Node], Callable[[Any], Sequence[Node]]] = {
    Negate: lambda node: (node.arg,),
    Sum: attrgetter("terms"),
    Product: attrgetter("factors"),
    Quotient: attrgetter("num", "den"),
    Power: attrgetter("base", "exp"),
    PlusMinus: lambda node: (node.right,) if node.left is None else (node.left, node.right),
    Call: attrgetter("args"),
    **dict.fromkeys((Row, List, Set), attrgetter("items")),
    Matrix: lambda node: [entry for row in node.rows for entry in row],
    Interval: attrgetter("low", "high"),
    **dict.fromkeys((Union, Intersection, And, Or), attrgetter("parts")),
    **dict.fromkeys((Difference, Relation), attrgetter("left", "right")),
    SetBuilder: attrgetter("member", "condition"),
}


def _map_in(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, tuple):
        new = tuple(_map_in(item, change) for item in value)
        return value if all(a is b for a, b in zip(new, value, strict=True)) else new
    return value
