"""Which change of one entry takes a vector out of the space that a basis spans."""

from __future__ import annotations

from fractions import Fraction

from grader.tree import Negate, Node, Number, Quotient, Row

Vector = list[Fraction]


def leaving(basis: Row) -> int | None:
    """The first coordinate whose unit vector is not in the span; None if the span holds them all,
    or if an entry is no plain number.

    >>> from grader.parse import parse
    >>> leaving(parse("[(-1, 2, -2), (-2, 3, -3)]"))
    1
    """
    vectors = [_numbers(part) for part in basis.items if isinstance(part, Row)]
    known = [vector for vector in vectors if vector]
    if not known or len(known) != len(basis.items):
        return None
    reduced = _reduced(known)
    for place in range(len(known[0])):
        unit = [Fraction(int(i == place)) for i in range(len(known[0]))]
        if len(_reduced([*known, unit])) > len(reduced):
            return place
    return None


def _numbers(row: Row) -> Vector:
    found = [_number(item) for item in row.items]
    return [value for value in found if value is not None] if None not in found else []


def _number(node: Node) -> Fraction | None:
    match node:
        case Number(value=value):
            return Fraction(value)
        case Negate(arg=Number(value=value)):
            return -Fraction(value)
        case Quotient(num=num, den=Number(value=value)) if value:
            above = _number(num)
            return None if above is None else above / value
        case Negate(arg=Quotient() as inner):
            above = _number(inner)
            return None if above is None else -above
    return None


def _reduced(vectors: list[Vector]) -> list[Vector]:
    """An echelon basis of the span."""
    found: list[tuple[int, Vector]] = []
    for vector in vectors:
        left = vector
        for pivot, row in found:
            factor = left[pivot] / row[pivot]
            left = [a - factor * b for a, b in zip(left, row, strict=True)]
        place = next((i for i, value in enumerate(left) if value), None)
        if place is not None:
            found.append((place, left))
    return [row for _, row in found]
