"""Sets of real numbers as sorted pieces: intervals, points and what unions make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key

from grader.equivalence.balls import CannotEvaluate
from grader.equivalence.domain import Domain
from grader.equivalence.signs_on import sign_on
from grader.tree import (
    And,
    Call,
    Constant,
    Difference,
    Intersection,
    Interval,
    List,
    Name,
    Negate,
    Node,
    Number,
    Or,
    Power,
    Product,
    Quotient,
    Relation,
    Set,
    SetBuilder,
    Sum,
    Union,
    free_names,
    walk,
)

INFINITY = Constant("inf")
LEAST = Negate(INFINITY)
NUMBERS = (Number, Name, Constant, Negate, Sum, Product, Quotient, Power, Call)


class NoRealSet(Exception):
    """The tree is no set of real numbers, or its ends cannot be put in order."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One interval; a point is closed with equal ends. Ends are trees: sqrt(2) stays exact."""

    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


Pieces = tuple[Piece, ...]
EVERYTHING = Piece(LEAST, INFINITY, False, False)


def real_set(node: Node, domain: Domain, letter: str) -> Pieces:
    """The pieces of a tree, in order, without overlaps; raises NoRealSet.

    Read are intervals, sets of points, their unions, intersections and differences, and
    inequalities that are solved for their letter: x > 2, 0 < x <= 3, x != 1. Ends may hold other
    letters; a single interval is then taken in the order it is written in, where the domain does
    not tell it.
    """
    line = _Line(domain, letter)
    try:
        if isinstance(node, Interval) and line.order(node.low, node.high) is None:
            return (Piece(node.low, node.high, node.low_closed, node.high_closed),)
        return tuple(line.merged(line._pieces(node)))
    except CannotEvaluate as error:
        raise NoRealSet(str(error)) from error


class _Line:
    """The real line, with what is known of the letters in the ends.

    letter   the one that inequalities are solved for, "" if the text alone tells
    """

    def __init__(self, domain: Domain, letter: str) -> None:
        self.domain = domain
        self.letter = letter

    def _pieces(self, node: Node) -> list[Piece]:
        match node:
            case Interval(low=low, high=high, low_closed=left, high_closed=right):
                return self._interval(low, high, left and low != LEAST, right and high != INFINITY)
            case Set(items=items) | List(items=items):
                return [self._point(item) for item in items]
            case Union(parts=parts) | Or(parts=parts):
                return [piece for part in parts for piece in self._pieces(part)]
            case Intersection(parts=parts) | And(parts=parts):
                found = [EVERYTHING]
                for part in parts:
                    found = self.intersection(found, self.merged(self._pieces(part)))
                return found
            case Difference(left=left_side, right=right_side):
                return self.intersection(
                    self._pieces(left_side), self.complement(self.merged(self._pieces(right_side)))
                )
            case Relation():
                return self._relation(node)
            case SetBuilder(member=Name(), condition=condition):
                return self._pieces(condition)
        return [self._point(node)]

    def _point(self, node: Node) -> Piece:
        if self.letter in free_names(node) or not all(
            isinstance(part, NUMBERS) for part in walk(node)
        ):
            raise NoRealSet("something else where a number was expected")
        return Piece(node, node, True, True)

    def _interval(self, low: Node, high: Node, left: bool, right: bool) -> list[Piece]:
        order = self.compare_ends(low, high)
        if order > 0 or (order == 0 and not (left and right)):
            return []
        return [Piece(low, high, left, right)]

    def _relation(self, node: Relation) -> list[Piece]:
        left, op, right = node.left, node.op, node.right
        if right == Name(self.letter) or (isinstance(right, Name) and not isinstance(left, Name)):
            turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
            left, op, right = right, turned.get(op, op), left  # type: ignore[assignment]
        if not isinstance(left, Name) or left.name in free_names(right):
            raise NoRealSet("not solved for its letter")
        if op == "in":
            return self._pieces(right)
        half = {
            "<": Piece(LEAST, right, False, False),
            "<=": Piece(LEAST, right, False, True),
            ">": Piece(right, INFINITY, False, False),
            ">=": Piece(right, INFINITY, True, False),
            "=": Piece(right, right, True, True),
        }
        if op == "!=":
            return self.complement((half["="],))
        return [half[op]]

    def compare_ends(self, left: Node, right: Node) -> int:
        """-1, 0 or 1 for the order of two ends; raises NoRealSet if it cannot be told."""
        found = self.order(left, right)
        if found is None:
            raise NoRealSet("ends that cannot be put in order")
        return found

    def order(self, left: Node, right: Node) -> int | None:
        if left == right:
            return 0
        for end, sign in ((left, 1), (right, -1)):
            if end in (INFINITY, LEAST):
                return sign if end == INFINITY else -sign
        return sign_on(self.domain, Sum((left, Negate(right))))

    def merged(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Sorted, with pieces that overlap or touch joined: [0,1) and {1} are [0,1]."""

        def order(a: Piece, b: Piece) -> int:
            return self.compare_ends(a.low, b.low) or int(b.low_closed) - int(a.low_closed)

        joined: list[Piece] = []
        for piece in sorted(pieces, key=cmp_to_key(order)):
            last = joined[-1] if joined else None
            gap = 1 if last is None else self.compare_ends(piece.low, last.high)
            if last is None or gap > 0 or (gap == 0 and not (piece.low_closed or last.high_closed)):
                joined.append(piece)
                continue
            reach = self.compare_ends(piece.high, last.high)
            if reach > 0:
                joined[-1] = replace(last, high=piece.high, high_closed=piece.high_closed)
            elif reach == 0:
                joined[-1] = replace(last, high_closed=last.high_closed or piece.high_closed)
        return joined

    def complement(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The real line without `pieces`, which are merged."""
        low_closed, gaps = False, list[Piece]()
        low_end: Node = LEAST
        for piece in pieces:
            gaps += self._interval(
                low_end, piece.low, low_closed, not piece.low_closed and piece.low != LEAST
            )
            low_end, low_closed = piece.high, not piece.high_closed
        if low_end != INFINITY:
            gaps += self._interval(low_end, INFINITY, low_closed and low_end != LEAST, False)
        return gaps

    def intersection(self, left: Sequence[Piece], right: Sequence[Piece]) -> list[Piece]:
        found: list[Piece] = []
        for a in left:
            for b in right:
                low, low_closed = self._inner(a.low, a.low_closed, b.low, b.low_closed, 1)
                high, high_closed = self._inner(a.high, a.high_closed, b.high, b.high_closed, -1)
                found += self._interval(low, high, low_closed, high_closed)
        return found

    def _inner(
        self, a: Node, a_closed: bool, b: Node, b_closed: bool, side: int
    ) -> tuple[Node, bool]:
        order = self.compare_ends(a, b) * side
        if order == 0:
            return a, a_closed and b_closed
        return (a, a_closed) if order > 0 else (b, b_closed)
