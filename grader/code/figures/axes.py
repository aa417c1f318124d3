"""One pair of axes: what is drawn on it, kept as data. Runs beside the learner's program."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.code.figures.arguments import categories, form_of, lines, numbers, pair, thinned
from grader.code.figures.contours import level_lines

MAX_SERIES = 40
MAX_CELLS = 64


class Axes:
    """The face of matplotlib's Axes for what a lesson needs; colours and sizes are the page's."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self.series: list[dict[str, Any]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        known = ", ".join(sorted(known for known in dir(type(self)) if not known.startswith("_")))
        raise AttributeError(f"axes here have no {name}; they have: {known}")

    def plot(self, *given: Any, label: Any = "", **style: Any) -> None:
        for x, y, form in lines(given):
            places, names = categories(x)
            dash, marker = form_of(form, style)
            across, up = thinned(*pair(places, y))
            self._draw("line", label, x=across, y=up, dash=dash, marker=marker, names=names)

    def scatter(self, x: Any, y: Any, *_: Any, label: Any = "", **style: Any) -> None:
        places, names = categories(x)
        across, up = thinned(*pair(places, y))
        self._draw("line", label, x=across, y=up, dash="", marker=True, names=names)

    def errorbar(
        self, x: Any, y: Any, yerr: Any = 0.0, *_: Any, label: Any = "", **style: Any
    ) -> None:
        across, up = pair(x, y)
        spread = np.broadcast_to(numbers(yerr, "yerr"), up.shape)
        across, up, spread = thinned(across, up, spread)
        self._draw("errors", label, x=across, y=up, z=spread)

    def bar(
        self, x: Any, height: Any, width: Any = 0.8, *_: Any, label: Any = "", **style: Any
    ) -> None:
        self._bars(x, height, width, label, flat=False)

    def barh(
        self, y: Any, width: Any, height: Any = 0.8, *_: Any, label: Any = "", **style: Any
    ) -> None:
        self._bars(y, width, height, label, flat=True)

    def hist(
        self, x: Any, bins: Any = 10, *, density: bool = False, label: Any = "", **style: Any
    ) -> Any:
        counts, edges = np.histogram(
            numbers(x, "x"), bins=bins, range=style.get("range"), density=bool(density)
        )
        middles = (edges[1:] + edges[:-1]) / 2
        width = float(np.min(np.diff(edges))) if edges.size > 1 else 1.0
        self._bars(middles, counts, width, label, flat=False)
        return counts, edges, None

    def fill_between(
        self, x: Any, y1: Any, y2: Any = 0.0, *_: Any, label: Any = "", **style: Any
    ) -> None:
        across, up = pair(x, y1)
        low = np.broadcast_to(numbers(y2, "y2"), up.shape)
        across, up, low = thinned(across, up, low)
        self._draw("area", label, x=across, y=up, z=low)

    def axhline(self, y: Any = 0.0, *_: Any, label: Any = "", **style: Any) -> None:
        self._draw("level", label, at=float(y), upright=False, dash=form_of("", style)[0])

    def axvline(self, x: Any = 0.0, *_: Any, label: Any = "", **style: Any) -> None:
        self._draw("level", label, at=float(x), upright=True, dash=form_of("", style)[0])

    def imshow(self, X: Any, *_: Any, **style: Any) -> None:
        cells = np.asarray(X, dtype=float)
        if cells.ndim != 2 or not 0 < max(cells.shape) <= MAX_CELLS or 0 in cells.shape:
            raise ValueError(
                f"a picture here is a matrix of at most {MAX_CELLS} × {MAX_CELLS} numbers"
            )
        self._draw("cells", "", cells=cells.copy())

    matshow = imshow

    def contour(self, *given: Any, levels: Any = 7, **style: Any) -> None:
        for level, x, y in level_lines(*given, levels=levels):
            across, up = thinned(x, y)
            self._draw("line", f"{level:.4g}", x=across, y=up, dash="-", marker=False, names=[])

    def text(self, x: Any, y: Any, s: Any, *_: Any, **style: Any) -> None:
        self._draw("words", s, at=float(x), up=float(y))

    def set_title(self, label: Any, *_: Any, **style: Any) -> None:
        self.told["title"] = str(label)

    def set_xlabel(self, label: Any, *_: Any, **style: Any) -> None:
        self.told["x_label"] = str(label)

    def set_ylabel(self, label: Any, *_: Any, **style: Any) -> None:
        self.told["y_label"] = str(label)

    def set_xlim(self, left: Any = None, right: Any = None, **style: Any) -> None:
        self.told["x_limits"] = _limits(left, right)

    def set_ylim(self, bottom: Any = None, top: Any = None, **style: Any) -> None:
        self.told["y_limits"] = _limits(bottom, top)

    def set_xscale(self, value: str, **style: Any) -> None:
        self.told["x_log"] = value == "log"

    def set_yscale(self, value: str, **style: Any) -> None:
        self.told["y_log"] = value == "log"

    def semilogx(self, *given: Any, **style: Any) -> None:
        self.set_xscale("log")
        self.plot(*given, **style)

    def semilogy(self, *given: Any, **style: Any) -> None:
        self.set_yscale("log")
        self.plot(*given, **style)

    def loglog(self, *given: Any, **style: Any) -> None:
        self.set_xscale("log")
        self.semilogy(*given, **style)

    def set(self, **told: Any) -> None:
        for name, value in told.items():
            pair_of = isinstance(value, tuple | list)
            getattr(self, f"set_{name}")(*(value if pair_of else (value,)))

    def legend(self, labels: Any = (), *_: Any, **style: Any) -> None:
        named = [series for series in self.series if series["kind"] != "words"]
        for series, label in zip(named, labels, strict=False):
            series["label"] = str(label)
        self.told["legend"] = True

    def grid(self, visible: Any = True, *_: Any, **style: Any) -> None:
        self.told["grid"] = bool(visible)

    def set_aspect(self, *_: Any, **style: Any) -> None:
        """Nothing: the page decides on the size."""

    def _bars(self, places: Any, heights: Any, width: Any, label: Any, *, flat: bool) -> None:
        places, names = categories(places)
        across, up = thinned(*pair(places, heights))
        thick = float(np.max(numbers(width, "width"), initial=0.0))
        self._draw("bars", label, x=across, y=up, width=thick, flat=flat, names=names)

    def _draw(self, kind: str, label: Any, **data: Any) -> None:
        if len(self.series) >= MAX_SERIES:
            raise ValueError(f"at most {MAX_SERIES} things can be drawn on one pair of axes")
        self.series.append({"kind": kind, "label": str(label or "")[:200], **data})


def _limits(low: Any, high: Any) -> list[float | None]:
    if isinstance(low, tuple | list) and high is None:
        low, high = low
    return [None if value is None else float(value) for value in (low, high)]
