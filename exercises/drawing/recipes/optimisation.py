"""Critical points, nearest points, descent steps, shrinkage: R18 to R20, R33."""

from __future__ import annotations

from typing import NamedTuple

from sympy import Expr, Rational, expand, symbols

from exercises.drawing.draw import Draw


class Cubic(NamedTuple):
    """f in x and y, its four critical points in drawn-independent order, and their kinds."""

    f: Expr
    points: list[tuple[int, int]]
    kinds: list[str]


class NearestPoint(NamedTuple):
    """The point of the line a x + b y = c nearest to the origin."""

    a: int
    b: int
    c: int
    point: tuple[int, int]


class Descent(NamedTuple):
    """f = (a x^2 + b y^2)/2 with a fixed step; `path` holds the start and two iterates."""

    a: int
    b: int
    step: Rational
    start: tuple[int, int]
    path: list[tuple[Rational, Rational]]


class Shrinkage(NamedTuple):
    values: list[int]
    threshold: int


def critcubic(d: Draw) -> Cubic:
    """R18: ±(X^3 - 3 p^2 X) ± (Y^3 - 3 q^2 Y) + k, X = x - h, Y = y - g: whole critical points.

    The points are (h ± p, g ± q) with p, q in 1..3; kinds are "minimum", "maximum", "saddle",
    one minimum, one maximum, two saddles.
    """
    x, y = symbols("x y")
    p, q, h, g = d.int(1, 3), d.int(1, 3), d.int(-2, 2), d.int(-2, 2)
    e1, e2, k = d.sign(), d.sign(), d.int(-5, 5)
    along_x = e1 * ((x - h) ** 3 - 3 * p * p * (x - h))
    along_y = e2 * ((y - g) ** 3 - 3 * q * q * (y - g))
    points, kinds = [], []
    for s1 in (1, -1):
        for s2 in (1, -1):
            points.append((h + s1 * p, g + s2 * q))
            curvature = {e1 * s1, e2 * s2}
            kinds.append(
                "saddle" if len(curvature) == 2 else "minimum" if 1 in curvature else "maximum"
            )
    return Cubic(expand(along_x + along_y) + k, points, kinds)


def lagline(d: Draw) -> NearestPoint:
    """R19: a x + b y = k (a^2 + b^2), so that the foot of the perpendicular is (k a, k b)."""
    a, b = d.choice(((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2), (3, 4)))
    b *= d.sign()
    k = d.int(-3, 4, (0,))
    return NearestPoint(a, b, k * (a * a + b * b), (k * a, k * b))


def gdquad(d: Draw) -> Descent:
    """R20: a diagonal quadratic with a != b, step 1/4 or 1/2, start ±4 or ±8: two exact iterates.

    The iterates have at most three decimals. The step converges: no coordinate flips its sign
    for ever (step times curvature stays below 2).
    """
    a, b, step = d.until(
        lambda: (*d.sample((1, 2, 4), 2), d.choice((Rational(1, 4), Rational(1, 2)))),
        lambda t: t[2] * max(t[0], t[1]) < 2,
    )
    start = (d.choice((-8, -4, 4, 8)), d.choice((-8, -4, 4, 8)))
    path = [(start[0] * (1 - step * a) ** k, start[1] * (1 - step * b) ** k) for k in range(3)]
    return Descent(a, b, step, start, path)


def softthr(d: Draw) -> Shrinkage:
    """R33: four whole numbers in -9..9 and a threshold in 1..5.

    At least one entry is set to zero without being zero, one survives above, one below.
    """
    values, threshold = d.until(
        lambda: ([d.int(-9, 9) for _ in range(4)], d.int(1, 5)),
        lambda t: (
            any(0 < abs(v) < t[1] for v in t[0])
            and any(v > t[1] for v in t[0])
            and any(v < -t[1] for v in t[0])
        ),
    )
    return Shrinkage(values, threshold)
