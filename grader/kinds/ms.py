"""Several options of many, with partial credit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.kind import Example, Kind, Option, share
from grader.kinds.mc import CHOICE, known, option_ids
from grader.request import Answer
from grader.verdict import Verdict

NONE = "none"


@dataclass(frozen=True, slots=True)
class Key:
    value: frozenset[str]
    options: frozenset[str] | None
    partial: bool


class Ms(Kind[Key, frozenset[str]]):
    """
    >>> ms = Ms()
    >>> key = ms.prepare({"value": "a, c"})
    >>> ms.judge(ms.read(Answer("a"), key), key, "seed").score
    0.5
    """

    name = "ms"
    line = (
        "All that apply: right ticks minus wrong ticks, as a share of the right ones, at least 0."
    )
    typed = "ids with commas between them, `a,c`; `none` for no option"
    options = (
        Option("value", "the ids of the right options, `none` if there is none"),
        Option("options", "ids of all options; any other answer is refused as unreadable"),
        Option("partial", "whether a part of the right options earns its share", "true"),
    )
    example = Example({"value": "a,c", "options": ["a", "b", "c"]}, ("c,a",), ("b", "a,b"))

    def key(self, fields: Fields) -> Key:
        value = frozenset(fields.words("value") or ()) - {NONE}
        options = option_ids(fields)
        if options is not None and not value <= options:
            raise BadKey("the value of a key of kind ms must be among its options")
        return Key(value, options, fields.flag("partial", True))

    def read(self, answer: Answer, key: Key) -> frozenset[str]:
        ticked = [part.strip() for part in answer.text.split(",") if part.strip()]
        return frozenset(known(option, key.options) for option in ticked if option != NONE)

    def judge(self, answer: frozenset[str], key: Key, seed: str) -> Verdict:
        right, wrong = len(answer & key.value), len(answer - key.value)
        if answer == key.value:
            return Verdict("right", 1.0, CHOICE)
        if not key.partial or not key.value:
            return Verdict("wrong", 0.0, CHOICE)
        return share(max(0.0, (right - wrong) / len(key.value)), CHOICE)

    def is_mistake(
        self, answer: frozenset[str], raw: Mapping[str, Any], value: str, seed: str
    ) -> bool:
        """A mistake names options: all of them are ticked, and the answer is not right."""
        named = {part.strip() for part in value.split(",") if part.strip()}
        return named <= answer
