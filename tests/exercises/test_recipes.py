"""Each recipe keeps its promise on every seed, and gives enough variants."""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from typing import Any

import pytest
import sympy as sp

from exercises.drawing import recipes as R
from exercises.drawing.draw import Draw

SEEDS = 60


def largest(matrix: Any) -> Any:
    return max(abs(x) for x in matrix)


def whole(matrix: Any) -> bool:
    return all(x.is_Integer for x in matrix)


def diagonalised(t: Any, limit: int) -> bool:
    a, values, p = t
    return bool(
        a * p == p * sp.diag(*values)
        and p.det() != 0
        and len(set(values)) == len(values)
        and 0 not in values
        and largest(a) <= limit
        and not a.is_upper
        and not a.is_lower
        and a != a.T
    )


def symmetric2(t: Any, good: Callable[[int, int], bool]) -> bool:
    a, (first, second), u = t
    other = sp.Matrix([-u[1], u[0]])
    low, high = sorted((first, second))
    return bool(a == a.T and a * u == first * u and a * other == second * other and good(low, high))


def critical(t: Any) -> bool:
    x, y = sp.symbols("x y")
    hessian = sp.hessian(t.f, (x, y))
    for (a, b), kind in zip(t.points, t.kinds, strict=True):
        at = {x: a, y: b}
        if sp.diff(t.f, x).subs(at) != 0 or sp.diff(t.f, y).subs(at) != 0:
            return False
        det, trace = hessian.det().subs(at), hessian.trace().subs(at)
        if kind != ("saddle" if det < 0 else "minimum" if trace > 0 else "maximum"):
            return False
    return sorted(t.kinds) == ["maximum", "minimum", "saddle", "saddle"]


def covariance_axes(t: Any) -> bool:
    x = sp.Matrix([list(p) for p in t.points])
    z = x - sp.ones(4, 1) * (sp.ones(1, 4) * x / 4)
    c = z.T * z / 4
    first, second = t.eigenvalues
    return bool(c * t.u == first * t.u and c * t.w == second * t.w and first > second)


def sample(t: Any, n: int, deviations: tuple[int, ...]) -> bool:
    mean = sp.Rational(sum(t.values), n)
    variance = sp.Rational(1, n - 1) * sum((x - mean) ** 2 for x in t.values)
    good = mean == t.mean and variance == t.variance and len(t.values) == n
    return bool(good and (not deviations or sp.sqrt(variance) in deviations))


def screening(t: Any) -> bool:
    counts = (
        t.population * t.prior * t.sensitivity,
        t.population * (1 - t.prior) * t.false_positive_rate,
    )
    bayes = counts[0] / (counts[0] + counts[1])
    return all(c.is_Integer for c in counts) and bayes == t.posterior


def chain(t: Any) -> bool:
    law = sp.Matrix([t.stationary])
    return bool(
        law * t.P == law
        and sum(t.stationary) == 1
        and all(x > 0 for x in t.P**3)
        and max(x.q for x in t.P) <= 8
    )


def relu(t: Any) -> bool:
    z = t.W * t.x + t.b
    out = sum(v * max(a, 0) for v, a in zip(t.v, z, strict=True))
    return bool(z == t.z and out == t.output != t.y and z[0] * z[1] < 0)


def ridge(t: Any) -> bool:
    left = t.X.T * t.X + t.strength * sp.eye(2)
    return bool(left * t.beta == t.X.T * t.y and whole(t.y) and t.y != t.X * t.beta)


def table(t: Any) -> bool:
    rows = [sum(a) == sum(b) for a, b in zip(t.expected, t.observed, strict=True)]
    columns = [
        sum(a) == sum(b)
        for a, b in zip(zip(*t.expected, strict=True), zip(*t.observed, strict=True), strict=True)
    ]
    return all(rows + columns) and min(map(min, t.expected)) >= 5


def fractions(t: Any) -> bool:
    precision = sp.Rational(t[0], t[0] + t[1])
    recall = sp.Rational(t[0], t[0] + t[2])
    nice = (2, 4, 5, 8, 10)
    return precision.q in nice and recall.q in nice and precision != recall and sum(t) % 10 == 0


PROMISES: list[tuple[str, Callable[[Draw], Any], Callable[[Any], Any], int]] = [
    ("R1", lambda d: R.ivec(d, 3), lambda v: largest(v) <= 5 and len({abs(x) for x in v}) > 1, 40),
    ("R2", lambda d: R.pyth(d, 3), lambda v: v.norm().is_Integer and 0 not in v, 40),
    ("R3", lambda d: R.unimod(d, 3), lambda p: p.det() == 1 and largest(p.inv()) <= 5, 40),
    ("R4 2x2", lambda d: R.eigint(d, 2), lambda t: diagonalised(t, 12), 40),
    ("R4 3x3", lambda d: R.eigint(d, 3), lambda t: diagonalised(t, 20), 40),
    (
        "R5",
        R.defective,
        lambda t: (
            (t.A - t.eigenvalue * sp.eye(2)).rank() == 1
            and (t.A - t.eigenvalue * sp.eye(2)) ** 2 == sp.zeros(2)
        ),
        40,
    ),
    ("R6", R.symeig2, lambda t: symmetric2(t, lambda low, high: low * high != 0), 40),
    ("R6 pd", lambda d: R.symeig2(d, "pd"), lambda t: symmetric2(t, lambda a, b: a > 0), 40),
    (
        "R6 indef",
        lambda d: R.symeig2(d, "indef"),
        lambda t: symmetric2(t, lambda a, b: a < 0 < b),
        40,
    ),
    ("R6 psd", lambda d: R.symeig2(d, "psd"), lambda t: symmetric2(t, lambda a, b: a == 0 < b), 15),
    (
        "R7",
        R.symeig3,
        lambda t: whole(t.A) and t.A * t.P == t.P * sp.diag(*t.eigenvalues) and t.A == t.A.T,
        40,
    ),
    ("R8", lambda d: R.orthoq(d, 3), lambda q: q.T * q == sp.eye(3), 40),
    ("R9 2x2", R.qrnice, lambda t: t.Q * t.R == t.A and whole(t.A), 40),
    ("R9 3x3", lambda d: R.qrnice(d, 3), lambda t: t.Q * t.R == t.A and whole(t.A), 40),
    ("R10", R.luint, lambda t: t.P * t.L * t.U == t.A and t.A.det() != 0, 40),
    (
        "R10 pivot",
        lambda d: R.luint(d, 3, True),
        lambda t: t.P * t.L * t.U == t.A and t.A[0, 0] == 0 and t.A.det() != 0,
        40,
    ),
    ("R11 one", lambda d: R.sysint(d, "one"), lambda t: t.A * t.x == t.b and t.A.det() != 0, 40),
    (
        "R11 inf",
        lambda d: R.sysint(d, "inf"),
        lambda t: t.A * (t.x + 7 * t.direction) == t.b and t.A.rank() == 2,
        40,
    ),
    (
        "R11 none",
        lambda d: R.sysint(d, "none"),
        lambda t: t.A.row_join(t.b).rank() == 3 and t.A.rank() == 2,
        40,
    ),
    ("R12", R.rankmat, lambda t: t.A.rref() == (t.rref, tuple(t.pivots)) and whole(t.rref), 40),
    (
        "R13",
        R.svd2,
        lambda t: t.U * sp.diag(*t.s) * t.V.T == t.A and whole(t.A) and t.U.T * t.U == sp.eye(2),
        30,
    ),
    (
        "R13b",
        R.svd45,
        lambda t: sp.simplify(t.U * sp.diag(*t.s) * t.V.T) == t.A and t.U.T * t.U == sp.eye(2),
        35,
    ),
    ("R14", R.rank1, lambda t: t.A.rank() == 1 and t.sigma == t.u.norm() * t.v.norm(), 40),
    (
        "R15",
        R.lsq,
        lambda t: t.A * t.x + t.r == t.b and t.A.T * t.r == sp.zeros(2, 1) and any(t.r),
        40,
    ),
    ("R16", R.chol, lambda t: t.L * t.L.T == t.A and largest(t.A) <= 25, 40),
    (
        "R17",
        R.gausscond,
        lambda t: (
            t.conditional_variance
            == t.covariance[0, 0] - sp.Rational(t.covariance[0, 1] ** 2, t.covariance[1, 1])
            > 0
        ),
        40,
    ),
    ("R18", R.critcubic, critical, 40),
    (
        "R19",
        R.lagline,
        lambda t: (
            t.a * t.point[0] + t.b * t.point[1] == t.c and t.a * t.point[1] == t.b * t.point[0]
        ),
        40,
    ),
    (
        "R20",
        R.gdquad,
        lambda t: (
            all(
                (1000 * v).is_Integer and abs(v) <= 8
                for point in t.path
                for v in map(sp.Rational, point)
            )
            and t.step * max(t.a, t.b) < 2
        ),
        35,
    ),
    ("R21", R.bayesfreq, screening, 30),
    ("R22", R.joint, lambda t: sum(map(sum, t.counts)) == t.total in (20, 24, 40), 40),
    ("R23", R.markov, chain, 40),
    ("R24 n=4", lambda d: R.tsample(d, 4), lambda t: sample(t, 4, ()), 40),
    ("R24 n=5", lambda d: R.tsample(d, 5), lambda t: sample(t, 5, ()), 40),
    ("R24 n=9", lambda d: R.tsample(d, 9), lambda t: sample(t, 9, (2, 3, 4)), 40),
    ("R24 n=16", lambda d: R.tsample(d, 16), lambda t: sample(t, 16, (2, 4)), 40),
    ("R25", R.pca2d, covariance_axes, 40),
    ("R26", R.softints, lambda k: sum(k) in (4, 5, 6, 8, 10, 12) and len(set(k)) > 1, 35),
    ("R27", R.dyadic, lambda p: sum(p) == 1 and all(x.p == 1 and isqrt(x.q) for x in p), 35),
    ("R28", R.relunet, relu, 40),
    ("R29", R.chitab, table, 40),
    ("R30", R.confusion, fractions, 40),
    ("R31", R.mlesum, lambda x: 10 * sum(x) % len(x) == 0 and len(set(x)) >= 3, 40),
    ("R32", R.ridge, ridge, 40),
    (
        "R33",
        R.softthr,
        lambda t: (
            min(t.values) < -t.threshold
            and max(t.values) > t.threshold
            and any(0 < abs(v) < t.threshold for v in t.values)
        ),
        40,
    ),
]


@pytest.mark.parametrize(
    ("name", "recipe", "promise", "variants"), PROMISES, ids=[row[0] for row in PROMISES]
)
def test_a_recipe_keeps_its_promise(
    name: str, recipe: Callable[[Draw], Any], promise: Callable[[Any], Any], variants: int
) -> None:
    drawn = [recipe(Draw(name, 1, seed)) for seed in range(SEEDS)]
    assert [seed for seed, value in enumerate(drawn) if not promise(value)] == []
    assert len({str(value) for value in drawn}) >= variants * SEEDS // 60
    assert str(recipe(Draw(name, 1, 0))) == str(drawn[0])


def test_every_recipe_has_a_number_in_its_docstring_and_a_row_here() -> None:
    tested = {row[0].split()[0] for row in PROMISES}
    told = {(getattr(R, name).__doc__ or "").split(":")[0] for name in R.__all__}
    assert told == tested == {*(f"R{n}" for n in range(1, 34)), "R13b"}
