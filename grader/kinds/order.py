"""Lines put in order: any order in which each line comes after those it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.errors import BadKey, UnreadableAnswer
from grader.kinds.fields import Fields
from grader.kinds.kind import Example, Kind, Option, share
from grader.request import Answer
from grader.sentences import say
from grader.verdict import Verdict

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """`needs` holds, for each line, those that must stand before it."""

    lines: frozenset[str]
    needs: Mapping[str, frozenset[str]]
    distractors: frozenset[str]
    partial: bool


class Order(Kind[Key, Lines]):
    """
    >>> kind = Order()
    >>> key = kind.prepare({"value": "a, b, c", "needs": {"c": ["a", "b"]}})
    >>> [kind.judge(kind.read(Answer(t), key), key, "").outcome for t in ("b, a, c", "a, c, b")]
    ['right', 'wrong']
    """

    name = "order"
    line = "Lines in order; every order is right in which each line comes after those it needs."
    typed = "ids with commas between them: `a,b,c`"
    options = (
        Option("value", "the ids of all lines that belong, in one right order"),
        Option(
            "needs",
            "an object: for a line, the lines that must come before it; without it "
            "only the order of `value` is right",
        ),
        Option("distractors", "ids of lines that do not belong"),
        Option("partial", "whether the lines before the first wrong one earn their share", "false"),
    )
    example = Example(
        {"value": "a,b,c,d", "needs": {"c": ["a", "b"], "d": ["c"]}, "distractors": "x"},
        ("a,b,c,d", "b,a,c,d"),
        ("a,c,b,d", "a,b,c", "a,b,x,c,d"),
    )

    def key(self, fields: Fields) -> Key:
        lines = fields.words("value") or ()
        table = {str(line): _ids(before) for line, before in fields.table("needs").items()}
        if fields.get("needs") is None:
            table = {line: frozenset(lines[:i]) for i, line in enumerate(lines)}
        key = Key(
            frozenset(lines),
            table,
            frozenset(fields.words("distractors") or ()),
            fields.flag("partial"),
        )
        named = set(table).union(*table.values()) if table else set()
        if not lines or len(key.lines) != len(lines) or not named <= key.lines:
            raise BadKey("the value of a key of kind order must name each line once")
        if _valid_until(lines, key) < len(lines):
            raise BadKey("the value of a key of kind order breaks its own needs")
        return key

    def read(self, answer: Answer, key: Key) -> Lines:
        lines = tuple(filter(None, (part.strip() for part in answer.text.split(","))))
        for line in lines:
            if line not in key.lines | key.distractors:
                raise UnreadableAnswer(
                    say("There is no line {line}.", line=line), 0, len(answer.text)
                )
        if len(set(lines)) < len(lines):
            raise UnreadableAnswer(say("A line stands here twice."), 0, len(answer.text))
        return lines

    def judge(self, answer: Lines, key: Key, seed: str) -> Verdict:
        good = _valid_until(answer, key)
        if good == len(answer) == len(key.lines):
            return Verdict("right", 1.0, "order")
        found = share(good / (len(key.lines) + 1) if key.partial else 0.0, "order")
        return replace(found, details={"good": good})

    def is_mistake(self, answer: Lines, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        """A mistake is one line that does not belong (`x`) or a wrong sequence (`b,a`)."""
        wanted = [part.strip() for part in value.split(",") if part.strip()]
        return [line for line in answer if line in wanted] == wanted


def _ids(raw: object) -> frozenset[str]:
    parts = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(parts, (list, tuple)):
        raise BadKey("needs must be an object from lines to lists of lines")
    return frozenset(str(part).strip() for part in parts)


def _valid_until(lines: Sequence[str], key: Key) -> int:
    """How many lines from the top are in their place."""
    seen: set[str] = set()
    for count, line in enumerate(lines):
        if line not in key.lines or not key.needs.get(line, frozenset()) <= seen:
            return count
        seen.add(line)
    return len(lines)
