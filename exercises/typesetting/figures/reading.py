"""
What a figure may be: ranges, marks, looks. Checked on arrival from the sandbox.

The sandbox is where authors' programs run, so nothing is taken for granted of what comes out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

Points = list[tuple[float, float]]

MOST_MARKS = 400
MOST_POINTS = 4000
LONGEST_TEXT = 120
LONGEST_ALT = 1500

# What words of a look mean as classes of the stylesheet; a word that is not here is refused.
LOOKS = {
    **{str(series): f"fig-{series}" for series in (1, 2, 3, 4)},
    "dashed": "fig-dashed",
    "dotted": "fig-dotted",
    "thin": "fig-thin",
    "thick": "fig-thick",
    "fill": "fig-fill",
    "ring": "fig-ring",
    "cross": "fig-cross",
    "square": "fig-square",
}
PLACES = ("middle", "left", "right", "above", "below", "beside", "on")


class FigureRefused(ValueError):
    """A figure that is none; the message is for its author."""


def look(text: Any) -> set[str]:
    """The words of a look; raises FigureRefused for one that is unknown."""
    words = set(words_of(text).split())
    if unknown := sorted(words - set(LOOKS)):
        raise FigureRefused(f"unknown look `{unknown[0]}`; there are {', '.join(LOOKS)}")
    return words


def words_of(value: Any, longest: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise FigureRefused(f"a text of at most {longest} characters is expected in a figure")
    return "".join(c for c in value if c.isprintable() and not "\ue000" <= c <= "\uf8ff")


def number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise FigureRefused(f"a number is expected in a figure, not {value!r}")
    if abs(value) > 1e9:
        raise FigureRefused(f"{value:g} is too large for a figure")
    return float(value)


def numbers(value: Any, count: int) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != count:
        raise FigureRefused(f"{count} numbers are expected in a figure, not {value!r}")
    return [number(part) for part in value]


def pair(value: Any) -> tuple[float, float]:
    a, b = numbers(value, 2)
    return a, b


def span(value: Any) -> tuple[float, float]:
    low, high = pair(value)
    if low >= high:
        raise FigureRefused("the ranges of a figure must rise")
    return low, high


def points(value: Any) -> Points:
    return [pair(point) for point in listed(value, MOST_POINTS)]


def listed(value: Any, most: int) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or len(value) > most:
        raise FigureRefused(f"a list of at most {most} parts is expected in a figure")
    return value


def fields(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FigureRefused("this is no figure")
    return value
