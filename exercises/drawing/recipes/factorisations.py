"""Matrices with nice factors: R8 to R10, R13, R14, R16."""

from __future__ import annotations

from typing import NamedTuple

from sympy import Matrix, Rational

from exercises.drawing.draw import Draw
from exercises.drawing.integer_matrices import (
    Rows,
    below_diagonal,
    diagonal,
    identity,
    largest,
    product,
    transpose,
)
from exercises.drawing.recipes.vectors import pyth


class QR(NamedTuple):
    A: Matrix
    Q: Matrix
    R: Matrix


class LU(NamedTuple):
    """A = P L U with a permutation P (the identity unless pivoting was asked for)."""

    A: Matrix
    L: Matrix
    U: Matrix
    P: Matrix


class SVD(NamedTuple):
    """A = U diag(s) V^T, s falling."""

    A: Matrix
    U: Matrix
    s: list[int]
    V: Matrix


class RankOne(NamedTuple):
    """A = u v^T, its only singular value sigma = |u| |v|."""

    A: Matrix
    sigma: int
    u: Matrix
    v: Matrix


class Cholesky(NamedTuple):
    A: Matrix
    L: Matrix


def _orthogonal(d: Draw, n: int) -> tuple[Rows, int]:
    """Whole rows and the denominator that makes them orthonormal."""
    if n == 2:
        a, b, c = d.choice(((3, 4, 5), (5, 12, 13), (8, 15, 17)))
        rows, denominator = [[a, -b], [b, a]], c
    elif d.choice((True, False)):
        rows, denominator = [[1, 2, 2], [2, 1, -2], [2, -2, 1]], 3
    else:
        rows, denominator = [[2, 3, 6], [3, -6, 2], [6, 2, -3]], 7
    order = d.shuffle(range(n))
    signs = [d.sign() for _ in range(n)]
    return [[signs[j] * row[order[j]] for j in range(n)] for row in rows], denominator


def orthoq(d: Draw, n: int) -> Matrix:
    """R8: an n x n orthogonal matrix (n = 2, 3) of fractions over 5, 13, 17 or 3, 7."""
    rows, denominator = _orthogonal(d, n)
    return Matrix(rows) / denominator


def qrnice(d: Draw, n: int = 2) -> QR:
    """R9: A = Q R, A whole with entries at most 24, Q as R8, R's diagonal positive."""

    def make() -> tuple[Rows, Rows, Rows, int]:
        q, c = _orthogonal(d, n)
        r = [
            [c * (d.int(1, 2) if i == j else d.int(-2, 2)) if j >= i else 0 for j in range(n)]
            for i in range(n)
        ]
        return [[x // c for x in row] for row in product(q, r)], q, r, c

    def good(t: tuple[Rows, Rows, Rows, int]) -> bool:
        return t[3] <= 7 and largest(t[0]) <= 24 and any(t[2][0][1:])

    a, q, r, c = d.until(make, good)
    return QR(Matrix(a), Matrix(q) / c, Matrix(r))


def luint(d: Draw, n: int = 3, pivot: bool = False) -> LU:
    """R10: A = P L U, whole, entries of A at most 15, invertible.

    L has 1 on the diagonal and -3..3 below (two or more non-zero), U has ±1, ±2 or 3 on the
    diagonal. With `pivot` (n = 3) two or three rows are exchanged and A starts with a zero.
    """

    def make() -> tuple[Rows, Rows, Rows, Rows]:
        lower = [[d.int(-3, 3) if j < i else int(i == j) for j in range(n)] for i in range(n)]
        upper = [
            [0 if j < i else d.choice((-2, -1, 1, 2, 3)) if i == j else d.int(-4, 4)
             for j in range(n)]
            for i in range(n)
        ]  # fmt: skip
        order = d.choice(([1, 0, 2], [2, 1, 0], [1, 2, 0])) if pivot else range(n)
        p = [identity(n)[i] for i in order]
        return product(p, lower, upper), lower, upper, p

    def good(t: tuple[Rows, Rows, Rows, Rows]) -> bool:
        enough = below_diagonal(t[1]) >= min(2, n * (n - 1) // 2)
        return largest(t[0]) <= 15 and enough and (not pivot or t[0][0][0] == 0)

    a, lower, upper, p = d.until(make, good)
    return LU(Matrix(a), Matrix(lower), Matrix(upper), Matrix(p))


def svd2(d: Draw) -> SVD:
    """R13: a whole 2 x 2 matrix, two different singular values of 5, 10, 15, 20, U of fifths."""
    a, b = d.choice(((3, 4), (4, 3)))
    s = sorted(d.sample((5, 10, 15, 20), 2), reverse=True)
    v = product(d.choice((identity(2), [[0, 1], [1, 0]])), diagonal([d.sign(), d.sign()]))
    u = [[a, -b], [b, a]]
    entries = product(u, diagonal([k // 5 for k in s]), transpose(v))
    return SVD(Matrix(entries), Matrix(u) / 5, s, Matrix(v))


def svd45(d: Draw) -> SVD:
    """R13b: whole 2 x 2 with singular vectors along the diagonals or axes turned by 45 degrees.

    Singular values differ and have an even sum; U and V have entries ±sqrt(2)/2.
    """
    first = d.int(3, 16)
    second = d.int(1, first - 1, [k for k in range(first) if (first + k) % 2])
    mirror, turn = [[1, 1], [1, -1]], [[1, -1], [1, 1]]
    u, v = d.choice(((mirror, turn), (turn, mirror), (turn, turn)))
    v = product(v, diagonal([1, d.sign()]))
    doubled = product(u, diagonal([first, second]), transpose(v))
    half_root = Rational(1, 2) ** Rational(1, 2)
    entries = [[x // 2 for x in row] for row in doubled]
    return SVD(Matrix(entries), Matrix(u) * half_root, [first, second], Matrix(v) * half_root)


def rank1(d: Draw) -> RankOne:
    """R14: a 3 x 2 matrix u v^T with whole lengths |u| and |v|."""
    u, v = pyth(d, 3), pyth(d, 2)
    return RankOne(u * v.T, int(u.norm() * v.norm()), u, v)


def chol(d: Draw, n: int = 3) -> Cholesky:
    """R16: A = L L^T, whole entries at most 25; L has 1..3 on the diagonal, not diagonal itself."""

    def make() -> tuple[Rows, Rows]:
        lower = [
            [0 if j > i else d.int(1, 3) if i == j else d.int(-3, 3) for j in range(n)]
            for i in range(n)
        ]
        return product(lower, transpose(lower)), lower

    a, lower = d.until(make, lambda t: largest(t[0]) <= 25 and below_diagonal(t[1]) >= n - 1)
    return Cholesky(Matrix(a), Matrix(lower))
