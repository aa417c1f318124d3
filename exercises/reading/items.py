"""The list items under a blank, and what their texts share: conditions, tags, feedback."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exercises.errors import SourceError
from exercises.model import Hole, Passage
from exercises.reading.holes import Holes
from exercises.reading.layout import Line

DASH = " — "

_MOST = 26  # a letter each

_ITEM = re.compile(r"^- (.*)$")
_CONDITION = re.compile(r"^\[\{\{(.+?)\}\}\] +(.*)$", re.DOTALL)
_TAG = re.compile(r"^(.*?)\s*\*\*([a-z0-9]+(?:-[a-z0-9]+)*)\*\*$", re.DOTALL)
_QUOTED = re.compile(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\{\{.*?\}\}")


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


@dataclass(frozen=True, slots=True)
class Told:
    """An item cut into `text **tag** — words`; tag is "" and words None where they are missing."""

    text: str
    tag: str
    words: Passage | None


def told(number: int, item: str, holes: Holes) -> Told:
    body, _, feedback = item.partition(DASH)
    tag = ""
    if tagged := _TAG.match(body):
        body, tag = tagged.groups()
    words = holes.passage([(number, feedback)]) if feedback.strip() else None
    return Told(body.strip(), tag, words)


def condition(number: int, item: str, holes: Holes) -> tuple[Hole | None, str]:
    """The `[{{ … }}]` at the head of an item, under which it is there at all, and the rest."""
    found = _CONDITION.match(item)
    if not found:
        return None, item
    return holes.hole(number, found[1]), found[2]


def split_outside(text: str, sign: str) -> tuple[str, str] | None:
    """`text` before and after the first `sign` that stands in no formula, code or hole."""
    hidden = _QUOTED.sub(lambda m: "\0" * len(m[0]), text)
    place = hidden.find(sign)
    return None if place < 0 else (text[:place], text[place + len(sign) :])


def at_least(count: int, items: list[Line], file: str, line: int, what: str) -> None:
    if len(items) < count:
        number = {2: "two", 3: "three"}[count]
        message = (
            f"{what} needs a list of at least {number} items right under its blank: lines that "
            f"begin with `- `"
        )
        raise SourceError(file, line, message)
    if len(items) > _MOST:
        raise SourceError(file, items[_MOST][0], f"{what} has at most {_MOST} items")
