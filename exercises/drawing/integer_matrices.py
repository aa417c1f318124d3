"""
Exact arithmetic on small matrices of whole numbers, as lists of rows.

The recipes try hundreds of candidates before one is nice; plain integers make that some fifty
times faster than SymPy's matrices, which are built once, from the one that is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Matrix

from exercises.drawing.draw import Draw

Rows = list[list[int]]


def identity(n: int) -> Rows:
    return [[int(i == j) for j in range(n)] for i in range(n)]


def diagonal(entries: Sequence[int]) -> Rows:
    return [[x if i == j else 0 for j in range(len(entries))] for i, x in enumerate(entries)]


def product(a: Rows, *others: Rows) -> Rows:
    for b in others:
        columns = transpose(b)
        a = [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns]
             for row in a]  # fmt: skip
    return a


def times(a: Rows, x: Sequence[int]) -> list[int]:
    """The matrix-vector product A x."""
    return [sum(p * q for p, q in zip(row, x, strict=True)) for row in a]


def transpose(a: Rows) -> Rows:
    return [list(column) for column in zip(*a, strict=True)]


def largest(a: Rows) -> int:
    """The largest absolute value of an entry."""
    return max(abs(x) for row in a for x in row)


def is_triangular(a: Rows) -> bool:
    n = len(a)
    return all(a[i][j] == 0 for i in range(n) for j in range(i)) or all(
        a[j][i] == 0 for i in range(n) for j in range(i)
    )


def below_diagonal(a: Rows) -> int:
    """How many entries below the diagonal are not zero."""
    return sum(1 for i, row in enumerate(a) for x in row[:i] if x)


def shears(d: Draw, n: int) -> tuple[Rows, Rows]:
    """A product P of n + 1 drawn shears, and its inverse: |P| <= 4, |P^-1| <= 5, not triangular."""

    def make() -> tuple[Rows, Rows]:
        p, inverse = identity(n), identity(n)
        for _ in range(n + 1):
            i, j = d.sample(range(n), 2)
            k = d.choice((-2, -1, 1, 2))
            p[i] = [x + k * y for x, y in zip(p[i], p[j], strict=True)]
            for row in inverse:  # undone on the right, in the opposite order
                row[j] -= k * row[i]
        return p, inverse

    return d.until(
        make, lambda t: largest(t[0]) <= 4 and largest(t[1]) <= 5 and not is_triangular(t[0])
    )


def column(entries: Sequence[int]) -> Matrix:
    """A SymPy column vector."""
    return Matrix(len(entries), 1, list(entries))
