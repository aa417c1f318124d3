"""A network small enough for a pencil: R28."""

from __future__ import annotations

from typing import NamedTuple

from sympy import Matrix

from exercises.drawing.draw import Draw
from exercises.drawing.integer_matrices import column, times


class ReluNet(NamedTuple):
    """output = v^T relu(W x + b); z = W x + b are the pre-activations, y the target."""

    W: Matrix
    b: Matrix
    v: Matrix
    x: Matrix
    y: int
    z: Matrix
    output: int


def relunet(d: Draw) -> ReluNet:
    """R28: a 2-2-1 net of small whole numbers: one unit on, one off, output not y (at most 9 off).

    Weights, v and x are in -3..3 without 0, biases in -2..2, y in -5..5.
    """

    def nonzero() -> int:
        return d.int(-3, 3, (0,))

    def make() -> tuple[list[list[int]], list[int], list[int], list[int], int, list[int], int]:
        w = [[nonzero(), nonzero()], [nonzero(), nonzero()]]
        b = [d.int(-2, 2), d.int(-2, 2)]
        v, x, y = [nonzero(), nonzero()], [nonzero(), nonzero()], d.int(-5, 5)
        z = [p + q for p, q in zip(times(w, x), b, strict=True)]
        return w, b, v, x, y, z, sum(p * max(q, 0) for p, q in zip(v, z, strict=True))

    w, b, v, x, y, z, output = d.until(
        make, lambda t: t[5][0] * t[5][1] < 0 and 0 < abs(t[6] - t[4]) <= 9
    )
    return ReluNet(Matrix(w), column(b), column(v), column(x), y, column(z), output)
