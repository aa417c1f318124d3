"""A whole figure: checked, measured, written as one `<svg>` that says in words what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from exercises.typesetting.figures import reading
from exercises.typesetting.figures.axes import axis_lines, grid_lines
from exercises.typesetting.figures.canvas import Canvas, Pair, element
from exercises.typesetting.figures.marks import CUT_OFF, drawn
from exercises.typesetting.figures.reading import FigureRefused

_SMALLEST, _LARGEST = 60, 900

# Ways to draw axes, and the room they need outside: left, top, right, bottom.
STYLES = {
    "cross": (26.0, 16.0, 16.0, 24.0),
    "frame": (40.0, 24.0, 14.0, 40.0),
    "x": (14.0, 10.0, 14.0, 40.0),
    "y": (40.0, 24.0, 14.0, 24.0),
    "none": (10.0, 10.0, 10.0, 10.0),
}


def svg(data: Any) -> str:
    """The picture; raises FigureRefused for what is no figure. Without ids, styles or scripts."""
    figure = reading.fields(data)
    try:
        return _svg(figure)
    except KeyError as missing:
        raise FigureRefused(f"a figure lacks {missing}") from missing


def pad(data: Any) -> dict[str, Any]:
    """The picture with what a page needs to turn places in it into numbers and back."""
    figure = reading.fields(data)
    canvas = _canvas(figure)
    step = _steps(figure) or (1.0, 1.0)
    return {
        "svg": svg(figure),
        "alt": reading.words_of(figure["alt"], reading.LONGEST_ALT),
        "view": list(canvas.size),
        "frame": list(canvas.frame),
        "x": list(canvas.x),
        "y": list(canvas.y),
        "step": list(step),
        "snap": list(step),
    }


def _svg(figure: Mapping[str, Any]) -> str:
    canvas = _canvas(figure)
    style = figure["axes"]
    if style not in STYLES:
        raise FigureRefused(f"`axes` must be one of {', '.join(STYLES)}")
    alt = reading.words_of(figure["alt"], reading.LONGEST_ALT)
    if not alt.strip():
        raise FigureRefused("a figure needs `alt`: what it shows, in words")
    across, up = (reading.words_of(text) for text in reading.listed(figure["labels"], 2))
    inside = [
        *grid_lines(canvas, _steps(figure)),
        *axis_lines(canvas, style, (across, up)),
        *_marks(canvas, reading.listed(figure["marks"], reading.MOST_MARKS)),
    ]
    width, height = canvas.size
    return element(
        "svg",
        "".join(inside),
        class_="figure-svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_label=alt,
    )


def _marks(canvas: Canvas, marks: Sequence[Any]) -> Iterator[str]:
    """The marks in order; lines and bars are cut off where the axes' rectangle ends."""
    left, top, right, bottom = canvas.frame
    width, height = right - left, bottom - top
    for cut, run in groupby(marks, key=lambda m: reading.fields(m).get("is") in CUT_OFF):
        inside = "".join(piece for mark in run for piece in drawn(canvas, mark))
        if cut and inside:
            # An inner svg hides what leaves it and, unlike a clip path, needs no id.
            yield element("svg", inside, x=left, y=top, width=width, height=height,
                          viewBox=f"{left:g} {top:g} {width:g} {height:g}")  # fmt: skip
        else:
            yield inside


def _canvas(figure: Mapping[str, Any]) -> Canvas:
    width, height = reading.pair(figure["size"])
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        raise FigureRefused(f"a figure is from {_SMALLEST} to {_LARGEST} units wide and high")
    left, top, right, bottom = STYLES.get(str(figure["axes"]), STYLES["none"])
    frame = (left, top, width - right, height - bottom)
    return Canvas((width, height), frame, reading.span(figure["x"]), reading.span(figure["y"]))


def _steps(figure: Mapping[str, Any]) -> Pair | None:
    return None if figure["grid"] is None else reading.pair(figure["grid"])
