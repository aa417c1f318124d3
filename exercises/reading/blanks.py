"""`[[name: kind; option=value; …]]`: the answer kinds with their options, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan
from typing import Any

from exercises.errors import SourceError, nearest
from exercises.model import BLANK, CHOICE_KINDS, HOLE, Blank
from exercises.reading.holes import Holes
from grader.kinds import KINDS

# Brackets inside a hole are Python's: `of={{ A[rows[0]] }}` does not close the blank.
_BLANK = re.compile(r"\[\[\s*([A-Za-z]\w*)\s*:\s*((?:\{\{.*?\}\}|.)*?)\s*\]\](?!\])")
_NEARLY = re.compile(r"\[\[\s*[A-Za-z]\w*\s*(?:[ ;=][^\]$]*)?\]\]")
_SINGLE = re.compile(r"(?<!\[)\[\s*[A-Za-z]\w*\s*:\s*([\w-]+)[^\[\]]*\](?![\](])")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_QUOTED = re.compile(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: what it does and how its text is read (raises ValueError with the cure)."""

    meaning: str
    read: Callable[[str], Any]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan  # in no range


def _positive(text: str) -> float:
    value = _number(text)
    if not 0 < value < inf:
        raise ValueError("a number above 0")
    return value


def _share(text: str) -> float:
    value = _number(text)
    if not 0 < value <= 1:
        raise ValueError("a number above 0, at most 1")
    return value


def _count(text: str) -> int:
    value = _number(text)
    if value not in range(1, 21):
        raise ValueError("a whole number from 1 to 20")
    return int(value)


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"one of {', '.join(allowed)}")
        return text

    return read


def _name(text: str) -> str:
    if not text.isidentifier():
        raise ValueError("a name that the draw block sets")
    return text


COMMON = {
    "marks": Option("full marks of this blank, 1 unless said", _positive),
    "carry": Option(
        "share of the marks for the value that follows from wrong earlier answers", _share
    ),
    "label": Option("what a screen reader calls the input", str),
}
_TAKE = Option("how many of the listed items a variant shows; all of them unless said", _count)
_CHOICE = {
    "order": Option("fixed keeps the written order, drawn shuffles it", _one_of("fixed", "drawn")),
    "take": _TAKE,
}
_PAD = {"on": Option("the drawn figure that is read or drawn on", _name)}
_ROWS = {"rows": Option("rows of the grid; those of the right answer unless said", _count)}
_COLS = {"cols": Option("columns of the grid; those of the right answer unless said", _count)}
_LINE = {"placeholder": Option("grey text in the empty input", str)}


# What a key holds that comes from the draw block or from the list under the blank.
_WRITTEN = {
    "mc": ("value", "options"),
    "ms": ("value", "options"),
    "order": ("value", "needs", "distractors"),
    "match": ("value",),
}
_FOR_THE_PAGE = {
    **dict.fromkeys(CHOICE_KINDS, _CHOICE),
    "order": {},
    "match": {"take": _TAKE},
    "matrix": {**_ROWS, **_COLS, **_LINE},
    **{kind: {**_ROWS, **_LINE} for kind in ("vector", "vec-scale", "vec-sign")},
    **{kind: {} for kind in ("table", "blanks", "factorisation")},
    "sketch": _PAD,
    "plot-read": {**_PAD, **_LINE},
}


def kinds() -> tuple[str, ...]:
    """Every answer kind: the grader's, and code."""
    return (*KINDS, "code")


def options_of(kind: str) -> dict[str, Option]:
    """The options of a kind: its key's fields, and what only the page needs."""
    if kind == "code":
        return {}
    fields = {o.name: Option(o.meaning, str) for o in KINDS[kind].options if o.name}
    for own in _WRITTEN.get(kind, ("value",)):
        fields.pop(own, None)
    return {**fields, **_FOR_THE_PAGE.get(kind, _LINE)}


def read_blanks(file: str, number: int, line: str, holes: Holes) -> tuple[str, list[Blank]]:
    """One line with marks for its blanks, and the blanks."""
    found: list[Blank] = []

    quoted = [span.span() for span in _CODE.finditer(line)]

    def mark(match: re.Match[str]) -> str:
        if any(start < match.start() < end for start, end in quoted):
            return match[0]  # code that shows how a blank is written
        found.append(_blank(file, number, match[1], holes.marked(number, match[2])))
        return f"{BLANK[0]}{match[1]}{BLANK[1]}"

    marked = _BLANK.sub(mark, line)
    bare = _QUOTED.sub("", marked)
    if (single := _SINGLE.search(bare)) and single[1] in kinds():
        raise SourceError(
            file, number, f"a blank has two brackets, write them twice: `[{single[0]}]`"
        )
    if nearly := _NEARLY.search(bare):
        message = f"`{nearly[0]}` looks like a blank: write [[name: kind; option=value]]"
        raise SourceError(file, number, message)
    return marked, found


def _blank(file: str, number: int, name: str, inside: str) -> Blank:
    kind, *parts = (part.strip() for part in inside.split(";"))
    if name == "code":
        # `[[code: entry]]`: what follows the colon is the function to write.
        return Blank(name, "code", number, options={"entry": kind}, **_common(file, number, parts))
    if kind not in kinds():
        raise SourceError(file, number, f"unknown kind `{kind}`; {nearest(kind, kinds())}")
    own = {}
    shared = []
    for part in parts:
        option = part.split("=", 1)[0].strip()
        if option in COMMON:
            shared.append(part)
        else:
            own[option] = _read(file, number, part, options_of(kind), f"`{kind}`")
    return Blank(name, kind, number, options=own, **_common(file, number, shared))


def _common(file: str, number: int, parts: list[str]) -> dict[str, Any]:
    return {
        part.split("=", 1)[0].strip(): _read(file, number, part, COMMON, "`code`") for part in parts
    }


def _read(file: str, number: int, part: str, known: dict[str, Option], kind: str) -> Any:
    name, equals, text = (piece.strip() for piece in part.partition("="))
    if name not in known:
        message = f"unknown option `{name}` of {kind}; {nearest(name, {**COMMON, **known})}"
        raise SourceError(file, number, message)
    if not equals:
        raise SourceError(file, number, f"the option `{name}` needs a value: `{name}=…`")
    if HOLE[0] in text:  # known when the variant is drawn; the grader checks it then
        if known[name].read is not str:
            raise SourceError(file, number, f"`{name}` is the same for all seeds: no `{{{{` here")
        return text
    try:
        return known[name].read(text)
    except ValueError as wrong:
        message = f"`{name}={text}` cannot be read: it must be {wrong} ({known[name].meaning})"
        if "," in text:
            message += "; options are parted by `;`"
        raise SourceError(file, number, message) from wrong
