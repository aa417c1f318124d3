"""
The Markdown table under a table blank: headings, cells that are given, `?` where one is asked.

    | step | $x$ | $f(x)$ |
    | --- | --- | --- |
    | 1 | {{ x0 }} | ? |

The first column holds the names of the rows; the drawn answer is a matrix of the other cells.
"""

from __future__ import annotations

import re

from exercises.errors import SourceError
from exercises.model import Grid
from exercises.reading.holes import Holes
from exercises.reading.layout import Line

ASKED = "?"

_RULE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+\s*$")
# A bar inside a formula, a hole or code is no border: |x| is common.
_CELL = re.compile(r"(?:\{\{.*?\}\}|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\\.|[^|])*")


def take_grid(file: str, lines: list[Line], start: int, holes: Holes) -> tuple[Grid | None, int]:
    """The table that begins right after line `start`, and the index that follows; or none."""
    first = start
    while first < len(lines) and not lines[first][1].strip():
        first += 1
    end = first
    while end < len(lines) and lines[end][1].startswith("|"):
        end += 1
    if end == first:
        return None, start
    return _grid(file, lines[first:end], holes), end


def _grid(file: str, lines: list[Line], holes: Holes) -> Grid:
    number = lines[0][0]
    if len(lines) < 3 or not _RULE.match(lines[1][1]):
        message = "the table needs a row of headings, a row `| --- | --- |` and a row of cells"
        raise SourceError(file, number, message)
    head = _cells(lines[0][1])
    rows = []
    for line, text in lines[2:]:
        cells = _cells(text)
        if len(cells) != len(head):
            message = f"this row has {len(cells)} cells, the headings are {len(head)}"
            raise SourceError(file, line, message)
        rows.append((line, cells))
    if not any(cell == ASKED for _, cells in rows for cell in cells[1:]):
        raise SourceError(file, number, f"the table asks for nothing: write `{ASKED}` in a cell")
    return Grid(
        holes.passage([(number, head[0])]),
        tuple(holes.passage([(number, cell)]) for cell in head[1:]),
        tuple(holes.passage([(line, cells[0])]) for line, cells in rows),
        tuple(
            tuple(None if c == ASKED else holes.passage([(line, c)]) for c in cells[1:])
            for line, cells in rows
        ),
    )


def _cells(text: str) -> list[str]:
    """The cells of `| a | b |`, without the empty pieces outside the outer bars."""
    inner = text.strip().removeprefix("|")
    inner = inner.removesuffix("|") if not inner.endswith("\\|") else inner
    cells, place = [], 0
    while True:
        found = _CELL.match(inner, place)
        cells.append(found[0].strip() if found else "")
        place = found.end() if found else place
        if place >= len(inner):
            return cells
        place += 1
