"""Whether a text gives a variant's answer away: a key in any spelling, lines of its program, a
hidden test.

The text is only ever compared with what this one variant asks; nothing of the variant is returned,
only the places in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from campus.community.formulas import LETTERS, formulas_in, without_formulas
from grader.equivalence.domain import Domain
from grader.equivalence.ladder import compare, undecided
from grader.equivalence.rational import rational
from grader.errors import UnreadableAnswer
from grader.parse import parse
from grader.tree import Interval, List, Matrix, Node, Relation, Row, Set

_NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?:e-?\d+|/\d+)?(?![\w.]*\w)")
_TAG = re.compile(r"<[^>]+>")
_SAID = re.compile(r"(?:answer|result|solution|value|get|got|have|is|be|=|:)\W*$", re.IGNORECASE)
_SMALL: Final = 20  # whole numbers up to it stand in every text
_SHARE: Final = Fraction(1, 200)  # a rounded answer is an answer
_LINES: Final = 3  # of a program, one after the other
_LINE: Final = 8  # characters; shorter ones are everybody's
_TEST: Final = 14


def spoilers(body: dict[str, Any], text: str) -> list[str]:
    """The places of `text` that give away what the variant `body` asks, as they stand there.

    body   a variant's `body`, whole: this runs on the server and returns places of the text alone
    """
    found: list[str] = []
    for blank in body["grading"]["blanks"]:
        key = blank["key"]
        if blank["kind"] == "code":
            found += _of_program(key, text)
        elif isinstance(key.get("value"), str):
            names = next(b.get("vars", []) for b in body["blanks"] if b["name"] == blank["name"])
            found += _of_value(key["value"], names, _statement(body), text)
    return list(dict.fromkeys(found))


def _of_value(value: str, names: Sequence[str], statement: str, text: str) -> Iterator[str]:
    key = _read(value, names)
    if key is None:
        return
    common = _common(key, statement)
    for formula, before in _candidates(text):
        if common and not _SAID.search(before):
            continue
        if any(_same(part, key) for part in _parts(_read(formula, names))):
            yield formula


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    """Formulas and bare numbers of the text, each with what stands before it."""
    for formula in formulas_in(text):
        left, equals, right = formula.rpartition("=")
        before = f"{left}=" if equals else text[: text.find(formula)].rstrip("$` ")
        yield (right.strip() if equals else formula), before[-30:]
    bare = without_formulas(text)
    for number in _NUMBER.finditer(bare):
        yield number.group(), bare[: number.start()][-30:]


def _read(text: str, names: Sequence[str]) -> Node | None:
    try:
        return parse(text, names=[*LETTERS, *names])
    except UnreadableAnswer:
        return None


def _parts(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return [node, node.left, node.right] if isinstance(node, Relation) else [node]


def _same(given: Node, key: Node) -> bool:
    items, wanted = _items(given), _items(key)
    if items is not None or wanted is not None:
        if items is None or wanted is None or len(items) != len(wanted):
            return False
        return all(_same(one, other) for one, other in zip(items, wanted, strict=True))
    if isinstance(key, Interval | Relation) or isinstance(given, Interval | Relation):
        return given == key
    ours, theirs = rational(given), rational(key)
    if ours is not None and theirs is not None:
        return abs(ours - theirs) <= _SHARE * abs(theirs)
    return compare(given, key, Domain(), "community", symbolic=undecided).same is True


def _items(node: Node) -> list[Node] | None:
    match node:
        case Matrix(rows=rows):
            return [cell for row in rows for cell in row]
        case Row(items=items) | List(items=items) | Set(items=items):
            return list(items)
    return None


def _common(key: Node, statement: str) -> bool:
    """A value that stands in many texts: it is an answer only where it is said to be one."""
    value = rational(key)
    if value is None:
        return False
    whole = value.denominator == 1
    return (whole and abs(value) <= _SMALL) or (whole and str(abs(value)) in _numbers(statement))


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _statement(body: dict[str, Any]) -> str:
    return _TAG.sub(" ", " ".join(piece.get("html", "") for piece in body["statement"]))


def _of_program(key: dict[str, Any], text: str) -> Iterator[str]:
    given = _lines(text)
    shown = set(_lines(f"{key.get('starter', '')}\n{key.get('visible', '')}"))
    hidden = {line for line in _lines(key.get("hidden", "")) if len(line) >= _TEST} - shown
    yield from (line for line in given if line in hidden)
    reference = [line for line in _lines(key.get("reference", "")) if line not in shown]
    run = min(_LINES, len(reference))
    for start in range(len(reference) - run + 1 if run else 0):
        wanted = reference[start : start + run]
        if any(given[i : i + run] == wanted for i in range(len(given) - run + 1)):
            yield wanted[0]


def _lines(source: str) -> list[str]:
    """Lines without indentation, comments and backticks; short ones are left out."""
    bare = (line.partition("#")[0].strip(" \t`") for line in source.splitlines())
    return [" ".join(line.split()) for line in bare if len(line) >= _LINE]
