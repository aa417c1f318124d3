"""
The list under an order blank.

    - a: first line                       - b: a line that needs line a < a
    - c: needs both < a, b                - !x: belongs nowhere **tag** — why not
    - [{{ case == 1 }}] d: a line that is there only where the condition holds
"""

from __future__ import annotations

import re

from exercises.errors import SourceError, nearest
from exercises.model import Line as ProofLine
from exercises.reading.holes import Holes
from exercises.reading.items import at_least, condition, told
from exercises.reading.layout import Line

_ID = re.compile(r"^(!?)([a-z][a-z0-9]*): +(.*)$", re.DOTALL)
_NEEDS = re.compile(r"^(.*?) < ([a-z][a-z0-9]*(?:, *[a-z][a-z0-9]*)*)$", re.DOTALL)


def read_lines(file: str, line: int, items: list[Line], holes: Holes) -> tuple[ProofLine, ...]:
    """The lines in the order written, which is one right order."""
    at_least(3, items, file, line, "an order")
    lines = [_line(file, item, holes) for item in items]
    ids = [each.id for each in lines]
    for (number, _), each in zip(items, lines, strict=True):
        if ids.count(each.id) > 1:
            raise SourceError(file, number, f"the line `{each.id}` stands twice")
        for need in each.needs or ():
            if need not in ids[: ids.index(each.id)]:
                message = f"the line `{each.id}` needs `{need}`, which is no earlier line"
                raise SourceError(file, number, f"{message}; {nearest(need, ids)}")
    if sum(each.belongs for each in lines) < 2:
        raise SourceError(file, line, "an order needs at least two lines that belong")
    return tuple(lines)


def _line(file: str, item: Line, holes: Holes) -> ProofLine:
    number, text = item
    present, text = condition(number, text, holes)
    named = _ID.match(text)
    if not named:
        message = "a line begins with its name: `- a: text`, or `- !x: text` if it does not belong"
        raise SourceError(file, number, message)
    extra, name, body = named.groups()
    cut = told(number, body, holes)
    needs, shown = None, cut.text
    if (split := _NEEDS.match(cut.text)) and not extra:
        shown = split[1]
        needs = tuple(part.strip() for part in split[2].split(","))
    if extra and cut.words is None:
        message = "a line that does not belong needs words: `- !x: text — why not`"
        raise SourceError(file, number, message)
    passage = holes.passage([(number, shown)])
    return ProofLine(name, passage, needs, not extra, cut.tag or f"line-{name}", cut.words, present)
