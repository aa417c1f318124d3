"""Bars: how many fall in each class; upright, or lying where the classes have long names."""

from __future__ import annotations

from dataclasses import dataclass

from campus.pages.charts.canvas import Canvas, Table, plain, ticks

LEFT, TOP, BOTTOM = 36, 14, 40
LYING = 6  # a longer label does not fit under an upright bar


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts by class.

    bars      (label, count) from left to right
    axis      what the labels are ("score, %")
    low       the first so many bars are drawn in the colour of trouble
    """

    summary: str
    bars: tuple[tuple[str, float], ...]
    axis: str = ""
    low: int = 0
    counted: str = "count"

    def table(self) -> Table:
        rows = tuple((label, plain(count)) for label, count in self.bars)
        return Table((self.axis or "class", self.counted), rows)

    def svg(self) -> str:
        long = any(len(label) > LYING for label, _ in self.bars)
        return self._lying() if long else self._upright()

    def _lying(self) -> str:
        sheet = Canvas(460, 30 * max(len(self.bars), 1) + 6)
        top = ticks(max(count for _, count in self.bars))[-1]
        left = 190
        for i, (label, count) in enumerate(self.bars):
            middle = 30 * i + 18
            shown = label if len(label) <= 30 else f"{label[:29]}…"
            sheet.text(0, middle + 4, shown)
            length = (sheet.width - left - 40) * count / top
            css = "bar low" if i < self.low else "bar"
            sheet.rect(left, middle - 8, max(length, 1), 16, css, f"{label}: {plain(count)}")
            sheet.text(left + length + 8, middle + 4, plain(round(count, 1)), css="lab")
        return sheet.svg("mid", self.summary)

    def _upright(self) -> str:
        sheet = Canvas(460, 270)
        marks = ticks(max((count for _, count in self.bars), default=0))
        floor = sheet.height - BOTTOM
        width = (sheet.width - LEFT) / max(len(self.bars), 1)

        def y(value: float) -> float:
            return floor - (floor - TOP) * value / marks[-1]

        for mark in marks:
            sheet.line(LEFT, y(mark), sheet.width, y(mark), "grid-line")
            sheet.text(LEFT - 8, y(mark) + 4, plain(mark), "end")
        every = 1 if len(self.bars) <= 12 else 2
        for i, (label, count) in enumerate(self.bars):
            css = "bar low" if i < self.low else "bar"
            title = f"{label}: {plain(count)}"
            left = LEFT + i * width
            sheet.rect(left + 2, y(count), width - 4, floor - y(count), css, title)
            if i % every == 0:
                sheet.text(left + width / 2, floor + 16, label, "middle")
        sheet.text((LEFT + sheet.width) / 2, sheet.height - 4, self.axis, "middle")
        return sheet.svg("mid", self.summary)
