"""The statement: its text with marks, its blanks, and what is listed under each of them."""

from __future__ import annotations

from dataclasses import replace

from exercises.errors import SourceError
from exercises.model import CHOICE_KINDS, LISTED_KINDS, Blank, Passage
from exercises.reading.blanks import read_blanks
from exercises.reading.choices import read_choices
from exercises.reading.grids import take_grid
from exercises.reading.holes import Holes
from exercises.reading.items import take_items
from exercises.reading.layout import Line
from exercises.reading.lines import read_lines
from exercises.reading.pairs import read_pairs


def read_statement(file: str, lines: list[Line], holes: Holes) -> tuple[Passage, list[Blank]]:
    """The statement with marks, and its blanks; raises SourceError."""
    blanks: list[Blank] = []
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        number, text = lines[index]
        marked, found = read_blanks(file, number, text, holes)
        kept.append((number, marked))
        index += 1
        for blank in found:
            if blank.name in {b.name for b in blanks}:
                raise SourceError(file, number, f"the blank `{blank.name}` stands twice")
            whole, index = _with_list(file, blank, lines, index, holes)
            blanks.append(whole)
    if not blanks:
        raise SourceError(file, lines[-1][0] if lines else 1, "there is no blank: [[name: kind]]")
    return holes.passage(kept), blanks


def _with_list(
    file: str, blank: Blank, lines: list[Line], index: int, holes: Holes
) -> tuple[Blank, int]:
    """The blank with what stands under it, and the index of the line that follows."""
    if blank.kind == "table":
        grid, index = take_grid(file, lines, index, holes)
        return replace(blank, grid=grid), index
    if blank.kind == "sketch" and "on" not in blank.options:
        message = "a sketch needs a drawn figure to draw on: `on=name`"
        raise SourceError(file, blank.line, message)
    if blank.kind not in LISTED_KINDS:
        return blank, index
    items, index = take_items(lines, index)
    take = blank.options.get("take")
    if blank.kind in CHOICE_KINDS:
        choices = read_choices(file, blank.kind, blank.line, items, holes, take)
        return replace(blank, choices=choices), index
    if blank.kind == "order":
        return replace(blank, lines=read_lines(file, blank.line, items, holes)), index
    return replace(blank, pairs=read_pairs(file, blank.line, items, holes, take)), index
