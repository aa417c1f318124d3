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
from exercises.reading.items import at_least, told
from exercises.reading.layout import Line

_BOX = re.compile(r"^\[( |x|\{\{.+?\}\})\] +(.*)$", re.DOTALL)


def read_choices(
    file: str, kind: str, line: int, items: list[Line], holes: Holes, take: int | None = None
) -> tuple[Choice, ...]:
    """The items of one choice blank, in the order written; a variant shows `take` of them."""
    at_least(2, items, file, line, "a choice")
    if take is not None and not 2 <= take <= len(items):
        message = f"`take={take}` must lie between 2 and the number of options, {len(items)}"
        raise SourceError(file, line, message)
    choices = tuple(_box(file, i, item, holes) for i, item in enumerate(items, 1))
    _check_boxes(file, kind, line, choices, take)
    return choices


def _box(file: str, place: int, item: Line, holes: Holes) -> Choice:
    number, text = item
    box = _BOX.match(text)
    if not box:
        message = (
            "an option begins with `[x]` (right, a small x), `[ ]` (wrong, one blank) or "
            "`[{{ condition }}]`, and a blank after it"
        )
        raise SourceError(file, number, message)
    right: bool | Hole = box[1] == "x"
    if box[1].startswith("{{"):
        right = holes.hole(number, box[1][2:-2])
    cut = told(number, box[2], holes)
    if right is False and cut.words is None:
        message = (
            "a wrong option needs feedback: `- [ ] text — why this is wrong`; the long dash `—` "
            "has a blank on each side"
        )
        raise SourceError(file, number, message)
    text_ = holes.passage([(number, cut.text)])
    return Choice(text_, right, cut.tag or f"option-{place}", cut.words)


def _check_boxes(
    file: str, kind: str, line: int, choices: tuple[Choice, ...], take: int | None
) -> None:
    sure = sum(choice.right is True for choice in choices)
    if any(isinstance(choice.right, Hole) for choice in choices):
        return
    if kind == "mc" and take is None and sure != 1:
        raise SourceError(file, line, f"mc needs exactly one right option `[x]`, there are {sure}")
    if sure == 0:
        raise SourceError(file, line, f"{kind} needs at least one right option `[x]`")
    if take is not None and len(choices) - sure < take - (1 if kind == "mc" else sure):
        message = f"`take={take}` needs more wrong options: there are {len(choices) - sure}"
        raise SourceError(file, line, message)
