"""One pair of axes of a program's figure, drawn on a sheet from what the grader kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campus.pages.charts.canvas import Canvas
from campus.pages.charts.scale import Scale, fitted

Series = Mapping[str, Any]
Place = tuple[float, float] | None
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 26, 44
COLOURS = 6
DASH_WORDS = {"-": "", "--": " dashed", "-.": " dashed", ":": " dotted", "": ""}


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the sheet."""

    left: float
    top: float
    width: float
    height: float


def draw_panel(sheet: Canvas, axes: Mapping[str, Any], box: Box) -> None:
    """Draw frame, marks and series; what lies outside the limits is cut off at the frame."""
    inner = Box(box.left + LEFT, box.top + TOP, box.width - LEFT - RIGHT, box.height - TOP - BOTTOM)
    x, y = scales(axes, inner.width, inner.height)
    _draw_frame(sheet, axes, inner, x, y)
    inside = Canvas(int(inner.width), int(inner.height))
    numbered = zip(_colours(axes["series"]), axes["series"], strict=True)
    for colour, series in numbered:
        _DRAWERS[series["kind"]](inside, series, x, y, f"s{colour}")
    sheet.shapes.append(
        f'<svg x="{inner.left:.1f}" y="{inner.top:.1f}" width="{inner.width:.1f}" '
        f'height="{inner.height:.1f}">{"".join(inside.shapes)}</svg>'
    )
    if axes["legend"]:
        _draw_legend(sheet, axes["series"], inner)


def scales(axes: Mapping[str, Any], width: float, height: float) -> tuple[Scale, Scale]:
    """Both scales, in places from the upper left corner of the frame."""
    across = [value for series in axes["series"] for value in reach(series)[0]]
    up = [value for series in axes["series"] for value in reach(series)[1]]
    has_cells = any(series["kind"] == "cells" for series in axes["series"])
    x = fitted(across, axes["x_limits"], 0, width, log=axes["x_log"], tight=has_cells)
    # Rows of a matrix are counted from above.
    ends = (0.0, height) if has_cells else (height, 0.0)
    return x, fitted(up, axes["y_limits"], *ends, log=axes["y_log"], tight=has_cells)


def reach(series: Series) -> tuple[list[float | None], list[float | None]]:
    """The values a series needs shown on either axis."""
    match series["kind"]:
        case "bars":
            half = series["width"] / 2
            places = [p + side for p in series["x"] if p is not None for side in (-half, half)]
            lengths = [0.0, *series["y"]]
            return (lengths, places) if series["flat"] else (places, lengths)
        case "area":
            return series["x"], [*series["y"], *series["z"]]
        case "errors":
            ends = [
                value + side * (spread or 0.0)
                for value, spread in zip(series["y"], series["z"], strict=True)
                if value is not None
                for side in (-1, 1)
            ]
            return series["x"], ends
        case "level":
            return ([series["at"]], []) if series["upright"] else ([], [series["at"]])
        case "cells":
            return [-0.5, len(series["rows"][0]) - 0.5], [-0.5, len(series["rows"]) - 0.5]
        case "words":
            return [series["at"]], [series["up"]]
        case _:
            return series["x"], series["y"]


def _colours(all_series: Sequence[Series]) -> Iterator[int]:
    """One colour after the other for what can be told apart; words and matrices need none."""
    number = 0
    for series in all_series:
        yield number % COLOURS
        number += series["kind"] not in ("words", "cells")


def _draw_frame(sheet: Canvas, axes: Mapping[str, Any], box: Box, x: Scale, y: Scale) -> None:
    right, floor = box.left + box.width, box.top + box.height
    for place, words in _marks(x, axes["series"], flat=False):
        if axes["grid"]:
            sheet.line(box.left + place, box.top, box.left + place, floor, "grid-line")
        sheet.text(box.left + place, floor + 16, words, "middle")
    for place, words in _marks(y, axes["series"], flat=True):
        if axes["grid"]:
            sheet.line(box.left, box.top + place, right, box.top + place, "grid-line")
        sheet.text(box.left - 7, box.top + place + 4, words, "end")
    sheet.line(box.left, floor, right, floor, "axis")
    sheet.line(box.left, box.top, box.left, floor, "axis")
    sheet.text((box.left + right) / 2, floor + 34, axes["x_label"], "middle")
    sheet.text(box.left - LEFT + 6, box.top - 10, axes["y_label"])
    sheet.text((box.left + right) / 2, box.top - 10, axes["title"], "middle", "lab")


def _marks(scale: Scale, all_series: Sequence[Series], *, flat: bool) -> list[tuple[float, str]]:
    """Places and words on one axis: the names of categories where a series has them."""
    for series in all_series:
        if series.get("names") and series.get("flat", False) is flat:
            pairs = list(zip(series["x"], series["names"], strict=False))
            break
    else:
        pairs = list(scale.marks())
    placed = [(scale(value), words) for value, words in pairs]
    return [(place, words) for place, words in placed if place is not None]


def _draw_legend(sheet: Canvas, all_series: Sequence[Series], box: Box) -> None:
    named = [
        (colour, series["label"])
        for colour, series in zip(_colours(all_series), all_series, strict=True)
        if series["label"] and series["kind"] != "words"
    ]
    for row, (colour, label) in enumerate(named[:12]):
        height = box.top + 12 + 15 * row
        sheet.line(box.left + 8, height - 4, box.left + 26, height - 4, f"series s{colour}")
        sheet.text(box.left + 31, height, label, css="lab")


def _places(series: Series, x: Scale, y: Scale, name: str = "y") -> list[Place]:
    placed = [(x(a), y(b)) for a, b in zip(series["x"], series[name], strict=True)]
    return [None if a is None or b is None else (a, b) for a, b in placed]


def pieces(places: Sequence[Place]) -> Iterator[list[tuple[float, float]]]:
    """The runs between gaps."""
    run: list[tuple[float, float]] = []
    for place in (*places, None):
        if place is not None:
            run.append(place)
        elif run:
            yield run
            run = []


def _draw_line(sheet: Canvas, series: Series, x: Scale, y: Scale, css: str) -> None:
    places = _places(series, x, y)
    if series["dash"]:
        for run in pieces(places):
            sheet.path(run, f"series {css}{DASH_WORDS[series['dash']]}")
    if series["marker"]:
        for place in places:
            if place is not None:
                sheet.circle(*place, 3, f"dot {css}")


def _draw_bars(sheet: Canvas, series: Series, x: Scale, y: Scale, css: str) -> None:
    along, over = (y, x) if series["flat"] else (x, y)
    for value, length in zip(series["x"], series["y"], strict=True):
        if value is None or length is None:
            continue
        half = 0.94 * series["width"] / 2
        sides = _sorted(along(value - half), along(value + half))
        ends = _sorted(over(over.low if over.log else 0.0), over(length))
        if sides is None or ends is None:
            continue
        (a, b), (c, d) = sides, ends
        place = (c, a, d - c, b - a) if series["flat"] else (a, c, b - a, d - c)
        sheet.rect(*place, f"block {css}", f"{value:g}: {length:g}")


def _sorted(one: float | None, other: float | None) -> tuple[float, float] | None:
    """Both places, the smaller first; None where one is not there."""
    if one is None or other is None:
        return None
    return min(one, other), max(one, other)


def _draw_area(sheet: Canvas, series: Series, x: Scale, y: Scale, css: str) -> None:
    upper, lower = _places(series, x, y), _places(series, x, y, "z")
    both = [None if a is None or b is None else (a, b) for a, b in zip(upper, lower, strict=True)]
    run: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for pair in (*both, None):
        if pair is not None:
            run.append(pair)
        elif run:
            outline = [a for a, _ in run] + [b for _, b in reversed(run)]
            sheet.path(outline, f"wash {css}", closed=True)
            run = []


def _draw_errors(sheet: Canvas, series: Series, x: Scale, y: Scale, css: str) -> None:
    for a, b, spread in zip(series["x"], series["y"], series["z"], strict=True):
        across, middle = x(a), y(b)
        if across is None or middle is None or b is None:
            continue
        low, high = y(b - (spread or 0.0)), y(b + (spread or 0.0))
        if low is not None and high is not None:
            sheet.line(across, low, across, high, f"series {css}")
        sheet.circle(across, middle, 3, f"dot {css}")


def _draw_level(sheet: Canvas, series: Series, x: Scale, y: Scale, css: str) -> None:
    place = (x if series["upright"] else y)(series["at"])
    if place is None:
        return
    css = f"series {css}{DASH_WORDS[series['dash']]}"
    if series["upright"]:
        sheet.line(place, 0, place, sheet.height, css)
    else:
        sheet.line(0, place, sheet.width, place, css)


def _draw_cells(sheet: Canvas, series: Series, x: Scale, y: Scale, css: str) -> None:
    known = [value for row in series["rows"] for value in row if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    for i, row in enumerate(series["rows"]):
        for j, value in enumerate(row):
            left, right, top, floor = x(j - 0.5), x(j + 0.5), y(i - 0.5), y(i + 0.5)
            if value is None or left is None or right is None or top is None or floor is None:
                continue
            shade = (value - low) / (high - low) if high > low else 0.5
            a, b = sorted((top, floor))
            c, d = sorted((left, right))
            sheet.shapes.append(
                f'<rect class="cell" x="{c:.1f}" y="{a:.1f}" width="{d - c:.1f}" '
                f'height="{b - a:.1f}" fill-opacity="{shade:.2f}"/>'
            )


def _draw_words(sheet: Canvas, series: Series, x: Scale, y: Scale, css: str) -> None:
    across, up = x(series["at"]), y(series["up"])
    if across is not None and up is not None:
        sheet.text(across, up, series["label"], css="lab")


_DRAWERS = {
    "line": _draw_line,
    "bars": _draw_bars,
    "area": _draw_area,
    "errors": _draw_errors,
    "level": _draw_level,
    "cells": _draw_cells,
    "words": _draw_words,
}
