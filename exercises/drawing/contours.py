"""Level lines of a function of two variables, by marching squares."""

from __future__ import annotations

import math
from collections.abc import Sequence

from exercises.drawing.numeric import Function, rounded

Point = tuple[float, float]
Edge = tuple[int, int, int]  # column, row, 0 for the edge to the right, 1 for the edge upward

CELLS = 40


def sampled(
    f: Function, x: Sequence[float], y: Sequence[float]
) -> tuple[list[float], list[float], list[list[float]]]:
    """The grid's columns, rows and values f(x_i, y_j) by rows."""
    xs = [x[0] + (x[1] - x[0]) * i / CELLS for i in range(CELLS + 1)]
    ys = [y[0] + (y[1] - y[0]) * j / CELLS for j in range(CELLS + 1)]
    return xs, ys, [[f(a, b) for a in xs] for b in ys]


def level_lines(
    xs: list[float], ys: list[float], values: list[list[float]], level: float
) -> list[list[Point]]:
    """The lines on which the sampled function has this level, joined as far as they go."""
    links: dict[Edge, list[Edge]] = {}
    for j in range(CELLS):
        for i in range(CELLS):
            for a, b in _crossings(values, i, j, level):
                links.setdefault(a, []).append(b)
                links.setdefault(b, []).append(a)
    lines = []
    # Open lines begin at an edge with one neighbour; what is left are rings.
    for start in sorted(links, key=lambda e: (len(links[e]) != 1, e)):
        if links[start]:
            walk = _walk(links, start)
            lines.append([_point(xs, ys, values, edge, level) for edge in walk])
    return lines


def _walk(links: dict[Edge, list[Edge]], start: Edge) -> list[Edge]:
    path = [start]
    while links[path[-1]]:
        last = path[-1]
        following = links[last].pop()
        links[following].remove(last)
        path.append(following)
    return path


def _crossings(values: list[list[float]], i: int, j: int, level: float) -> list[tuple[Edge, Edge]]:
    """Which edges of one cell the line joins: none, one pair, or two where it is a saddle."""
    corners = [values[j][i], values[j][i + 1], values[j + 1][i + 1], values[j + 1][i]]
    if any(map(math.isnan, corners)):
        return []
    above = [corner > level for corner in corners]
    edges: list[Edge] = [(i, j, 0), (i + 1, j, 1), (i, j + 1, 0), (i, j, 1)]
    cut = [edge for k, edge in enumerate(edges) if above[k] != above[(k + 1) % 4]]
    if len(cut) == 4:
        # The cell's mean says which two corners belong together.
        turn = (sum(corners) / 4 > level) == above[0]
        cut = [edges[0], edges[1], edges[2], edges[3]] if turn else [edges[3], *edges[:3]]
    return [(cut[k], cut[k + 1]) for k in range(0, len(cut), 2)]


def _point(
    xs: list[float], ys: list[float], values: list[list[float]], edge: Edge, level: float
) -> Point:
    i, j, upward = edge
    k, m = (i, j + 1) if upward else (i + 1, j)
    low, high = values[j][i], values[m][k]
    t = (level - low) / (high - low)
    return rounded(xs[i] + t * (xs[k] - xs[i])), rounded(ys[j] + t * (ys[m] - ys[j]))
