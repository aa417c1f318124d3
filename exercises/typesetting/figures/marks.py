"""The marks of a figure, one function each: from checked numbers to SVG elements."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from exercises.typesetting.figures import reading
from exercises.typesetting.figures.canvas import Canvas, Pair, element, short
from exercises.typesetting.figures.reading import LOOKS, FigureRefused
from exercises.typesetting.figures.wording import label

_NODE = 17.0  # radius of a node
_HEAD = 8.0  # length of an arrow's head

_DARK = (
    0.72  # of the strongest cell: from there on the ink is harder to read than the page's colour
)
_ANCHORS = {"left": "end", "right": "start", "beside": "start", "beside-left": "end"}

# Marks that end where the axes' rectangle ends; words and dots may stand beyond it.
CUT_OFF = frozenset({"path", "boxes"})


def drawn(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    """One mark; raises FigureRefused if it is none."""
    kind = mark.get("is")
    if kind not in _MARKS:
        raise FigureRefused(f"unknown mark {kind!r}")
    try:
        yield from _MARKS[str(kind)](canvas, mark)
    except KeyError as missing:
        raise FigureRefused(f"the mark {kind!r} lacks {missing}") from missing


def _path(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    points = [canvas.at(p) for p in reading.points(mark["points"])]
    words = reading.look(mark["look"])
    if len(points) < 2:
        return
    steps = "L".join(f"{short(x)} {short(y)}" for x, y in points)
    closed = bool(mark["closed"])
    yield element("path", "", d=f"M{steps}{'Z' if closed else ''}", **_stroke(words))


def _dots(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    words = reading.look(mark["look"])
    name = _classes(words, "fig-dot")
    for x, y in map(canvas.at, reading.points(mark["points"])):
        if "cross" in words:
            d = f"M{short(x - 4)} {short(y - 4)}l8 8m0 -8l-8 8"
            yield element("path", d=d, stroke="currentColor", fill="none", class_=name)
        elif "square" in words:
            yield element("rect", x=x - 3.5, y=y - 3.5, width=7.0, height=7.0,
                          fill="currentColor", class_=name)  # fmt: skip
        elif "ring" in words:
            yield element("circle", cx=x, cy=y, r=4.0, fill="none", stroke="currentColor",
                          class_=name)  # fmt: skip
        else:
            yield element("circle", cx=x, cy=y, r=4.0, fill="currentColor", class_=name)


def _boxes(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    words = reading.look(mark["look"]) | {"fill"}
    for box in reading.listed(mark["boxes"], reading.MOST_MARKS):
        x0, x1, y0, y1 = reading.numbers(box, 4)
        left, right = sorted((canvas.across(x0), canvas.across(x1)))
        top, bottom = sorted((canvas.down(y0), canvas.down(y1)))
        yield element("rect", "", x=left, y=top, width=right - left, height=bottom - top,
                      **_stroke(words))  # fmt: skip


def _heat(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    rows = [[reading.number(v) for v in reading.listed(row, 40)]
            for row in reading.listed(mark["values"], 40)]  # fmt: skip
    texts = reading.listed(mark["texts"], 40)
    if not rows or len({len(row) for row in rows}) != 1 or not rows[0]:
        raise FigureRefused("a heat map needs rows of one length")
    flat = [v for row in rows for v in row]
    low, spread = min(flat), (max(flat) - min(flat)) or 1.0
    left, top, right, bottom = canvas.frame
    width, height = (right - left) / len(rows[0]), (bottom - top) / len(rows)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            x, y = left + j * width, top + i * height
            # The weakest cell is still seen; numbers on the strong ones are of the page's colour.
            strength = (value - low) / spread
            opacity = f"{0.06 + 0.84 * strength:.2f}"
            yield element("rect", x=x, y=y, width=width, height=height, fill="currentColor",
                          fill_opacity=opacity, class_="fig-heat fig-1")  # fmt: skip
            if texts:
                text = reading.words_of(texts[i][j])
                words = {"inverse"} if strength > _DARK else set()
                yield _text(text, (x + width / 2, y + height / 2 + 4), "middle", words)


def _arrow(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    start, end = canvas.at(reading.pair(mark["start"])), canvas.at(reading.pair(mark["end"]))
    yield from _arrow_between(start, end, reading.look(mark["look"]), "fig-arrow")


def _words(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    x, y = canvas.at(reading.pair(mark["at"]))
    where = mark["where"]
    if where not in reading.PLACES:
        raise FigureRefused(f"`where` must be one of {', '.join(reading.PLACES)}")
    if where == "beside":  # a name is kept inside the picture
        where = "beside-left" if x > canvas.size[0] - 40 else "beside"
    anchor = _ANCHORS.get(where, "middle")
    dx = {"left": -8, "right": 8, "beside": 7, "beside-left": -7}.get(where, 0)
    dy = {"above": -8, "below": 16, "beside": -7, "beside-left": -7}.get(where, 4)
    yield _text(reading.words_of(mark["text"]), (x + dx, y + dy), anchor,
                reading.look(mark["look"]), halo=where == "on")  # fmt: skip


def _node(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    x, y = canvas.at(reading.pair(mark["at"]))
    name = _classes(reading.look(mark["look"]), "fig-node")
    yield element("circle", cx=x, cy=y, r=_NODE, fill="none", stroke="currentColor", class_=name)
    yield _text(reading.words_of(mark["text"]), (x, y + 4), "middle", set())


def _edge(canvas: Canvas, mark: Mapping[str, Any]) -> Iterator[str]:
    start, end = canvas.at(reading.pair(mark["start"])), canvas.at(reading.pair(mark["end"]))
    words, text = reading.look(mark["look"]), reading.words_of(mark["text"])
    length = math.dist(start, end)
    if length < 2 * _NODE:
        x, y = start
        d = f"M{short(x - 8)} {short(y - 15)}C{short(x - 30)} {short(y - 52)} " \
            f"{short(x + 30)} {short(y - 52)} {short(x + 8)} {short(y - 15)}"  # fmt: skip
        yield element("path", "", d=d, **_stroke(words, "fig-edge"))
        yield _text(text, (x, y - 47), "middle", set())
        return
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    # Edges keep a little to their right, so that there and back are two lines.
    aside = 5.0 if mark["directed"] else 0.0
    nx, ny = -uy * aside, ux * aside
    a = (start[0] + ux * _NODE + nx, start[1] + uy * _NODE + ny)
    b = (end[0] - ux * _NODE + nx, end[1] - uy * _NODE + ny)
    if mark["directed"]:
        yield from _arrow_between(a, b, words, "fig-edge")
    else:
        yield element("path", "", d=_segment(a, b), **_stroke(words, "fig-edge"))
    middle = ((a[0] + b[0]) / 2 - uy * 11, (a[1] + b[1]) / 2 + ux * 11 + 4)
    yield _text(text, middle, "middle", set())


def _arrow_between(start: Pair, end: Pair, words: set[str], name: str) -> Iterator[str]:
    length = math.dist(start, end)
    if length < 1e-6:
        return
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    neck = (end[0] - ux * _HEAD * 0.8, end[1] - uy * _HEAD * 0.8)
    yield element("path", "", d=_segment(start, neck), **_stroke(words, name))
    left = (end[0] - ux * _HEAD - uy * 3.6, end[1] - uy * _HEAD + ux * 3.6)
    right = (end[0] - ux * _HEAD + uy * 3.6, end[1] - uy * _HEAD - ux * 3.6)
    corners = "L".join(f"{short(x)} {short(y)}" for x, y in (end, left, right))
    yield element("path", d=f"M{corners}Z", fill="currentColor",
                  class_=_classes(words & {"1", "2", "3", "4"}, "fig-head"))  # fmt: skip


def _segment(a: Pair, b: Pair) -> str:
    return f"M{short(a[0])} {short(a[1])}L{short(b[0])} {short(b[1])}"


def _stroke(words: set[str], name: str = "fig-line") -> dict[str, str | float]:
    """Attributes that hold without a stylesheet too; colours come from the classes."""
    found: dict[str, str | float] = {"fill": "none", "stroke": "currentColor"}
    if "fill" in words:
        found |= {"fill": "currentColor", "fill_opacity": "0.18"}
    found["stroke_width"] = 2.6 if "thick" in words else 1.0 if "thin" in words else 1.6
    if "dashed" in words or "dotted" in words:
        found["stroke_dasharray"] = "6 4" if "dashed" in words else "1.5 3.5"
    found["class_"] = _classes(words, name)
    return found


def _classes(words: set[str], name: str) -> str:
    return " ".join([name, *(LOOKS[word] for word in sorted(words))])


def _text(text: str, at: Pair, anchor: str, words: set[str], halo: bool = False) -> str:
    if not text:
        return ""
    name = _classes(words & {"1", "2", "3", "4"}, "fig-text fig-on" if halo else "fig-text")
    if "inverse" in words:
        name = f"{name} fig-inverse"
    return element("text", label(text), x=at[0], y=at[1], text_anchor=anchor,
                   fill="currentColor", font_size="13", class_=name)  # fmt: skip


_MARKS: dict[str, Callable[[Canvas, Mapping[str, Any]], Iterator[str]]] = {
    "path": _path,
    "dots": _dots,
    "boxes": _boxes,
    "heat": _heat,
    "arrow": _arrow,
    "text": _words,
    "node": _node,
    "edge": _edge,
}
