"""Cells of a matrix, vector, table or basis as fields: name, words for those who listen, state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from campus.learning.answer_fields import Cells


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a grid. `state` is "right", "partial", "wrong" or "" while nothing was said."""

    field: str
    value: str
    label: str
    state: str = ""


def matrix_of(prefix: str, cells: Cells, states: Sequence[Any] = ()) -> list[list[Cell]]:
    """Fields `prefix-row-column`; `states` by rows, flat, as the grader gives them."""
    flat = list(states)
    width = len(cells[0]) if cells else 0
    return [
        [
            Cell(
                f"{prefix}-{i}-{j}",
                value,
                _("row %(row)d, column %(column)d") % {"row": i + 1, "column": j + 1},
                state_of(flat[i * width + j]) if len(flat) == len(cells) * width else "",
            )
            for j, value in enumerate(row)
        ]
        for i, row in enumerate(cells)
    ]


def vector_of(prefix: str, cells: Cells, states: Sequence[Any] = ()) -> list[list[Cell]]:
    """Fields `prefix-i`, one a row."""
    flat = list(states)
    return [
        [
            Cell(
                f"{prefix}-{i}",
                row[0] if row else "",
                _("entry %(number)d") % {"number": i + 1},
                state_of(flat[i]) if len(flat) == len(cells) else "",
            )
        ]
        for i, row in enumerate(cells)
    ]


def state_of(judged: float | bool | None) -> str:
    """The grader's word on a cell: True, False, a share, or None.

    >>> [state_of(word) for word in (True, 0.75, 0.0, None)]
    ['right', 'partial', 'wrong', '']
    """
    if judged is None:
        return ""
    return "right" if judged >= 1 else "partial" if judged > 0 else "wrong"


def cell_at(cells: Cells, row: int, column: int) -> str:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else ""
