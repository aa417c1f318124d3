"""What a program gets for `import matplotlib.pyplot as plt`: functions that record data.

Nothing is drawn here; see `grader.code.figures`. A function that is not offered says which are.
"""

from __future__ import annotations

import sys
import types
from typing import Any

import numpy as np

from grader.code.figures.axes import Axes

MAX_FIGURES, MAX_AXES = 5, 9
OF_AXES = (
    *("plot", "scatter", "bar", "barh", "hist", "errorbar", "fill_between", "axhline", "axvline"),
    *("imshow", "matshow", "contour", "text", "legend", "grid", "semilogx", "semilogy", "loglog"),
)
SETTERS = ("title", "xlabel", "ylabel", "xlim", "ylim", "xscale", "yscale")
OF_FIGURES = ("figure", "subplots", "subplot", "gca", "gcf", "suptitle", "show", "clf", "close")
WITHOUT_EFFECT = ("tight_layout", "colorbar", "axis", "xticks", "yticks", "savefig", "pause", "ion")


class Figure:
    """One picture with one pair of axes or several, `columns` beside each other."""

    def __init__(self) -> None:
        self.title = ""
        self.columns = 1
        self.axes: list[Axes] = []

    def add_subplot(self, *place: Any, **style: Any) -> Axes:
        if len(self.axes) >= MAX_AXES:
            raise ValueError(f"a figure has at most {MAX_AXES} pairs of axes")
        if len(place) >= 2:
            self.columns = max(1, min(int(place[1]), 3))
        self.axes.append(Axes())
        return self.axes[-1]

    def suptitle(self, text: Any, *_: Any, **style: Any) -> None:
        self.title = str(text)

    def tight_layout(self, *_: Any, **style: Any) -> None:
        """Nothing: the page decides on the layout."""

    savefig = colorbar = tight_layout


class Recorder:
    """All figures of one program, and the one in hand."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.axes: Axes | None = None

    def figure(self, *_: Any, **style: Any) -> Figure:
        if len(self.figures) >= MAX_FIGURES:
            raise ValueError(f"at most {MAX_FIGURES} figures are shown")
        self.figures.append(Figure())
        self.axes = None
        return self.figures[-1]

    def gcf(self) -> Figure:
        return self.figures[-1] if self.figures else self.figure()

    def gca(self) -> Axes:
        if self.axes is None:
            self.axes = self.gcf().add_subplot()
        return self.axes

    def subplot(self, *place: Any, **style: Any) -> Axes:
        if len(place) == 1:
            place = tuple(int(digit) for digit in str(place[0]))
        self.axes = self.gcf().add_subplot(*place)
        return self.axes

    def subplots(self, nrows: int = 1, ncols: int = 1, **style: Any) -> tuple[Figure, Any]:
        figure = self.figure()
        cells = np.empty((nrows, ncols), dtype=object)
        for place in np.ndindex(nrows, ncols):
            cells[place] = figure.add_subplot(nrows, ncols)
        self.axes = cells[-1, -1]
        if style.get("squeeze", True):
            cells = cells.squeeze()
        return figure, cells if cells.ndim else cells.item()

    def suptitle(self, text: Any, *_: Any, **style: Any) -> None:
        self.gcf().suptitle(text)

    def show(self, *_: Any, **style: Any) -> None:
        """The next drawing begins a new figure."""
        if self.figures and self.figures[-1].axes and len(self.figures) < MAX_FIGURES:
            self.axes = None
            self.figures.append(Figure())

    def clf(self, *_: Any) -> None:
        self.gcf().axes.clear()
        self.axes = None

    close = show

    def told(self) -> list[dict[str, Any]]:
        """Everything drawn, as plain data."""
        return [
            {
                "title": figure.title,
                "columns": figure.columns,
                "axes": [{**axes.told, "series": axes.series} for axes in figure.axes],
            }
            for figure in self.figures
            if any(axes.series for axes in figure.axes)
        ]


_recorder = Recorder()


def install() -> None:
    """Give this process a fresh `matplotlib.pyplot`, in the place of a library that would draw."""
    global _recorder
    _recorder = Recorder()
    drawing = types.ModuleType("matplotlib.pyplot", "Records figures as data.")
    for name in OF_FIGURES:
        setattr(drawing, name, getattr(_recorder, name))
    for name in OF_AXES:
        setattr(drawing, name, _on_axes(name))
    for name in SETTERS:
        setattr(drawing, name, _on_axes(f"set_{name}"))
    for name in WITHOUT_EFFECT:
        setattr(drawing, name, _nothing)
    offered = sorted((*OF_FIGURES, *OF_AXES, *SETTERS))
    drawing.__getattr__ = lambda name: _missing(name, offered)  # type: ignore[method-assign]
    package = types.ModuleType("matplotlib", "Only pyplot of it is here.")
    package.__path__ = []
    package.pyplot = drawing  # type: ignore[attr-defined]
    package.use = _nothing  # type: ignore[attr-defined]
    sys.modules.update({"matplotlib": package, "matplotlib.pyplot": drawing})


def figures() -> list[dict[str, Any]]:
    """What the program has drawn so far."""
    return _recorder.told()


def _on_axes(name: str) -> Any:
    def draw(*given: Any, **style: Any) -> Any:
        return getattr(_recorder.gca(), name)(*given, **style)

    draw.__name__ = name.removeprefix("set_")
    return draw


def _nothing(*_: Any, **style: Any) -> None:
    """Accepted for programs made elsewhere; it changes no data."""


def _missing(name: str, offered: list[str]) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"pyplot here has no {name}; it has: {', '.join(offered)}")
