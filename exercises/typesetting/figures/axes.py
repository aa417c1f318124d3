"""Frame, grid and ticks of a figure."""

from __future__ import annotations

import math
from collections.abc import Iterator

from exercises.typesetting.figures.canvas import Canvas, Pair, element
from exercises.typesetting.figures.wording import label

_MOST = 12.0  # numbers on an axis, and the room that each of them needs
_ROOM_ACROSS, _ROOM_DOWN = 34.0, 22.0


def grid_lines(canvas: Canvas, steps: Pair | None) -> Iterator[str]:
    if steps is None:
        return
    left, top, right, bottom = canvas.frame
    for x in _multiples(canvas.x, steps[0]):
        at = canvas.across(x)
        yield _line(at, top, at, bottom, "fig-grid", 0.25)
    for y in _multiples(canvas.y, steps[1]):
        at = canvas.down(y)
        yield _line(left, at, right, at, "fig-grid", 0.25)


def axis_lines(canvas: Canvas, style: str, labels: tuple[str, str]) -> Iterator[str]:
    """The axes with their numbers and names."""
    left, top, right, bottom = canvas.frame
    if style == "none":
        return
    if style == "cross":
        x_axis = canvas.down(min(max(0.0, canvas.y[0]), canvas.y[1]))
        y_axis = canvas.across(min(max(0.0, canvas.x[0]), canvas.x[1]))
        yield _line(left, x_axis, right, x_axis, "fig-axis", 1)
        yield _line(y_axis, top, y_axis, bottom, "fig-axis", 1)
    else:
        x_axis, y_axis = bottom, left
        yield from _frame(canvas, style)
    if style != "y":
        yield from _numbers_below(canvas, x_axis, skip_zero=style == "cross")
    if style != "x":
        yield from _numbers_beside(canvas, y_axis, skip_zero=style == "cross")
    yield from _names(canvas, style, (x_axis, y_axis), labels)


def _frame(canvas: Canvas, style: str) -> Iterator[str]:
    left, top, right, bottom = canvas.frame
    if style == "frame":
        yield element("rect", x=left, y=top, width=right - left, height=bottom - top,
                      fill="none", stroke="currentColor", class_="fig-frame")  # fmt: skip
        return
    yield _line(left, bottom, right, bottom, "fig-axis", 1)
    if style == "y":
        yield _line(left, top, left, bottom, "fig-axis", 1)


def _numbers_below(canvas: Canvas, axis: float, *, skip_zero: bool) -> Iterator[str]:
    left, _, right, _ = canvas.frame
    for x in ticks(canvas.x, (right - left) / _ROOM_ACROSS):
        if x or not skip_zero:  # where axes cross, a 0 would stand on a line
            at = canvas.across(x)
            yield _line(at, axis - 3, at, axis + 3, "fig-tick", 1)
            yield _words(f"{x:g}".replace("-", "−"), at, axis + 15, "middle", "fig-tick")


def _numbers_beside(canvas: Canvas, axis: float, *, skip_zero: bool) -> Iterator[str]:
    _, top, _, bottom = canvas.frame
    for y in ticks(canvas.y, (bottom - top) / _ROOM_DOWN):
        if y or not skip_zero:
            at = canvas.down(y)
            yield _line(axis - 3, at, axis + 3, at, "fig-tick", 1)
            yield _words(f"{y:g}".replace("-", "−"), axis - 6, at + 4, "end", "fig-tick")


def _names(canvas: Canvas, style: str, axes: Pair, labels: tuple[str, str]) -> Iterator[str]:
    left, top, right, bottom = canvas.frame
    across, up = labels
    if across and style == "cross":
        yield _words(across, right, axes[0] - 6, "end")
    elif across:
        yield _words(across, (left + right) / 2, bottom + 32, "middle")
    if up and style == "cross":
        yield _words(up, axes[1] + 8, top + 4, "start")
    elif up:
        yield _words(up, left, top - 8, "start")


def ticks(span: Pair, most: float = 9) -> list[float]:
    """Round numbers within a range, at most so many: multiples of 1, 2 or 5 times a power of ten.

    >>> ticks((-3, 3))
    [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]
    """
    rough = (span[1] - span[0]) / max(2.0, min(most, _MOST))
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    return _multiples(span, step)


def _multiples(span: Pair, step: float) -> list[float]:
    """Multiples of `step` within the range; none of a step so small that they would be a wall."""
    if step <= 0 or (span[1] - span[0]) / step > 200:
        return []
    first, last = math.ceil(span[0] / step - 1e-9), math.floor(span[1] / step + 1e-9)
    return [float(f"{k * step:.9g}") for k in range(first, last + 1)]


def _line(x1: float, y1: float, x2: float, y2: float, name: str, opacity: float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor",
                   stroke_opacity=str(opacity) if opacity < 1 else "", class_=name)  # fmt: skip


def _words(text: str, x: float, y: float, anchor: str, name: str = "fig-label") -> str:
    return element("text", label(text), x=x, y=y, text_anchor=anchor, fill="currentColor",
                   font_size="12" if name == "fig-tick" else "13", class_=name)  # fmt: skip
