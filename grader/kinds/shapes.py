"""Properties of a matrix that a factorisation asks for, each with the words that miss it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from grader.equivalence.linear import ONE, ZERO, Rows, identity, multiply, rank, transpose
from grader.equivalence.proportion import is_zero, sign_of
from grader.kinds.closeness import Closeness
from grader.sentences import Sentence, say
from grader.tree import Negate, Node, Sum

EXACT = Closeness()


@dataclass(frozen=True, slots=True)
class Shape:
    """`complaint` is the template of a sentence about a `factor`."""

    name: str
    complaint: Sentence
    holds: Callable[[Rows, Closeness], bool]


def same(left: Node, right: Node, close: Closeness) -> bool:
    """Whether two entries are equal, within the tolerance if there is one."""
    if left == right:
        return True
    if close != EXACT and (found := close.holds(left, right)) is not None:
        return found
    return is_zero(Sum((left, Negate(right)))) is True


def _all(rows: Rows, where: Callable[[int, int], bool], value: Node, close: Closeness) -> bool:
    return all(
        same(entry, value, close)
        for i, row in enumerate(rows)
        for j, entry in enumerate(row)
        if where(i, j)
    )


def _diagonal(rows: Rows) -> list[Node]:
    return [rows[i][i] for i in range(min(len(rows), len(rows[0])))]


def _equal(left: Rows, right: Rows, close: Closeness) -> bool:
    return len(left) == len(right) and all(
        same(a, b, close)
        for x, y in zip(left, right, strict=True)
        for a, b in zip(x, y, strict=True)
    )


def _orthonormal(rows: Rows, close: Closeness) -> bool:
    return _equal(multiply(transpose(rows), rows), identity(len(rows[0])), close)


def _permutation(rows: Rows, close: Closeness) -> bool:
    ones = [[same(entry, ONE, close) for entry in row] for row in rows]
    zeros = [[same(entry, ZERO, close) for entry in row] for row in rows]
    either = all(
        o or z for x, y in zip(ones, zeros, strict=True) for o, z in zip(x, y, strict=True)
    )
    columns = [sum(column) for column in zip(*ones, strict=True)]
    return either and all(sum(row) == 1 for row in ones) and all(c == 1 for c in columns)


def _not_negative(rows: Rows, close: Closeness) -> bool:
    return all(sign_of(entry) >= 0 for entry in _diagonal(rows))


def _descending(rows: Rows, close: Closeness) -> bool:
    diagonal = _diagonal(rows)
    steps = pairwise(diagonal)
    return all(sign_of(Sum((a, Negate(b)))) >= 0 for a, b in steps)


def inverse_of(matrix: Rows, close: Closeness) -> Shape:
    """The shape of being the inverse of `matrix`."""

    def holds(rows: Rows, close: Closeness) -> bool:
        try:
            return _equal(multiply(matrix, rows), identity(len(matrix)), close)
        except ValueError:
            return False

    return Shape("inverse", say("${factor}$ is not the inverse of the first factor."), holds)


LOWER = Shape(
    "lower",
    say("${factor}$ is not lower triangular."),
    lambda m, c: _all(m, lambda i, j: j > i, ZERO, c),
)
UPPER = Shape(
    "upper",
    say("${factor}$ is not upper triangular."),
    lambda m, c: _all(m, lambda i, j: j < i, ZERO, c),
)
DIAGONAL = Shape(
    "diagonal",
    say("${factor}$ is not diagonal."),
    lambda m, c: _all(m, lambda i, j: i != j, ZERO, c),
)
UNIT_DIAGONAL = Shape(
    "unit-diagonal",
    say("${factor}$ has an entry other than 1 on its diagonal."),
    lambda m, c: _all(m, lambda i, j: i == j, ONE, c),
)
POSITIVE_DIAGONAL = Shape(
    "positive-diagonal",
    say("${factor}$ has an entry on its diagonal that is not positive."),
    lambda m, c: all(sign_of(entry) > 0 for entry in _diagonal(m)),
)
NOT_NEGATIVE = Shape(
    "not-negative", say("${factor}$ has a negative entry on its diagonal."), _not_negative
)
DESCENDING = Shape(
    "descending", say("${factor}$ has a diagonal that increases somewhere."), _descending
)
ORTHONORMAL_COLUMNS = Shape(
    "orthonormal", say("${factor}$ has columns that are not orthonormal."), _orthonormal
)
PERMUTATION = Shape("permutation", say("${factor}$ is not a permutation matrix."), _permutation)
INVERTIBLE = Shape(
    "invertible",
    say("${factor}$ is not invertible."),
    lambda m, c: len(m) == len(m[0]) and rank(m) == len(m),
)
