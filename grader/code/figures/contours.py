"""Level lines of a function on a grid, as rows of points with gaps (NaN) between pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

MAX_GRID, MAX_LEVELS = 120, 12
Array = np.ndarray[Any, Any]


def level_lines(*given: Any, levels: Any = 7) -> Iterator[tuple[float, Array, Array]]:
    """`contour(Z)`, `contour(X, Y, Z)`, each with levels or their number after it."""
    if len(given) in (2, 4):
        *given_list, levels = given
        given = tuple(given_list)
    z = np.asarray(given[-1], dtype=float)
    if z.ndim != 2 or min(z.shape) < 2 or max(z.shape) > MAX_GRID:
        raise ValueError(f"contour takes a matrix between 2 × 2 and {MAX_GRID} × {MAX_GRID}")
    x, y = (
        (np.asarray(axis, dtype=float) for axis in given[:2])
        if len(given) == 3
        else (np.arange(z.shape[1]), np.arange(z.shape[0]))
    )
    if x.ndim == 1:
        x, y = np.meshgrid(x, y)
    for level in _chosen(z, levels):
        pieces = _segments(x, y, z, level)
        if pieces:
            row = np.array(pieces)
            yield level, row[:, 0], row[:, 1]


def _chosen(z: Array, levels: Any) -> list[float]:
    if np.ndim(levels):
        return [float(level) for level in levels][:MAX_LEVELS]
    low, high = np.nanmin(z), np.nanmax(z)
    inner = np.linspace(low, high, min(int(levels), MAX_LEVELS) + 2)[1:-1]
    return [float(level) for level in inner]


def _segments(x: Array, y: Array, z: Array, level: float) -> list[tuple[float, float]]:
    """Each cell is cut into two triangles, and each of these by the level at two of its sides."""
    points: list[tuple[float, float]] = []
    for i in range(z.shape[0] - 1):
        for j in range(z.shape[1] - 1):
            corners = ((i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j))
            for three in (corners[:3], (corners[0], *corners[2:])):
                cut = _cut(x, y, z, level, three)
                if len(cut) == 2:
                    points += [*cut, (np.nan, np.nan)]
    return points


def _cut(
    x: Array, y: Array, z: Array, level: float, corners: tuple[tuple[int, int], ...]
) -> list[tuple[float, float]]:
    found = []
    for here, there in zip(corners, (*corners[1:], corners[0]), strict=True):
        a, b = z[here] - level, z[there] - level
        if (a < 0) != (b < 0):
            share = a / (a - b)
            found.append(tuple(float(v[here] + share * (v[there] - v[here])) for v in (x, y)))
    return found  # type: ignore[return-value]
