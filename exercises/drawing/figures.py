"""
Pictures by numbers: `fig = figure(x=(-3, 3), y=(-1, 5), alt="…")`, then one call for each mark.

A figure leaves the sandbox as plain numbers and short texts; the trusted side checks them and
writes the SVG (exercises.typesetting.figures), so that nothing an author draws can run or load.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from exercises.drawing.contours import Point, level_lines, sampled
from exercises.drawing.numeric import function_of, rounded

SAMPLES = 96


class WrongFigure(Exception):
    """A figure that cannot be drawn as asked; the message says what to change."""


class Figure:
    """A picture with axes. Every method adds one mark and gives the figure back.

    look   words: `1` to `4` a series' colour, `dashed` or `dotted`, `thin` or `thick`, `fill`,
           for points also `ring`, `cross` or `square`
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._nodes: dict[str, Point] = {}

    def curve(
        self, rule: Any, look: str = "1", start: Any = None, end: Any = None, name: str = ""
    ) -> Figure:
        """The graph of a function or of an expression in one letter, cut where it leaves."""
        low, high = self.data["x"]
        a, b = _number(low if start is None else start), _number(high if end is None else end)
        f = function_of(rule, 1)
        run: list[Point] = []
        last: Point | None = None
        for i in range(SAMPLES + 1):
            x = a + (b - a) * i / SAMPLES
            y = f(x)
            if math.isfinite(y) and self._near(y):
                run.append((rounded(x), rounded(y)))
                last = run[-1]
            else:
                self._run(run, look)
                run = []
        self._run(run, look)
        return self._named(name, last, look)

    def points(self, points: Iterable[Any], look: str = "1", names: Sequence[str] = ()) -> Figure:
        """Dots, each with a name beside it if there are names; a scatter plot."""
        places = _points(points)
        self._mark("dots", points=places, look=look)
        for place, name in zip(places, names, strict=False):
            self._named(name, place, look)
        return self

    def path(self, points: Iterable[Any], look: str = "1") -> Figure:
        """Straight lines from point to point."""
        return self._mark("path", points=_points(points), closed=False, look=look)

    def polygon(self, points: Iterable[Any], look: str = "1") -> Figure:
        """A closed region, coloured with `fill`."""
        return self._mark("path", points=_points(points), closed=True, look=look)

    def line(self, p: Any, q: Any, look: str = "1") -> Figure:
        """The straight line through two points, as far as the picture goes."""
        (x0, y0), (x1, y1) = _point(p), _point(q)
        if (x0, y0) == (x1, y1):
            raise WrongFigure("a line needs two different points")
        reach = max(_span(self.data["x"]), _span(self.data["y"])) * 2
        length = math.hypot(x1 - x0, y1 - y0)
        dx, dy = (x1 - x0) / length * reach, (y1 - y0) / length * reach
        ends = [(rounded(x0 - dx), rounded(y0 - dy)), (rounded(x1 + dx), rounded(y1 + dy))]
        return self._mark("path", points=ends, closed=False, look=look)

    def segment(self, p: Any, q: Any, look: str = "1") -> Figure:
        """The straight line between two points."""
        return self.path([p, q], look)

    def arrow(self, p: Any, q: Any, look: str = "1", name: str = "") -> Figure:
        """An arrow from p to q: a vector, a step."""
        start, end = _point(p), _point(q)
        self._mark("arrow", start=start, end=end, look=look)
        return self._named(name, end, look)

    def bars(
        self,
        heights: Iterable[Any],
        start: Any = 0,
        width: Any = 1,
        gap: Any = 0.2,
        look: str = "1",
        names: Sequence[str] = (),
    ) -> Figure:
        """Columns side by side from `start`; a histogram with `gap=0`; names stand below."""
        left, step, free = _number(start), _number(width), _number(gap) * _number(width) / 2
        tall = [_number(h) for h in heights]
        boxes = [
            (rounded(left + i * step + free), rounded(left + (i + 1) * step - free), 0.0, h)
            for i, h in enumerate(tall)
        ]
        self._mark("boxes", boxes=boxes, look=look)
        for i, name in enumerate(names):
            at = (rounded(left + (i + 0.5) * step), self.data["y"][0])
            self._mark("text", at=at, text=str(name), where="below", look="")
        return self

    def boxplot(self, five: Sequence[Any], outliers: Iterable[Any] = (), at: Any = 1) -> Figure:
        """A box plot along x at height `at`: low, lower quartile, median, upper quartile, high."""
        low, q1, middle, q3, high = (_number(v) for v in five)
        y, half = _number(at), 0.3
        self._mark("boxes", boxes=[(q1, q3, y - half, y + half)], look="1")
        self.segment((middle, y - half), (middle, y + half), "1 thick")
        self.segment((low, y), (q1, y)).segment((q3, y), (high, y))
        return self.points([(v, y) for v in outliers], "1 ring")

    def heat(self, matrix: Any, show: bool = True) -> Figure:
        """A matrix as coloured cells, row 1 on top, filling the picture; `show` writes values."""
        rows = matrix.tolist() if hasattr(matrix, "tolist") else matrix
        values = [[_number(v) for v in row] for row in rows]
        texts = [[str(v) for v in row] for row in rows] if show else []
        return self._mark("heat", values=values, texts=texts)

    def contours(
        self, rule: Any, levels: Sequence[Any], look: str = "1 thin", names: bool = True
    ) -> Figure:
        """Level lines of a function of x and y, each with its level written beside it."""
        xs, ys, values = sampled(function_of(rule, 2), self.data["x"], self.data["y"])
        for level in levels:
            lines = level_lines(xs, ys, values, _number(level))
            for line in lines:
                self._mark("path", points=line, closed=False, look=look)
            if lines and names:
                longest = max(lines, key=len)
                at = longest[len(longest) // 4]
                self._mark("text", at=at, text=str(level), where="on", look="")
        return self

    def ellipse(self, center: Any, rx: Any, ry: Any, angle: Any = 0, look: str = "1") -> Figure:
        """An ellipse with half axes rx and ry, turned by `angle` degrees; a circle if equal."""
        (cx, cy), a, b = _point(center), _number(rx), _number(ry)
        cos, sin = math.cos(math.radians(_number(angle))), math.sin(math.radians(_number(angle)))
        ring = []
        for i in range(SAMPLES):
            u, v = a * math.cos(2 * math.pi * i / SAMPLES), b * math.sin(2 * math.pi * i / SAMPLES)
            ring.append((rounded(cx + u * cos - v * sin), rounded(cy + u * sin + v * cos)))
        return self._mark("path", points=ring, closed=True, look=look)

    def text(self, at: Any, text: Any, look: str = "", where: str = "middle") -> Figure:
        """Words in the picture, `$x_1$` in italics; `where`: middle, left, right, above, below."""
        return self._mark("text", at=_point(at), text=str(text), where=where, look=look)

    def node(self, name: str, at: Any, text: Any = None, look: str = "") -> Figure:
        """A node of a graph, to be named by edges; it shows `text`, or its name."""
        self._nodes[name] = _point(at)
        shown = str(name if text is None else text)
        return self._mark("node", at=self._nodes[name], text=shown, look=look)

    def edge(self, a: str, b: str, text: Any = "", directed: bool = True, look: str = "") -> Figure:
        """An edge between two nodes, with words beside it; from a node to itself it is a loop."""
        for name in (a, b):
            if name not in self._nodes:
                raise WrongFigure(f"there is no node {name!r}: draw nodes before edges")
        start, end = self._nodes[a], self._nodes[b]
        return self._mark(
            "edge", start=start, end=end, text=str(text), directed=bool(directed), look=look
        )

    def _near(self, y: float) -> bool:
        low, high = self.data["y"]
        return bool(low - (high - low) <= y <= high + (high - low))

    def _run(self, run: list[Point], look: str) -> None:
        if len(run) > 1:
            self._mark("path", points=run, closed=False, look=look)

    def _named(self, name: Any, at: Point | None, look: str) -> Figure:
        if name and at:
            self._mark("text", at=at, text=str(name), where="beside", look=look)
        return self

    def _mark(self, kind: str, **fields: Any) -> Figure:
        self.data["marks"].append({"is": kind, **fields})
        return self


def figure(
    x: Sequence[Any] = (0, 1),
    y: Sequence[Any] = (0, 1),
    *,
    alt: str,
    grid: Any = None,
    labels: Sequence[str] = ("", ""),
    axes: str = "cross",
    size: Sequence[int] = (360, 260),
    equal: bool = False,
) -> Figure:
    """A new picture of the given ranges of x and y.

    alt     what it shows, in words, for who cannot see it; required
    grid    distance of two grid lines, one number or one for each axis; None draws none
    axes    cross (through 0), frame (numbers outside), x or y (that axis alone), or none
    size    width and height in units of the page; `equal` gives both axes one scale
    """
    if not str(alt).strip():
        raise WrongFigure("a figure needs `alt`: what it shows, in words")
    if axes not in ("cross", "frame", "x", "y", "none"):
        raise WrongFigure("`axes` must be cross, frame, x, y or none")
    spans = [[_number(v) for v in pair] for pair in (x, y)]
    if any(low >= high for low, high in spans):
        raise WrongFigure("the ranges of a figure must rise: x=(-3, 3)")
    steps = None
    if grid is not None:
        pair = grid if isinstance(grid, list | tuple) else (grid, grid)
        steps = [_number(step) for step in pair]
    width, height = size
    if equal:
        height = round(width * _span(spans[1]) / _span(spans[0]))
    return Figure(
        {
            "x": spans[0],
            "y": spans[1],
            "alt": str(alt),
            "grid": steps,
            "labels": [str(label) for label in labels],
            "axes": axes,
            "size": [int(width), int(height)],
            "marks": [],
        }
    )


def _span(pair: Sequence[float]) -> float:
    return pair[1] - pair[0]


def _number(value: Any) -> float:
    found = float(value)
    if not math.isfinite(found):
        raise WrongFigure(f"{value} cannot be drawn")
    return rounded(found)


def _point(value: Any) -> Point:
    x, y = value
    return _number(x), _number(y)


def _points(values: Iterable[Any]) -> list[Point]:
    return [_point(value) for value in values]
