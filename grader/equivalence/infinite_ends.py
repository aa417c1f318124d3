"""Comparisons of a letter with infinity: `3 < x < inf` says no more than `3 < x`."""

from __future__ import annotations

from typing import Final

from grader.tree import Constant, Name, Negate, Node, Relation, map_children, number

INFINITY: Final = Constant("inf")
ALWAYS: Final = Relation("=", number(0), number(0))
NEVER: Final = Relation("=", number(0), number(1))
_LESS: Final = frozenset({"<", "<=", "!="})
_MORE: Final = frozenset({">", ">=", "!="})


def without_infinity(node: Node) -> Node:
    """The statement with every comparison of a letter with infinity replaced by its truth, for a
    letter is a finite number.

    >>> from grader.tree import Or
    >>> x = Name("x")
    >>> without_infinity(Or((Relation("<", x, number(3)), Relation(">", x, INFINITY)))).parts[1]
    Relation(op='=', left=Number(value=Fraction(0, 1), text='0'), \
right=Number(value=Fraction(1, 1), text='1'))
    """
    if not isinstance(node, Relation):
        return map_children(node, without_infinity)
    sides = _sign(node.left), _sign(node.right)
    if isinstance(node.left, Name) and sides[1]:
        holds = node.op in (_LESS if sides[1] > 0 else _MORE)
    elif isinstance(node.right, Name) and sides[0]:
        holds = node.op in (_MORE if sides[0] > 0 else _LESS)
    else:
        return node
    return ALWAYS if holds else NEVER


def _sign(node: Node) -> int:
    """1 for infinity, -1 for its negative, 0 for anything else."""
    if node == INFINITY:
        return 1
    return -1 if isinstance(node, Negate) and node.arg == INFINITY else 0
