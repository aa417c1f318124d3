"""The sections of words: hints and mistakes."""

from __future__ import annotations

import re

from exercises.errors import SourceError, nearest
from exercises.model import Blank, Hint, Mistake
from exercises.reading.holes import Holes
from exercises.reading.items import DASH
from exercises.reading.layout import Line
from exercises.reading.python import names_used

_NUMBERED = re.compile(r"^\d+\. +(.*)$")
_BULLET = re.compile(r"^- +(.*)$")
_TIED = re.compile(r"^\((\w+)\) +(.*)$", re.DOTALL)
_COMPUTED = re.compile(r"^`(\w+) *(=|~) *(.+?)` +\*\*([^*]+)\*\*$", re.DOTALL)
_TESTED = re.compile(r"^\*\*([^*]+)\*\* +\(`(\w+)`\)$")
_TAG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def read_hints(file: str, lines: list[Line], blanks: list[str], holes: Holes) -> tuple[Hint, ...]:
    """An ordered list; `(name)` at the start ties a hint to a blank."""
    hints = []
    for number, text in _items(file, lines, _NUMBERED, "a hint begins with `1. `, `2. `, …"):
        tied = _TIED.match(text)
        if tied and tied[1] in blanks:
            hints.append(Hint(holes.passage([(number, tied[2])]), tied[1]))
        else:
            hints.append(Hint(holes.passage([(number, text)])))
    return tuple(hints)


def read_mistakes(
    file: str,
    lines: list[Line],
    blanks: list[Blank],
    drawn: frozenset[str],
    test_names: list[str],
    holes: Holes,
) -> tuple[Mistake, ...]:
    """A list; the order is the order in which they are tried."""
    known = {blank.name: blank for blank in blanks}
    mistakes: list[Mistake] = []
    for number, text in _items(file, lines, _BULLET, "a mistake begins with `- `"):
        head, dash, feedback = text.partition(DASH)
        if not dash or not feedback.strip():
            message = (
                "a mistake needs ` — ` and words for the learner after its tag; the long dash has "
                "a blank on each side"
            )
            raise SourceError(file, number, message)
        words = (number, feedback.strip())
        if computed := _COMPUTED.match(head.strip()):
            mistake = _computed(file, computed, words, known, drawn, holes)
        elif tested := _TESTED.match(head.strip()):
            mistake = _tested(file, tested, words, known, test_names, holes)
        else:
            message = (
                "a mistake is written - `blank = expression` **tag** — words; in a code exercise "
                "- **tag** (`test_name`) — words"
            )
            raise SourceError(file, number, message)
        _check_tag(file, mistake, mistakes)
        mistakes.append(mistake)
    return tuple(mistakes)


def _computed(
    file: str,
    match: re.Match[str],
    words: Line,
    blanks: dict[str, Blank],
    drawn: frozenset[str],
    holes: Holes,
) -> Mistake:
    name, sign, expression, tag = match.groups()
    number = words[0]
    if name not in blanks:
        raise SourceError(file, number, f"there is no blank `{name}`; {nearest(name, blanks)}")
    used = names_used(file, number, expression, {*drawn, *blanks})
    # A predicate reads the answer itself; any other blank that is read makes a mistake live.
    needs = tuple(sorted(n for n in used if n in blanks and (n != name or sign == "~")))
    return Mistake(
        name, tag, holes.passage([words]), number, expression, predicate=sign == "~", needs=needs
    )


def _tested(
    file: str,
    match: re.Match[str],
    words: Line,
    blanks: dict[str, Blank],
    test_names: list[str],
    holes: Holes,
) -> Mistake:
    tag, test = match.groups()
    blank = next((b.name for b in blanks.values() if b.kind == "code"), None)
    if blank is None:
        raise SourceError(file, words[0], "mistakes that name a test belong to code exercises")
    if test not in test_names:
        message = f"there is no test `{test}`; {nearest(test, test_names)}"
        raise SourceError(file, words[0], message)
    return Mistake(blank, tag, holes.passage([words]), words[0], test=test)


def _check_tag(file: str, mistake: Mistake, earlier: list[Mistake]) -> None:
    if not _TAG.match(mistake.tag):
        message = (
            f"the tag `{mistake.tag}` must be small letters, digits and single hyphens: "
            f"`{_as_tag(mistake.tag)}`"
        )
        raise SourceError(file, mistake.line, message)
    if any(m.tag == mistake.tag and m.blank == mistake.blank for m in earlier):
        raise SourceError(file, mistake.line, f"the tag `{mistake.tag}` stands twice")


def _as_tag(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "lost-sign"


def _items(file: str, lines: list[Line], start: re.Pattern[str], complaint: str) -> list[Line]:
    """List items with their continuation lines joined."""
    items: list[Line] = []
    for number, text in lines:
        if begun := start.match(text):
            items.append((number, begun[1]))
        elif text.strip():
            if not items or not text.startswith("  "):
                raise SourceError(file, number, f"{complaint}; go on in lines indented by two")
            items[-1] = (items[-1][0], f"{items[-1][1]} {text.strip()}")
    return items
