"""Reads what programs hand to drawing functions: numbers, categories, format strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

MAX_POINTS = 2000
"""Of one series; a longer one is thinned evenly."""
DASHES = ("--", "-.", ":", "-")
MARKERS = frozenset(".,ov^<>12348spP*hH+xXDd|_")
COLOURS = frozenset("bgrcmykw")

Array = np.ndarray[Any, Any]


def numbers(values: Any, what: str) -> Array:
    """One row of floats; raises ValueError with `what` in plain words."""
    try:
        row = np.asarray(values, dtype=float).ravel()
    except (TypeError, ValueError):
        raise ValueError(f"{what} must be numbers") from None
    return row


def pair(x: Any, y: Any) -> tuple[Array, Array]:
    """Two rows of one length; a single number stands for a row of it."""
    across, up = numbers(x, "x"), numbers(y, "y")
    if across.size != up.size and 1 in (across.size, up.size) and 0 not in (across.size, up.size):
        across, up = (row.copy() for row in np.broadcast_arrays(across, up))
    if across.size != up.size:
        raise ValueError(f"x and y must have the same length: {across.size} and {up.size}")
    return across, up


def thinned(*rows: Array) -> list[Array]:
    """The rows, evenly thinned to MAX_POINTS, the last point kept."""
    size = rows[0].size
    if size <= MAX_POINTS:
        return [row.copy() for row in rows]
    chosen = np.linspace(0, size - 1, MAX_POINTS).astype(int)
    return [row[chosen] for row in rows]


def categories(values: Any) -> tuple[Any, list[str]]:
    """Texts become their places 0, 1, …, with their names; numbers stay as they are."""
    if isinstance(values, str):
        values = [values]
    if isinstance(values, Sequence | np.ndarray) and len(values):
        if all(isinstance(value, str) for value in values):
            return np.arange(float(len(values))), [str(value)[:40] for value in values]
    return values, []


def lines(given: tuple[Any, ...]) -> Iterator[tuple[Any, Any, str]]:
    """The (x, y, format) of `plot(y)`, `plot(x, y, "o--")`, `plot(x, y, x, z)`."""
    left = list(given)
    while left:
        first = left.pop(0)
        if isinstance(first, str):
            raise ValueError("plot takes numbers before a format")
        x, y = None, first
        if left and not isinstance(left[0], str):
            x, y = first, left.pop(0)
        form = left.pop(0) if left and isinstance(left[0], str) else ""
        y = np.asarray(y)
        columns = y.T if y.ndim == 2 else [y]
        for column in columns:
            column = np.atleast_1d(column)
            yield (np.arange(column.size) if x is None else x), column, form


def form_of(form: str, style: dict[str, Any]) -> tuple[str, bool]:
    """(dash, has markers) of a format string and its keywords; dash "" draws no line."""
    rest = form
    dash = next((known for known in DASHES if known in rest), "")
    rest = rest.replace(dash, "", 1) if dash else rest
    marker = any(letter in MARKERS for letter in rest)
    if unknown := [letter for letter in rest if letter not in MARKERS | COLOURS and letter != "C"]:
        if not all(letter.isdigit() for letter in unknown):
            raise ValueError(f"{form!r} is not a format such as 'o--'")
    if not dash and not marker:
        dash = "-"
    named = style.get("linestyle", style.get("ls"))
    names = {"solid": "-", "dashed": "--", "dotted": ":", "dashdot": "-.", "none": "", "None": ""}
    if isinstance(named, str):
        dash = names.get(named, named.strip() if named.strip() in DASHES else "")
    if style.get("marker") not in (None, "", "None", "none"):
        marker = True
    return dash, marker
