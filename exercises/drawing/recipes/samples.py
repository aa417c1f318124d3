"""Samples and tables of counts: R24, R25, R29 to R31."""

from __future__ import annotations

from typing import NamedTuple

from sympy import Matrix, Rational

from exercises.drawing.draw import Draw
from exercises.drawing.integer_matrices import column


class Sample(NamedTuple):
    """Whole numbers, their mean and their variance s^2 with divisor n - 1."""

    values: list[int]
    mean: int
    variance: Rational


class PointCloud(NamedTuple):
    """Four points; u and w are orthogonal eigenvectors of the covariance with divisor n = 4."""

    points: list[Matrix]
    u: Matrix
    w: Matrix
    eigenvalues: list[Rational]


class CountTable(NamedTuple):
    expected: list[list[int]]
    observed: list[list[int]]


class Confusion(NamedTuple):
    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int


# Deviations from the mean: each row sums to zero.
_DEVIATIONS = {
    4: ((-3, 1, 1, 1), (3, -1, -1, -1), (-3, -1, 1, 3)),
    5: ((-2, -1, 0, 1, 2), (-4, -2, 0, 2, 4), (-3, -1, 0, 1, 3), (-3, -2, 0, 2, 3)),
    9: (
        *((-4, -2, -1, 0, 1, 1, 1, 2, 2), (-3, -3, 0, 0, 0, 0, 1, 2, 3)),  # s = 2
        *((-4, -1, -1, 0, 0, 0, 1, 2, 3), (-3, -2, -1, -1, 0, 0, 2, 2, 3)),
        *((-6, -4, 0, 1, 1, 1, 2, 2, 3), (-5, -3, -2, 0, 0, 0, 3, 3, 4)),  # s = 3
        *((-5, -2, -1, -1, 0, 0, 1, 2, 6), (-4, -3, -3, -2, 1, 2, 2, 3, 4)),
        *((-6, -5, -3, -2, 2, 3, 3, 4, 4), (-6, -4, -4, -1, 1, 2, 3, 3, 6)),  # s = 4
        *((-5, -5, -3, -1, 0, 0, 4, 4, 6), (-5, -4, -3, -2, 0, 1, 1, 6, 6)),
    ),
}
# For n = 16: half of a sample that lies evenly round its mean, s = 2 and s = 4.
_HALVES = (
    *((4, 3, 1, 1, 1, 1, 1, 0), (3, 3, 2, 2, 1, 1, 1, 1), (4, 2, 2, 2, 1, 1, 0, 0)),
    *((6, 5, 5, 4, 3, 3, 0, 0), (7, 5, 4, 4, 3, 2, 1, 0), (5, 5, 4, 4, 4, 3, 3, 2)),
)


def tsample(d: Draw, n: int = 9) -> Sample:
    """R24: n = 4, 5, 9 or 16 whole numbers with a whole mean in 20..60.

    s is 2, 3 or 4 for n = 9, 2 or 4 for n = 16; for n = 4 and 5 its square is rational.
    """
    if n == 16:
        half = d.choice(_HALVES)
        deviations = (*half, *(-x for x in half))
    else:
        deviations = d.choice(_DEVIATIONS[n])
    scale = d.choice((1, 2)) if n < 9 else 1
    mean = d.int(20, 60)
    squares = sum(x * x for x in deviations)
    values = d.shuffle([mean + scale * x for x in deviations])
    return Sample(values, mean, Rational(scale**2 * squares, n - 1))


def pca2d(d: Draw) -> PointCloud:
    """R25: points m ± a u and m ± b w, a > b, u = (p, q) and w = (-q, p), in drawn order.

    eigenvalues[0] > eigenvalues[1] belong to u and w (divisor 4).
    """
    p, q = d.choice(((1, 1), (1, 2), (2, 1), (1, 3)))
    a, b = d.choice(((2, 1), (3, 1), (3, 2)))
    x, y = d.int(-4, 6), d.int(-4, 6)
    points = [(x + s * a * p, y + s * a * q) for s in (1, -1)]
    points += [(x - s * b * q, y + s * b * p) for s in (1, -1)]
    square = p * p + q * q
    return PointCloud(
        [column(point) for point in d.shuffle(points)],
        column((p, q)),
        column((-q, p)),
        [Rational(2 * k * k * square, 4) for k in (a, b)],
    )


def chitab(d: Draw) -> CountTable:
    """R29: a 2 x 2 table with whole expected counts of at least 5; observed margins agree."""

    def make() -> CountTable:
        rows = [10 * d.int(2, 8), 10 * d.int(2, 8)]
        tenths = d.choice((2, 3, 4, 5))
        expected = [[tenths * r // 10, r - tenths * r // 10] for r in rows]
        k = d.int(2, 8) * d.sign()
        (e11, e12), (e21, e22) = expected
        return CountTable(expected, [[e11 + k, e12 - k], [e21 - k, e22 + k]])

    return d.until(
        make, lambda t: min(map(min, t.observed)) >= 3 and min(map(min, t.expected)) >= 5
    )


def confusion(d: Draw) -> Confusion:
    """R30: precision and recall are different fractions with denominator 2, 4, 5, 8 or 10.

    The total is a multiple of 10; counts are at most 90, 60, 60 and 200, none below 2.
    """
    fractions = [(k, n) for n in (2, 4, 5, 8, 10) for k in range(1, n) if Rational(k, n).q == n]

    def make() -> tuple[int, int, int]:
        (p, pn), (r, rn) = d.sample(fractions, 2)
        hits = d.int(6, 90)
        wrong_alarms, rest = divmod(hits * (pn - p), p)
        missed, rest2 = divmod(hits * (rn - r), r)
        return hits, 0 if rest else wrong_alarms, 0 if rest2 else missed

    tp, fp, fn = d.until(make, lambda t: all(2 <= wrong <= 60 for wrong in t[1:]))
    return Confusion(tp, fp, fn, 10 * d.int(5, 15) + 50 - (tp + fp + fn) % 10)


def mlesum(d: Draw, n: tuple[int, ...] = (4, 5, 8, 10)) -> list[int]:
    """R31: a sample of whole numbers 0..9, three different ones, its mean with one decimal."""
    return d.until(
        lambda: [d.int(0, 9) for _ in range(d.choice(n))],
        lambda x: 10 * sum(x) % len(x) == 0 and len(set(x)) >= 3,
    )
