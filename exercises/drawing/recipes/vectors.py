"""Vectors and changes of basis: R1 to R3."""

from __future__ import annotations

from sympy import Matrix

from exercises.drawing.draw import Draw
from exercises.drawing.integer_matrices import column, shears

_INTEGER_LENGTHS = {
    2: ((3, 4), (5, 12), (8, 15), (6, 8)),
    3: ((1, 2, 2), (2, 3, 6), (1, 4, 8), (4, 4, 7), (2, 4, 4)),
    4: ((1, 1, 1, 1), (1, 1, 3, 5), (1, 2, 2, 4), (2, 2, 2, 2), (1, 1, 7, 7)),
}


def ivec(d: Draw, n: int, m: int = 5) -> Matrix:
    """R1: a column of n whole numbers in -m..m, two of them non-zero and of different size."""
    return column(
        d.until(
            lambda: [d.int(-m, m) for _ in range(n)],
            lambda v: sum(x != 0 for x in v) >= 2 and len({abs(x) for x in v}) >= 2,
        )
    )


def pyth(d: Draw, n: int) -> Matrix:
    """R2: a column of n = 2, 3 or 4 non-zero whole numbers whose length is a whole number."""
    return column([d.sign() * x for x in d.shuffle(d.choice(_INTEGER_LENGTHS[n]))])


def unimod(d: Draw, n: int) -> Matrix:
    """R3: an n x n matrix of determinant 1, not triangular; entries at most 4, of its inverse 5."""
    return Matrix(shears(d, n)[0])
