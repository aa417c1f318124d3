"""The cells of a table blank: which are asked, and what the page shows of the others."""

from __future__ import annotations

from typing import Any

from exercises.model import Blank, Grid
from exercises.statement import Values, filled_text, line_html
from grader.kinds.several import cut


class WrongShape(ValueError):
    """The drawn matrix has not the shape of the table; the message is for the author."""


def asked_cells(grid: Grid, answer: str) -> str:
    """The drawn matrix as a table's key: `-` where the page shows the cell itself."""
    rows = cells_of(answer)
    shape = len(grid.cells), len(grid.cells[0])
    found = len(rows), len(rows[0])
    if found != shape:
        message = f"the table has {shape[0]} rows of {shape[1]} cells, the answer {found[0]}"
        raise WrongShape(f"{message} of {found[1]}")
    asked = [
        ["-" if given is not None else text for given, text in zip(row, texts, strict=True)]
        for row, texts in zip(grid.cells, rows, strict=True)
    ]
    return _text(asked)


def grid_view(blank: Blank, answer: str, values: Values) -> dict[str, Any]:
    """Headings and given cells; None stands where an answer is asked."""
    grid = blank.grid
    if grid is None:
        rows = cells_of(answer)
        return {
            "rows": len(rows), "cols": len(rows[0]), "corner": "", "row_heads": [],
            "col_heads": [], "cells": [[None for _ in row] for row in rows],
        }  # fmt: skip
    return {
        "rows": len(grid.cells),
        "cols": len(grid.cells[0]),
        "corner": line_html(grid.corner, values),
        "row_heads": [line_html(head, values) for head in grid.row_heads],
        "col_heads": [line_html(head, values) for head in grid.col_heads],
        "cells": [
            [
                None if cell is None else
                {"html": line_html(cell, values), "text": _value(cell.source, values)}
                for cell in row
            ]
            for row in grid.cells
        ],
    }  # fmt: skip


def _value(source: str, values: Values) -> str:
    """A given cell as the answer text has it: its value, without the dollars round it."""
    text: str = filled_text(source, values).strip().strip("$").strip()
    return text if not any(sign in text for sign in "[],;\\") else ""


def cells_of(answer: str) -> list[list[str]]:
    """The cells of `[[1,2],[3,4]]` as texts; a single row `[1,2]` is a table of one row."""
    inner = answer.strip()[1:-1]
    rows = [piece for piece, _ in cut(inner, ",")]
    if not rows[0].startswith("["):
        rows = [answer.strip()]
    return [[cell for cell, _ in cut(row[1:-1], ",")] for row in rows]


def _text(cells: list[list[str]]) -> str:
    return "[" + ",".join("[" + ",".join(row) + "]" for row in cells) + "]"
