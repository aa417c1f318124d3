"""Linear systems, rank, least squares, ridge: R11, R12, R15, R32."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sympy import Matrix

from exercises.drawing.draw import Draw
from exercises.drawing.integer_matrices import Rows, column, largest, product, shears, times
from exercises.drawing.recipes.factorisations import luint
from exercises.drawing.recipes.vectors import ivec


class System(NamedTuple):
    """A x = b: x is a solution (with kind "none": of the system before b was spoilt).

    `direction` spans the solutions' differences, None when the solution is unique.
    """

    A: Matrix
    b: Matrix
    x: Matrix
    direction: Matrix | None


class Reduced(NamedTuple):
    """A, its reduced row echelon form and the indices of the pivot columns."""

    A: Matrix
    rref: Matrix
    pivots: list[int]


class LeastSquares(NamedTuple):
    """A x is the projection of b, r = b - A x the residual, A^T r = 0; t the abscissas."""

    A: Matrix
    b: Matrix
    x: Matrix
    r: Matrix
    t: list[int]


class Ridge(NamedTuple):
    """(X^T X + strength I) beta = X^T y, with X^T X = 4 I."""

    X: Matrix
    y: Matrix
    strength: int
    beta: Matrix


def sysint(d: Draw, kind: Literal["one", "none", "inf"]) -> System:
    """R11: three equations in three unknowns, whole, |A| <= 12, |b| <= 30, of the kind asked."""
    if kind == "one":
        return d.until(lambda: _one_solution(d), lambda t: _small(t.A.tolist(), list(t.b)))
    a, b, x, direction = d.until(lambda: _rank_two(d, kind == "none"), lambda t: _small(t[0], t[1]))
    return System(Matrix(a), column(b), column(x), column(direction))


def _one_solution(d: Draw) -> System:
    a, x = luint(d, 3).A, ivec(d, 3, 4)
    return System(a, a * x, x, None)


def _rank_two(d: Draw, spoilt: bool) -> tuple[Rows, list[int], list[int], list[int]]:
    p, q = d.int(-3, 3, (0,)), d.int(-3, 3, (0,))
    change, _ = shears(d, 3)
    a = product(change, [[1, 0, p], [0, 1, q], [0, 0, 0]])
    x = [d.int(-4, 4), d.int(-4, 4), 0]
    b = times(a, x)
    if spoilt:  # the third column of the change of basis lies outside A's column space
        k = d.int(1, 2)
        b = [entry + k * row[2] for entry, row in zip(b, change, strict=True)]
    return a, b, x, [-p, -q, 1]


def _small(a: Rows, b: list[int]) -> bool:
    return largest(a) <= 12 and max(map(abs, b)) <= 30


def rankmat(d: Draw, m: int = 3, n: int = 4, r: int = 2) -> Reduced:
    """R12: m x n of rank r, whole entries at most 15, with a whole reduced row echelon form."""

    def make() -> tuple[Rows, Rows, list[int]]:
        pivots = [0, *sorted(d.sample(range(1, n), r - 1))]
        reduced = [[0] * n for _ in range(m)]
        for row, pivot in zip(reduced, pivots, strict=False):
            row[pivot] = 1
            for j in range(pivot + 1, n):
                if j not in pivots:
                    row[j] = d.int(-3, 3)
        return product(shears(d, m)[0], reduced), reduced, pivots

    a, reduced, pivots = d.until(make, lambda t: largest(t[0]) <= 15 and any(t[1][0][1:]))
    return Reduced(Matrix(a), Matrix(reduced), pivots)


def lsq(d: Draw, n: int = 4) -> LeastSquares:
    """R15: n points for a line x[0] + x[1] t: whole x, slope not 0, whole residuals at most 6.

    Rows of A are (1, t), t rising in -3..5; entries of b at most 20; r is never zero.
    """

    def make() -> tuple[list[int], list[int], list[int]]:
        t = sorted(d.sample(range(-3, 6), n))
        r = [d.int(-6, 6) for _ in range(n - 2)]
        # The last two residuals solve: sum r = 0, sum t r = 0.
        last, rest = divmod(t[-2] * sum(r) - sum(x * y for x, y in zip(t, r, strict=False)),
                            t[-1] - t[-2])  # fmt: skip
        r += [-sum(r) - last, last if rest == 0 else 99]
        return t, r, [d.int(-4, 5), d.int(-3, 3, (0,))]

    def good(q: tuple[list[int], list[int], list[int]]) -> bool:
        t, r, x = q
        fitted = [x[0] + x[1] * s for s in t]
        return (
            any(r)
            and max(map(abs, r)) <= 6
            and all(abs(f + e) <= 20 for f, e in zip(fitted, r, strict=True))
        )

    t, r, x = d.until(make, good)
    a = Matrix([[1, s] for s in t])
    return LeastSquares(a, a * column(x) + column(r), column(x), column(r), t)


def ridge(d: Draw) -> Ridge:
    """R32: four rows of orthogonal columns ±1, strength 1, 4 or 12, whole non-zero beta and y.

    y also has a part that no line fits, so that the residuals are not zero.
    """
    order = d.shuffle(range(4))
    strength = d.choice((1, 4, 12))
    least = 4 if strength == 1 else 1  # keeps y whole
    beta = [least * d.int(-3, 3, (0,)) for _ in range(2)]
    k, m = d.until(lambda: (d.int(-3, 3), d.int(-3, 3)), any)
    rows, y = [], []
    for sign, noise in ((1, k), (-1, m), (1, -k), (-1, -m)):
        rows.append([1, sign])
        y.append((4 + strength) * (beta[0] + sign * beta[1]) // 4 + noise)
    x = Matrix([rows[i] for i in order])
    return Ridge(x, column([y[i] for i in order]), strength, column(beta))
