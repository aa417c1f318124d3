"""From a figure's numbers to places in its picture, and SVG elements with safe attributes."""

from __future__ import annotations

import html
from dataclasses import dataclass

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture's size, the rectangle of its axes, and the ranges shown there.

    frame   left, top, right, bottom in units of the picture, whose y grows downward
    """

    size: Pair
    frame: tuple[float, float, float, float]
    x: Pair
    y: Pair

    def across(self, x: float) -> float:
        left, _, right, _ = self.frame
        return left + (x - self.x[0]) / (self.x[1] - self.x[0]) * (right - left)

    def down(self, y: float) -> float:
        _, top, _, bottom = self.frame
        return bottom - (y - self.y[0]) / (self.y[1] - self.y[0]) * (bottom - top)

    def at(self, point: Pair) -> Pair:
        return self.across(point[0]), self.down(point[1])


def short(value: float) -> str:
    """A tenth of a unit is finer than any screen.

    >>> short(12.0), short(3.14159), short(-0.01)
    ('12', '3.1', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, inside: str = "", /, **attributes: str | float) -> str:
    """One SVG element. `inside` is markup already; attributes are escaped, `_` stands for `-`.

    >>> element("line", x1=1.0, stroke_width=2.0, class_="a b")
    '<line x1="1" stroke-width="2" class="a b"/>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return html.escape(value) if isinstance(value, str) else short(value)
