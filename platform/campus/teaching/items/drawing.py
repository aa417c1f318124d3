"""Plots of items: the quintile curve, and what each variant's first answers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from campus.pages.charts import Lines, Point, Scatter
from campus.pages.charts.canvas import Canvas, Table
from campus.teaching.items.figures import ItemFigures, SetFigures
from campus.teaching.items.reading import ItemLine, Seed

LEFT, ROW = 90, 22


def curve(figures: ItemFigures) -> Lines:
    """Mean score by fifths of the learners: it must rise."""
    shares = tuple(None if one is None else 100 * one for one in figures.quintiles)
    known = [one for one in shares if one is not None]
    rises = all(b >= a for a, b in pairwise(known))
    words = _("Mean score by fifths of the learners, the weakest first; it rises throughout.")
    if not rises:
        words = _("Mean score by fifths of the learners, the weakest first; it does not rise.")
    return Lines(words, ("1", "2", "3", "4", "5"), ((_("score"), shares),), unit=" %", top=100)


def landscape(figures: SetFigures, lines: Sequence[ItemLine]) -> Scatter:
    """Items by facility and discrimination."""
    points = tuple(
        Point(
            f"{line.item.position}.",
            line.figures.facility,
            line.figures.discrimination,
            line.figures.n,
        )
        for line in lines
        if line.figures.facility is not None and line.figures.discrimination is not None
    )
    low = sum(point.y < 0.2 for point in points)
    words = _("%(n)d exercises by facility and discrimination; %(low)d discriminate below 0.2.")
    return Scatter(
        words % {"n": len(points), "low": low},
        points,
        _("facility"),
        _("discrimination"),
        flag_below=0.2,
    )


@dataclass(frozen=True, slots=True)
class Fairness:
    """Variants by the mean of their first answers, each with its interval; the line is the mean
    of all."""

    summary: str
    seeds: tuple[Seed, ...]
    mean: float

    def table(self) -> Table:
        head = (_("seed"), "n", _("mean"), _("from"), _("to"), "")
        rows = tuple(
            (
                f"{one.seed}",
                f"{one.n}",
                f"{one.mean:.0%}",
                f"{one.low:.0%}",
                f"{one.high:.0%}",
                _("unlike the others") if one.unfair else "",
            )
            for one in self.seeds
        )
        return Table(head, rows)

    def svg(self) -> str:
        sheet = Canvas(560, ROW * len(self.seeds) + 34)
        right, floor = sheet.width - 16, ROW * len(self.seeds) + 8

        def x(share: float) -> float:
            return LEFT + (right - LEFT) * share

        for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
            sheet.line(x(tick), 4, x(tick), floor, "grid-line")
            sheet.text(x(tick), floor + 18, f"{tick:.0%}", "middle")
        sheet.line(x(self.mean), 4, x(self.mean), floor, "series s0")
        for place, one in enumerate(self.seeds):
            y = ROW * place + 18
            css = "point flag" if one.unfair else "point"
            sheet.text(LEFT - 10, y + 4, f"…{one.seed % 10_000:04d}", "end")
            sheet.line(x(one.low), y, x(one.high), y, "grid-line")
            title = f"{one.seed}: {one.mean:.0%}, {one.low:.0%} – {one.high:.0%}, n = {one.n}"
            for end in (one.low, one.high):
                sheet.line(x(end), y - 4, x(end), y + 4, "grid-line")
            sheet.circle(x(one.mean), y, 5, css, title)
        return sheet.svg("wide", self.summary)


def fairness(seeds: Sequence[Seed], mean: float) -> Fairness:
    shown = tuple(sorted(seeds, key=lambda one: one.mean))[:24]
    unfair = sum(one.unfair for one in seeds)
    words = _(
        "First answers at %(n)d variants with intervals of 99 %%; %(unfair)d differ from the mean."
    )
    return Fairness(words % {"n": len(seeds), "unfair": unfair}, shown, mean)
