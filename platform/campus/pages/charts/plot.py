"""A figure that a learner's program drew, from the data that the grader kept of it.

The program handed over numbers and short words (`grader.code.figures`); the picture, the sentence
that is read aloud in its place and the table of what is in it are made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.pages.charts.canvas import Canvas, Table
from campus.pages.charts.panel import Box, draw_panel, reach

WIDTH, HEIGHT = 640, 340
MOST_TOLD = 8
"""Series of one pair of axes that are told in the sentence read aloud."""
MOST_ROWS = 24
"""Points of a figure whose table shows them one by one; above, each series is one row."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One figure, as `grader.code.figures.reading.read_figures` describes it."""

    figure: Mapping[str, Any]

    @property
    def summary(self) -> str:
        parts = [self.figure["title"] or _("Figure of your program")]
        for axes in self.figure["axes"]:
            parts += [axes["title"], *(_sentence(series) for series in axes["series"][:MOST_TOLD])]
        return ". ".join(part for part in parts if part) + "."

    def svg(self) -> str:
        panels = self.figure["axes"]
        columns = max(1, min(self.figure["columns"], len(panels)))
        rows = -(-len(panels) // columns)
        tall = HEIGHT if columns == 1 else 260
        sheet = Canvas(WIDTH, tall * rows + (22 if self.figure["title"] else 0))
        if self.figure["title"]:
            sheet.text(WIDTH / 2, 15, self.figure["title"], "middle", "lab")
        above = sheet.height - tall * rows
        for number, axes in enumerate(panels):
            row, column = divmod(number, columns)
            wide = WIDTH / columns
            draw_panel(sheet, axes, Box(column * wide, above + row * tall, wide, tall))
        return sheet.svg("wide drawn", self.summary)

    def table(self) -> Table:
        all_series = [series for axes in self.figure["axes"] for series in axes["series"]]
        points = [row for series in all_series for row in _points(series)]
        if 0 < len(points) <= MOST_ROWS:
            return Table(("", "x", "y"), tuple(points))
        rows = ((_name(series), *map(_range, reach(series))) for series in all_series)
        return Table(("", "x", "y"), tuple(rows))


def plots(figures: object) -> tuple[Plot, ...]:
    """The figures of a verdict's details; none where a verdict is older than figures."""
    return tuple(Plot(figure) for figure in figures) if isinstance(figures, list) else ()


def _points(series: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    if series["kind"] in ("line", "bars", "errors"):
        names = series.get("names", [])
        for place, (x, y) in enumerate(zip(series["x"], series["y"], strict=True)):
            yield _name(series), names[place] if place < len(names) else _shown(x), _shown(y)


def _sentence(series: Mapping[str, Any]) -> str:
    """What a series is, how much of it there is, and where it lies."""
    if series["kind"] == "words":
        return str(series["label"])
    x, y = (_range(values) for values in reach(series))
    if series["kind"] == "level":
        return _("%(name)s at %(place)s") % {"name": _name(series), "place": x or y}
    if series["kind"] == "cells":
        size = f"{len(series['rows'])} × {len(series['rows'][0])}"
        return _("a matrix of %(size)s cells") % {"size": size}
    count = ngettext("%(count)d point", "%(count)d points", len(series["x"]))
    told = {"name": _name(series), "points": count % {"count": len(series["x"])}, "x": x, "y": y}
    return _("%(name)s: %(points)s, x %(x)s, y %(y)s") % told


def _name(series: Mapping[str, Any]) -> str:
    kinds = {
        "line": _("line") if series.get("dash") else _("points"),
        "bars": _("bars"),
        "area": _("area"),
        "errors": _("points with error bars"),
        "level": _("straight line"),
        "cells": _("matrix"),
        "words": _("text"),
    }
    return str(series["label"] or kinds[series["kind"]])


def _range(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = _shown(min(known)), _shown(max(known))
    return low if low == high else _("from %(low)s to %(high)s") % {"low": low, "high": high}


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"
