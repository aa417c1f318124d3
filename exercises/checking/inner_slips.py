"""Answers with one slip inside a formula: a sign, a coefficient, a logarithm's base."""

from __future__ import annotations

from collections.abc import Iterator

from grader.plain import ascii as plain_text
from grader.tree import (
    Call,
    Name,
    Negate,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    map_children,
    number,
    walk,
)


def inner_slips(tree: Node) -> Iterator[tuple[str, str]]:
    """(text, how) of `tree` with one thing changed inside; what it has not got is left out."""
    found = (
        (_other_sign(tree), "with the sign of one term changed"),
        (_other_coefficient(tree), "with one coefficient raised by 1"),
        (_other_base(tree), "with another logarithm"),
    )
    for slipped, how in found:
        if slipped is not tree:
            yield plain_text(slipped), how


def _other_sign(tree: Node) -> Node:
    """The last term of the first sum that has a letter in it, with its other sign."""
    for place in walk(tree):
        if isinstance(place, Sum) and _varies(place.terms[-1]):
            *before, last = place.terms
            turned = last.arg if isinstance(last, Negate) else Negate(last)
            return _put(tree, place, Sum((*before, turned)))
    return tree


def _other_coefficient(tree: Node) -> Node:
    """The first number that stands before letters, one larger: 3x becomes 4x."""
    for place in walk(tree):
        match place:
            case Product(factors=(Number(value=value), *rest)) if any(map(_varies, rest)):
                return _put(tree, place, Product((number(value + 1), *rest)))
            case Quotient(num=num, den=Number(value=value)) if _varies(num):
                return _put(tree, place, Quotient(num, number(value + 1)))
    return tree


def _other_base(tree: Node) -> Node:
    """The first natural logarithm to base 10: ln 7 becomes lg 7."""
    for place in walk(tree):
        if isinstance(place, Call) and place.func == "ln" and place.args[0] != number(1):
            return _put(tree, place, Call("log", (place.args[0], number(10))))
    return tree


def _varies(node: Node) -> bool:
    return any(isinstance(part, Name) for part in walk(node))


def _put(tree: Node, place: Node, other: Node) -> Node:
    """`tree` with the first part that is the very object `place` replaced."""
    if tree is place:
        return other
    return map_children(tree, lambda part: _put(part, place, other))
