"""What the fields of a blank need beyond a line or a grid, by its kind, for its template.

matrix, vector  grid: rows of Cell
table           corner, col_heads; rows: {head, cells: {html} given or {cell}}
factorisation   factors: {name, html, optional, grid}
basis           grid, a column a vector; none: the zero space was answered
blanks          display: matrices of {html} or {cell}; gaps: Cells, if nothing is displayed
order           lines: {id, html, place}; places: the numbers one may choose
match           left: {id, html, partner, state}; right: {id, html}
derivation      start: HTML; lines: {text, state}, state "right", "wrong" or ""
sketch, plot-read   pad: the drawing, or None; axes; shape, least, size
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext as _

from campus.learning.answer_fields import BlankSpec, Cells
from campus.learning.grids import Cell, cell_at, matrix_of, state_of, vector_of

FEWEST_LINES: Final = 3  # shown of a derivation; the last is always free
FEWEST_VECTORS: Final = 2  # shown of a basis


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed last, and what the grader said of what it judged last."""

    text: str
    cells: Cells
    outcome: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


Widget = dict[str, Any]


def field_of(spec: BlankSpec) -> str:
    return f"answer-{spec['name']}"


def widget_of(spec: BlankSpec, typed: Typed) -> Widget:
    builder = _BUILDERS.get(spec["kind"])
    return builder(spec, typed) if builder else {}


def states_of(widget: Mapping[str, Any]) -> Iterator[str]:
    """The states of a widget's fields, in the order in which its template writes them."""
    for row in widget.get("grid", ()):
        yield from (cell.state for cell in row)
    for row in widget.get("rows", ()):
        yield from (cell["cell"].state for cell in row["cells"] if "cell" in cell)
    for matrix in widget.get("display", ()):
        yield from (cell["cell"].state for row in matrix for cell in row if "cell" in cell)
    yield from (cell.state for cell in widget.get("gaps", ()))
    yield from (item["state"] for item in widget.get("left", ()))
    if "start" in widget:
        yield from (line["state"] for line in widget["lines"])


def _matrix(spec: BlankSpec, typed: Typed) -> Widget:
    """A matrix of its own size, or as large as what was typed."""
    rows, cols = int(spec.get("rows") or 0), int(spec.get("cols") or 0)
    height, width = rows or max(2, len(typed.cells)), cols or max(2, *map(len, typed.cells), 0)
    cells = [[cell_at(typed.cells, i, j) for j in range(width)] for i in range(height)]
    grid = matrix_of(field_of(spec), cells, typed.details.get("cells") or ())
    return {"grid": grid, "grows": "both" if not rows or not cols else ""}


def _vector(spec: BlankSpec, typed: Typed) -> Widget:
    rows = int(spec.get("rows") or 0)
    cells = [[cell_at(typed.cells, i, 0)] for i in range(rows or max(2, len(typed.cells)))]
    grid = vector_of(field_of(spec), cells, typed.details.get("cells") or ())
    return {"grid": grid, "grows": "" if rows else "rows"}


def _table(spec: BlankSpec, typed: Typed) -> Widget:
    given = spec.get("cells") or [
        [None] * int(spec.get("cols") or 2) for _ in range(int(spec.get("rows") or 2))
    ]
    heads = spec.get("row_heads") or []
    values = [[cell_at(typed.cells, i, j) for j in range(len(row))] for i, row in enumerate(given)]
    states = [score for row in typed.details.get("cells") or [] for score in row]
    cells = matrix_of(field_of(spec), values, states)
    rows = [
        {
            "head": heads[i] if i < len(heads) else "",
            "cells": [shown or {"cell": cells[i][j]} for j, shown in enumerate(row)],
        }
        for i, row in enumerate(given)
    ]
    return {
        "corner": spec.get("corner") or "",
        "col_heads": spec.get("col_heads") or [],
        "row_heads": bool(heads),
        "rows": rows,
    }


def _factorisation(spec: BlankSpec, typed: Typed) -> Widget:
    """The cells of all factors are kept one below the other."""
    left = iter(typed.cells)
    factors: list[Widget] = []
    known = spec.get("factors") or []
    for place, factor in enumerate(known):
        lines = list(islice(left, factor["rows"]))
        cells = [
            [cell_at(lines, i, j) for j in range(factor["cols"])] for i in range(factor["rows"])
        ]
        factors.append(
            {
                **factor,
                "field": f"{field_of(spec)}-{place}",
                "optional": place >= len(known) - int(spec.get("optional") or 0),
                "grid": matrix_of(f"{field_of(spec)}-{place}", cells),
            }
        )
    return {"factors": factors}


def _basis(spec: BlankSpec, typed: Typed) -> Widget:
    height = int(spec.get("dim") or len(typed.cells) or 2)
    width = max(FEWEST_VECTORS, *(len(row) for row in typed.cells), 0)
    cells = [[cell_at(typed.cells, i, j) for j in range(width)] for i in range(height)]
    grid = matrix_of(field_of(spec), cells)
    return {"grid": grid, "grows": "cols", "none": typed.text == "{}"}


def _blanks(spec: BlankSpec, typed: Typed) -> Widget:
    count = int(spec.get("gaps") or len(typed.cells) or 1)
    values = [cell_at(typed.cells, i, 0) for i in range(count)]
    if typed.text and not typed.cells:  # typed in one line
        values = [*typed.text.split(","), *[""] * count][:count]
    states = typed.details.get("cells") or []
    gaps = [
        Cell(
            f"{field_of(spec)}-{i}",
            value,
            _("gap %(number)d") % {"number": i + 1},
            state_of(states[i]) if len(states) == count else "",
        )
        for i, value in enumerate(values)
    ]
    display = [
        [
            [cell if "html" in cell else {"cell": gaps[cell["gap"]]} for cell in row]
            for row in matrix
        ]
        for matrix in spec.get("display") or []
    ]
    return {"display": display, "gaps": [] if display else gaps}


def _order(spec: BlankSpec, typed: Typed) -> Widget:
    chosen = [line.strip() for line in typed.text.split(",") if line.strip()]
    places = {line: place for place, line in enumerate(chosen, start=1)}
    lines = [{**line, "place": places.get(line["id"])} for line in spec.get("lines") or []]
    return {"lines": lines, "places": range(1, len(lines) + 1)}


def _match(spec: BlankSpec, typed: Typed) -> Widget:
    pairs = dict(pair.strip().split("-", 1) for pair in typed.text.split(",") if "-" in pair)
    judged = typed.details.get("pairs") or {}
    return {
        "left": [
            {
                **item,
                "partner": pairs.get(item["id"], ""),
                "state": state_of(judged.get(item["id"])),
            }
            for item in spec.get("left") or []
        ],
        "right": spec.get("right") or [],
    }


def _derivation(spec: BlankSpec, typed: Typed) -> Widget:
    """`line` of the details is the first that breaks the chain; those before it hold."""
    right = typed.outcome == "right"
    typed_lines = [line for line in typed.text.replace(";", "\n").split("\n") if line.strip()]
    broken = int(typed.details.get("line") or 0)
    lines = [
        {"text": line, "state": "right" if right else _state(place, broken)}
        for place, line in enumerate(typed_lines, start=1)
    ]
    free = max(FEWEST_LINES - len(lines), 1)
    return {
        "start": spec.get("start") or "",
        "lines": [*lines, *[{"text": "", "state": ""}] * free],
    }


def _state(place: int, broken: int) -> str:
    if not broken or place > broken:
        return ""
    return "wrong" if place == broken else "right"


def _drawn(spec: BlankSpec, typed: Typed) -> Widget:
    pad = spec.get("pad") or None
    return {
        "pad": pad,
        "axes": {name: part for name, part in (pad or {}).items() if name != "svg"},
        "shape": spec.get("shape") or "points",
        "least": int(spec.get("least") or 0),
        "size": int(spec.get("size") or 2),
    }


_BUILDERS: Final[dict[str, Callable[[BlankSpec, Typed], Widget]]] = {
    "matrix": _matrix,
    "vector": _vector,
    "vec-scale": _vector,
    "vec-sign": _vector,
    "table": _table,
    "factorisation": _factorisation,
    "basis": _basis,
    "orthonormal-basis": _basis,
    "blanks": _blanks,
    "order": _order,
    "match": _match,
    "derivation": _derivation,
    "sketch": _drawn,
    "plot-read": _drawn,
}
