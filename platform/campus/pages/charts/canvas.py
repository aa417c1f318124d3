"""A sheet to draw a chart on: shapes become SVG, words are escaped, colours are CSS classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.html import escape


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart: column headings, then rows whose first cell names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Protocol):
    """What `{% chart %}` can draw.

    summary   one sentence that says what the picture shows, read aloud in its place
    """

    @property
    def summary(self) -> str: ...

    def svg(self) -> str: ...

    def table(self) -> Table: ...


@dataclass(slots=True)
class Canvas:
    """Collects shapes; `x` and `y` grow to the right and down, in units of the view box."""

    width: int
    height: int
    shapes: list[str] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        self.shapes.append(
            f'<line class="{css}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
        )

    def text(self, x: float, y: float, words: str, anchor: str = "start", css: str = "") -> None:
        self.shapes.append(
            f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def rect(
        self, x: float, y: float, width: float, height: float, css: str, title: str = ""
    ) -> None:
        self.shapes.append(
            f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
            f'height="{max(height, 0):.1f}" rx="3">{_title(title)}</rect>'
        )

    def circle(self, x: float, y: float, radius: float, css: str, title: str = "") -> None:
        self.shapes.append(
            f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"{_title(title)}</circle>"
        )

    def path(self, points: Sequence[tuple[float, float]], css: str, closed: bool = False) -> None:
        steps = " ".join(f"{'L' if i else 'M'}{x:.1f} {y:.1f}" for i, (x, y) in enumerate(points))
        self.shapes.append(f'<path class="{css}" d="{steps}{"Z" if closed else ""}"/>')

    def svg(self, css: str, summary: str, scale: float = 0) -> str:
        """The whole picture; screen readers get the summary instead of the shapes.

        scale   pixels a unit where the picture has a size of its own; 0: it fills its box
        """
        size = f'width="{self.width * scale:.0f}" ' if scale else ""
        return (
            f'<svg class="chart {css}" {size}viewBox="0 0 {self.width} {self.height}" role="img" '
            f'aria-label="{escape(summary)}">{"".join(self.shapes)}</svg>'
        )


def ticks(top: float, wanted: int = 4) -> tuple[float, ...]:
    """Round marks from 0 to at least `top`, about `wanted` steps.

    >>> ticks(34)
    (0.0, 10.0, 20.0, 30.0, 40.0)
    >>> ticks(0)
    (0.0, 1.0)
    """
    if top <= 0:
        return (0.0, 1.0)
    step = next(
        unit * 10.0**power
        for power in range(-6, 13)
        for unit in (1, 2, 2.5, 5)
        if unit * 10.0**power * wanted >= top and (unit != 2.5 or power > 0)
    )
    count = int(-(-top // step))
    return tuple(step * i for i in range(count + 1))


def plain(value: float) -> str:
    """A number for a label: at most two decimals, none where it is whole.

    >>> plain(40.0), plain(0.25)
    ('40', '0.25')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _title(words: str) -> str:
    return f"<title>{escape(words)}</title>" if words else ""
