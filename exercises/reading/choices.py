"""
The list under a choice blank.

    mc, ms   - [x] right            - [ ] wrong **tag** — why it is wrong
             - [{{ t > 2 }}] right for those seeds where the expression is true
"""

from __future__ import annotations

import re

from exercises.errors import SourceError
from exercises.model import Choice, Hole
from exercises.reading.holes import Holes
from exercises.reading.layout import Line

DASH = " — "

_ITEM = re.compile(r"^- (.*)$")
_BOX = re.compile(r"^\[( |x|\{\{.+?\}\})\] +(.*)$", re.DOTALL)
_TAG = re.compile(r"^(.*?)\s*\*\*([a-z0-9]+(?:-[a-z0-9]+)*)\*\*$", re.DOTALL)


def take_items(lines: list[Line], start: int) -> tuple[list[Line], int]:
    """The list items that begin right after line `start`, joined, and the index that follows."""
    items: list[Line] = []
    index = start
    while index < len(lines):
        number, text = lines[index]
        if item := _ITEM.match(text):
            items.append((number, item[1]))
        elif items and text.startswith("  ") and text.strip():
            items[-1] = (items[-1][0], f"{items[-1][1]} {text.strip()}")
        elif text.strip() or items:
            break
        index += 1
    return items, (index if items else start)


def read_choices(
    file: str, kind: str, line: int, items: list[Line], holes: Holes
) -> tuple[Choice, ...]:
    """The items of one choice blank, in the order written."""
    if len(items) < 2:
        message = "a choice needs a list of at least two items right under its blank"
        raise SourceError(file, line, message)
    choices = tuple(_box(file, i, item, holes) for i, item in enumerate(items, 1))
    _check_boxes(file, kind, line, choices)
    return choices


def _box(file: str, place: int, item: Line, holes: Holes) -> Choice:
    number, text = item
    box = _BOX.match(text)
    if not box:
        message = "an option begins with `[x]` (right), `[ ]` (wrong) or `[{{ condition }}]`"
        raise SourceError(file, number, message)
    body, _, feedback = box[2].partition(DASH)
    tag = f"option-{place}"
    if tagged := _TAG.match(body):
        body, tag = tagged.groups()
    right: bool | Hole = box[1] == "x"
    if box[1].startswith("{{"):
        right = holes.hole(number, box[1][2:-2])
    if right is False and not feedback:
        message = "a wrong option needs feedback: `- [ ] text — why this is wrong`"
        raise SourceError(file, number, message)
    words = holes.passage([(number, feedback)]) if feedback else None
    return Choice(holes.passage([(number, body)]), right, tag, words)


def _check_boxes(file: str, kind: str, line: int, choices: tuple[Choice, ...]) -> None:
    sure = sum(choice.right is True for choice in choices)
    drawn = any(isinstance(choice.right, Hole) for choice in choices)
    if kind == "mc" and not drawn and sure != 1:
        raise SourceError(file, line, f"mc needs exactly one right option `[x]`, there are {sure}")
    if kind == "ms" and not drawn and sure == 0:
        raise SourceError(file, line, "ms needs at least one right option `[x]`")
