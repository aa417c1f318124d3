"""Matrices with chosen eigenvalues, built from their factors: R4 to R7."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import Literal, NamedTuple

from sympy import Matrix

from exercises.drawing.draw import Draw
from exercises.drawing.integer_matrices import (
    Rows,
    column,
    diagonal,
    is_triangular,
    largest,
    product,
    shears,
    transpose,
)


class Diagonalisable(NamedTuple):
    """A = P diag(eigenvalues) P^-1; column j of P belongs to eigenvalue j."""

    A: Matrix
    eigenvalues: list[int]
    P: Matrix


class Defective(NamedTuple):
    """A = P [[eigenvalue, 1], [0, eigenvalue]] P^-1: one eigenvalue, one line of eigenvectors."""

    A: Matrix
    eigenvalue: int
    P: Matrix


class Symmetric2(NamedTuple):
    """A u = eigenvalues[0] u; the direction orthogonal to u belongs to eigenvalues[1]."""

    A: Matrix
    eigenvalues: tuple[int, int]
    u: Matrix


def eigint(d: Draw, n: int, low: int = -4, high: int = 6) -> Diagonalisable:
    """R4: n = 2 or 3 different non-zero whole eigenvalues from low..high.

    Entries are whole, at most 12 (2 x 2) or 20 (3 x 3); never triangular, never symmetric.
    """
    limit = 12 if n == 2 else 20

    def make() -> tuple[Rows, list[int], Rows]:
        eigenvalues = d.sample([k for k in range(low, high + 1) if k], n)
        p, inverse = shears(d, n)
        return product(p, diagonal(eigenvalues), inverse), eigenvalues, p

    def good(t: tuple[Rows, list[int], Rows]) -> bool:
        return largest(t[0]) <= limit and not is_triangular(t[0]) and t[0] != transpose(t[0])

    a, eigenvalues, p = d.until(make, good)
    return Diagonalisable(Matrix(a), eigenvalues, Matrix(p))


def defective(d: Draw) -> Defective:
    """R5: a 2 x 2 matrix of whole numbers up to 12 that cannot be diagonalised, not triangular."""

    def make() -> tuple[Rows, int, Rows]:
        k = d.int(-3, 4, (0,))
        p, inverse = shears(d, 2)
        return product(p, [[k, 1], [0, k]], inverse), k, p

    a, k, p = d.until(make, lambda t: largest(t[0]) <= 12 and not is_triangular(t[0]))
    return Defective(Matrix(a), k, Matrix(p))


def symeig2(d: Draw, definite: Literal["pd", "psd", "indef"] | None = None) -> Symmetric2:
    """R6: symmetric 2 x 2, A = b I + k u u^T with u = (1,1), (1,2), (1,3) or (2,3) up to signs.

    Whole entries at most 15, eigenvalues b + k |u|^2 and b, both non-zero except with "psd",
    where b = 0. "psd" has about 26 variants only: combine it or declare `few_variants`.
    """
    psd = definite == "psd"
    wanted: Callable[[int, int], bool] = {
        None: lambda low, high: low * high != 0,
        "pd": lambda low, high: low > 0,
        "indef": lambda low, high: low < 0 < high,
        "psd": lambda low, high: low == 0 < high,
    }[definite]

    def make() -> tuple[Rows, tuple[int, int], list[int]]:
        p, q = d.choice(((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3)))
        q *= d.sign()
        b = 0 if psd else d.int(-5, 6)
        k = d.int(1, 4) if psd else d.int(-2, 3, (0,))
        a = [[b + k * p * p, k * p * q], [k * p * q, b + k * q * q]]
        return a, (b + k * (p * p + q * q), b), [p, q]

    a, values, u = d.until(make, lambda t: wanted(min(t[1]), max(t[1])) and largest(t[0]) <= 15)
    return Symmetric2(Matrix(a), values, column(u))


def symeig3(d: Draw) -> Diagonalisable:
    """R7: symmetric 3 x 3, whole entries at most 15, whole orthogonal eigenvectors in P.

    At least two different eigenvalues, none zero, never diagonal. The eigenvalues agree modulo
    the squared lengths of the eigenvectors: that makes A whole.
    """
    p = d.choice(([[1, 1, 1], [1, -1, 1], [1, 0, -2]], [[1, 2, 2], [2, 1, -2], [2, -2, 1]]))
    squares = [sum(x * x for x in v) for v in transpose(p)]
    step = lcm(*squares)

    def make() -> tuple[Rows, list[int]]:
        base = d.int(-2, 4)
        values = [base + step * d.int(-1, 1) for _ in range(3)]
        scaled = [[k * step // s * x for x in v]
                  for k, s, v in zip(values, squares, transpose(p), strict=True)]  # fmt: skip
        return [[x // step for x in row] for row in product(p, scaled)], values

    def good(t: tuple[Rows, list[int]]) -> bool:
        return len(set(t[1])) >= 2 and 0 not in t[1] and largest(t[0]) <= 15

    a, values = d.until(make, good)
    return Diagonalisable(Matrix(a), values, Matrix(p))
