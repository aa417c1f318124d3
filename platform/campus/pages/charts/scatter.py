"""Points in a plane, with a zone that asks for a look: items by difficulty and discrimination."""

from __future__ import annotations

from dataclasses import dataclass

from campus.pages.charts.canvas import Canvas, Table, plain

LEFT, RIGHT, TOP, BOTTOM = 46, 18, 14, 42


@dataclass(frozen=True, slots=True)
class Point:
    """One thing: its name, its place in both ranges, how much it weighs (for its size)."""

    name: str
    x: float
    y: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points over two ranges; those with y below `flag_below` are flagged and named."""

    summary: str
    points: tuple[Point, ...]
    x_axis: str
    y_axis: str
    x_range: tuple[float, float] = (0.0, 1.0)
    y_range: tuple[float, float] = (-0.2, 0.8)
    flag_below: float | None = None

    def table(self) -> Table:
        rows = tuple((p.name, plain(p.x), plain(p.y), plain(p.weight)) for p in self.points)
        return Table(("", self.x_axis, self.y_axis, "n"), rows)

    def svg(self) -> str:
        sheet = Canvas(560, 300)
        right, floor = sheet.width - RIGHT, sheet.height - BOTTOM

        def x(value: float) -> float:
            low, high = self.x_range
            return LEFT + (right - LEFT) * _inside((value - low) / (high - low))

        def y(value: float) -> float:
            low, high = self.y_range
            return floor - (floor - TOP) * _inside((value - low) / (high - low))

        if self.flag_below is not None:
            edge = y(self.flag_below)
            sheet.rect(LEFT, edge, right - LEFT, floor - edge, "zone")
            sheet.text(right - 8, floor - 8, "look at these", "end")
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            across = self.x_range[0] + share * (self.x_range[1] - self.x_range[0])
            up = self.y_range[0] + share * (self.y_range[1] - self.y_range[0])
            sheet.line(LEFT, y(up), right, y(up), "grid-line")
            sheet.text(LEFT - 8, y(up) + 4, plain(up), "end")
            sheet.text(x(across), floor + 18, plain(across), "middle")
        sheet.text((LEFT + right) / 2, sheet.height - 4, self.x_axis, "middle")
        labels: list[tuple[float, float]] = []
        for point in self.points:
            flagged = self.flag_below is not None and point.y < self.flag_below
            title = f"{point.name}: {plain(point.x)}, {plain(point.y)}, n = {plain(point.weight)}"
            size = 3 + min(point.weight, 900.0) ** 0.5 / 4
            css = "point flag" if flagged else "point"
            sheet.circle(x(point.x), y(point.y), size, css, title)
            if flagged:
                place = _free(x(point.x) + size + 4, y(point.y) + 4, labels)
                sheet.text(*place, point.name, css="lab")
        return sheet.svg("wide", self.summary)


def _free(x: float, y: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """A place for a name near (x, y) that covers no other name."""
    while any(abs(x - left) < 70 and abs(y - height) < 12 for left, height in taken):
        y += 6
    taken.append((x, y))
    return x, y


def _inside(share: float) -> float:
    """Keep a share of the axis on the axis: a stray point sits on its edge, not outside."""
    return min(max(share, 0.0), 1.0)
