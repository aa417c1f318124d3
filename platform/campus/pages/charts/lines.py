"""One to three lines over a common axis: how something moves from week to week."""

from __future__ import annotations

from dataclasses import dataclass

from campus.pages.charts.canvas import Canvas, Table, plain, ticks

LEFT, RIGHT, TOP, BOTTOM = 40, 112, 14, 28


@dataclass(frozen=True, slots=True)
class Lines:
    """Series over labelled steps.

    labels    one word a step ("W1" …), evenly spaced
    series    (name, values) each as long as `labels`; None is a gap
    unit      written after every value ("%", "")
    top       the axis ends here at least (100 for percentages)
    """

    summary: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str = ""
    top: float = 0.0

    def table(self) -> Table:
        names = tuple(name for name, _ in self.series)
        rows = tuple(
            (label, *(self._show(values[i]) for _, values in self.series))
            for i, label in enumerate(self.labels)
        )
        return Table(("", *names), rows)

    def svg(self) -> str:
        sheet = Canvas(640, 250)
        marks = ticks(max([self.top, *(v for _, vs in self.series for v in vs if v is not None)]))
        right, floor = sheet.width - RIGHT, sheet.height - BOTTOM

        def x(i: int) -> float:
            return LEFT + (right - LEFT) * i / max(len(self.labels) - 1, 1)

        def y(value: float) -> float:
            return floor - (floor - TOP) * value / marks[-1]

        for mark in marks:
            sheet.line(LEFT, y(mark), right, y(mark), "grid-line")
            sheet.text(LEFT - 8, y(mark) + 4, plain(mark), "end")
        every = -(-len(self.labels) // 8) or 1  # at most eight labels
        for i in range(0, len(self.labels), every):
            sheet.text(x(i), sheet.height - 6, self.labels[i], "middle")

        ends: list[float] = []
        for number, (name, values) in enumerate(self.series):
            known = [(x(i), y(v), v, i) for i, v in enumerate(values) if v is not None]
            if not known:
                continue
            line = [(px, py) for px, py, _, _ in known]
            if number == 0:
                sheet.path(
                    [*line, (line[-1][0], floor), (line[0][0], floor)], "area s0", closed=True
                )
            sheet.path(line, f"series s{number}")
            for px, py, value, i in known:
                title = f"{self.labels[i]}: {name} {self._show(value)}"
                sheet.circle(px, py, 3, f"dot s{number}", title)
            height = _apart(known[-1][1] + 4, ends)
            label = f"{name} {self._show(known[-1][2])}"
            sheet.text(known[-1][0] + 10, height, label, css="lab")
        return sheet.svg("wide", self.summary)

    def _show(self, value: float | None) -> str:
        return "–" if value is None else f"{plain(round(value, 1))}{self.unit}"


def _apart(height: float, taken: list[float], gap: float = 13) -> float:
    """A height for a label at a line's end that lies on no other label."""
    while any(abs(height - other) < gap for other in taken):
        height += gap / 2
    taken.append(height)
    return height
