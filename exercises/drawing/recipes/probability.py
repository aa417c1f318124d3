"""Laws with nice numbers: R17, R21 to R23, R26, R27."""

from __future__ import annotations

from typing import NamedTuple

from sympy import Matrix, Rational

from exercises.drawing.draw import Draw
from exercises.drawing.integer_matrices import column


class ConditionalGaussian(NamedTuple):
    """(X1, X2) ~ N(mean, covariance); given X2 = x2, X1 has `conditional_mean` and `_variance`."""

    mean: Matrix
    covariance: Matrix
    x2: int
    conditional_mean: int
    conditional_variance: int


class Screening(NamedTuple):
    """A test on `population` people; `posterior` is P(ill | positive)."""

    population: int
    prior: Rational
    sensitivity: Rational
    false_positive_rate: Rational
    posterior: Rational


class JointCounts(NamedTuple):
    total: int
    counts: list[list[int]]


class Chain(NamedTuple):
    """Rows of P sum to 1, and stationary^T P = stationary^T."""

    P: Matrix
    stationary: list[Rational]


def gausscond(d: Draw) -> ConditionalGaussian:
    """R17: a bivariate normal law with a whole non-zero gain and a conditional variance in 1..6."""
    variance = d.choice((1, 2, 4))
    gain = d.int(-3, 3, (0,))
    rest = d.int(1, 6)
    mean = [d.int(-5, 5), d.int(-5, 5)]
    surprise = d.int(-3, 3, (0,))
    shared = gain * variance
    return ConditionalGaussian(
        column(mean),
        Matrix([[gain * shared + rest, shared], [shared, variance]]),
        mean[1] + surprise,
        mean[0] + gain * surprise,
        rest,
    )


def bayesfreq(d: Draw) -> Screening:
    """R21: all four counts out of 10000 are whole; the posterior is in (1/20, 19/20).

    It is at least 1/50 away from the sensitivity, the answer of those who forget the prior.
    """
    percent = 100
    prior, sensitivity, false = (
        Rational(d.choice(values), percent)
        for values in ((1, 2, 5, 10, 20), (80, 90, 95, 99), (1, 2, 5, 10))
    )
    posterior = prior * sensitivity / (prior * sensitivity + (1 - prior) * false)
    good = Rational(1, 20) < posterior < Rational(19, 20)
    if not good or abs(posterior - sensitivity) <= Rational(1, 50):
        return bayesfreq(d)
    return Screening(10000, prior, sensitivity, false, posterior)


def joint(d: Draw, m: int = 2, n: int = 3) -> JointCounts:
    """R22: an m x n table of counts 1..12, total 20, 24 or 40; a 2 x 2 one is not independent."""

    def make() -> tuple[int, list[list[int]]]:
        total = d.choice((20, 24, 40))
        counts = [[d.int(1, 9) for _ in range(n)] for _ in range(m)]
        counts[-1][-1] += total - sum(map(sum, counts))
        return total, counts

    def good(t: tuple[int, list[list[int]]]) -> bool:
        c = t[1]
        dependent = (m, n) != (2, 2) or c[0][0] * c[1][1] != c[0][1] * c[1][0]
        return 1 <= c[-1][-1] <= 12 and dependent

    return JointCounts(*d.until(make, good))


def markov(d: Draw, n: int = 3) -> Chain:
    """R23: a reversible chain on n states: P = flows / row sums with symmetric whole flows.

    Denominators at most 8, at most two zeros, every state reaches every other in three steps,
    the stationary law is rational and not uniform.
    """

    def make() -> list[list[int]]:
        flows = [[0] * n for _ in range(n)]
        for i in range(n):
            for j in range(i, n):
                flows[i][j] = flows[j][i] = d.int(0, 4)
        return flows

    def good(flows: list[list[int]]) -> bool:
        sums = [sum(row) for row in flows]
        steps = range(n)
        return (
            0 not in sums
            and len(set(sums)) > 1
            and all(Rational(x, s).q <= 8 for row, s in zip(flows, sums, strict=True) for x in row)
            and sum(row.count(0) for row in flows) <= 2
            and all(
                any(flows[i][k] and flows[k][m] and flows[m][j] for k in steps for m in steps)
                for i in steps
                for j in steps
            )
        )

    flows = d.until(make, good)
    sums = [sum(row) for row in flows]
    p = Matrix(n, n, lambda i, j: Rational(flows[i][j], sums[i]))
    return Chain(p, [Rational(s, sum(sums)) for s in sums])


def softints(d: Draw, n: int = 3) -> list[int]:
    """R26: whole k_1..k_n in 1..6, not all equal, sum 4, 5, 6, 8, 10 or 12.

    Logits ln k_i have the softmax k_i / sum k.
    """
    return d.until(
        lambda: [d.int(1, 6) for _ in range(n)],
        lambda k: len(set(k)) >= 2 and sum(k) in (4, 5, 6, 8, 10, 12),
    )


_EXPONENTS = ((1, 2, 3, 3), (1, 2, 2), (2, 2, 2, 3, 3), (1, 3, 3, 3, 3), (1, 2, 3, 4, 4),
              (2, 2, 3, 3, 3, 3))  # fmt: skip


def dyadic(d: Draw) -> list[Rational]:
    """R27: three to six probabilities that are powers of 1/2, in drawn order, not all equal."""
    return d.shuffle([Rational(1, 2**k) for k in d.choice(_EXPONENTS)])
