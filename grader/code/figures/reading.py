"""Checks figures that came from a program, which may say anything, and makes them JSON.

Whatever is not as it should be is left out; nobody's verdict depends on a picture.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from grader.sandbox.faults import showable

MAX_FIGURES, MAX_AXES, MAX_SERIES, MAX_POINTS, MAX_ALL = 5, 9, 40, 2000, 20_000
MAX_CELLS, MAX_WORDS, MAX_NAMES, MAX_NAME = 64, 120, 60, 40
LARGEST: Final = 1e150
"""Beyond it differences and shares of an axis would overflow."""
DASHES: Final = frozenset({"", "-", "--", "-.", ":"})


def read_figures(told: Any) -> list[dict[str, Any]]:
    """Figures as they are kept in `Verdict.details["figures"]`.

    A figure is {"title", "columns", "axes": […]}; axes are {"title", "x_label", "y_label",
    "x_limits", "y_limits" (each [low, high], null where free), "x_log", "y_log", "legend", "grid",
    "series": […]}; a series has "kind", "label" and

        line    x, y, dash ("" for none), marker, names     errors  x, y, z (half the height)
        bars    x, y, width, flat, names                    area    x, y, z (the other edge)
        level   at, upright, dash                           cells   rows of numbers
        words   at, up

    Numbers are finite; null is a gap. At most MAX_ALL numbers in all.
    """
    left = _Budget(MAX_ALL)
    figures = [_figure(figure, left) for figure in _list(told, MAX_FIGURES)]
    return [figure for figure in figures if any(axes["series"] for axes in figure["axes"])]


class _Budget:
    """How many numbers may still be kept."""

    def __init__(self, numbers: int) -> None:
        self.numbers = numbers

    def take(self, wanted: int) -> bool:
        if wanted > self.numbers:
            return False
        self.numbers -= wanted
        return True


def _figure(told: Any, left: _Budget) -> dict[str, Any]:
    data = _dict(told)
    columns = data.get("columns")
    return {
        "title": words(data.get("title")),
        "columns": columns if type(columns) is int and 1 <= columns <= 3 else 1,
        "axes": [_axes(axes, left) for axes in _list(data.get("axes"), MAX_AXES)],
    }


def _axes(told: Any, left: _Budget) -> dict[str, Any]:
    data = _dict(told)
    found = [_series(series, left) for series in _list(data.get("series"), MAX_SERIES)]
    return {
        **{name: words(data.get(name)) for name in ("title", "x_label", "y_label")},
        **{name: _limits(data.get(name)) for name in ("x_limits", "y_limits")},
        **{name: data.get(name) is True for name in ("x_log", "y_log", "legend", "grid")},
        "series": [series for series in found if series is not None],
    }


def _series(told: Any, left: _Budget) -> dict[str, Any] | None:
    data = _dict(told)
    kind, label = data.get("kind"), words(data.get("label"))
    dash = data.get("dash")
    dash = dash if type(dash) is str and dash in DASHES else "-"
    match kind:
        case "line" | "bars" | "area" | "errors":
            rows = _rows(data, ("x", "y", "z") if kind in ("area", "errors") else ("x", "y"), left)
            if rows is None:
                return None
            series = {"kind": kind, "label": label, **rows}
            if kind in ("line", "bars"):
                series["names"] = [words(n, MAX_NAME) for n in _list(data.get("names"), MAX_NAMES)]
            if kind == "line":
                series |= {"dash": dash, "marker": data.get("marker") is True}
            if kind == "bars":
                series |= {
                    "width": number(data.get("width")) or 0.8,
                    "flat": data.get("flat") is True,
                }
            return series
        case "level":
            at = number(data.get("at"))
            upright = data.get("upright") is True
            known = {"kind": kind, "label": label, "at": at, "upright": upright, "dash": dash}
            return None if at is None else known
        case "cells":
            return _cells(data.get("cells"), left)
        case "words":
            at, up = number(data.get("at")), number(data.get("up"))
            known = {"kind": kind, "label": label, "at": at, "up": up}
            return None if at is None or up is None else known
    return None


def _rows(data: dict[Any, Any], names: tuple[str, ...], left: _Budget) -> dict[str, Any] | None:
    rows = [data.get(name) for name in names]
    for row in rows:
        if not isinstance(row, np.ndarray) or row.ndim != 1 or row.dtype != np.float64:
            return None
    sizes = {row.size for row in rows if isinstance(row, np.ndarray)}
    if len(sizes) != 1 or max(sizes) > MAX_POINTS or not left.take(len(rows) * max(sizes)):
        return None
    return {
        name: [number(value) for value in row.tolist()]
        for name, row in zip(names, rows, strict=True)
        if isinstance(row, np.ndarray)
    }


def _cells(told: Any, left: _Budget) -> dict[str, Any] | None:
    if not isinstance(told, np.ndarray) or told.dtype != np.float64 or told.ndim != 2:
        return None
    if not 0 < told.size <= MAX_CELLS**2 or max(told.shape) > MAX_CELLS or not left.take(told.size):
        return None
    rows = [[number(value) for value in row] for row in told.tolist()]
    return {"kind": "cells", "label": "", "rows": rows}


def number(told: Any) -> float | None:
    """A finite number of nine digits, or None."""
    if type(told) not in (int, float) or not math.isfinite(told) or abs(told) > LARGEST:
        return None
    return float(f"{told:.9g}")


def words(told: Any, longest: int = MAX_WORDS) -> str:
    """A short text on one line."""
    return " ".join(showable(told, longest).split()) if type(told) is str else ""


def _limits(told: Any) -> list[float | None]:
    pair = [number(value) for value in told[:2]] if type(told) is list else []
    return pair if len(pair) == 2 else [None, None]


def _list(told: Any, most: int) -> list[Any]:
    return told[:most] if type(told) is list else []


def _dict(told: Any) -> dict[Any, Any]:
    return told if type(told) is dict else {}
