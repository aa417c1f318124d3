"""One option of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import BadKey, UnreadableAnswer
from grader.kinds.fields import Fields
from grader.kinds.kind import Example, Kind, Option
from grader.request import Answer
from grader.sentences import say
from grader.verdict import Verdict

CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Key:
    value: frozenset[str]
    options: frozenset[str] | None


class Mc(Kind[Key, str]):
    """
    >>> mc = Mc()
    >>> key = mc.prepare({"value": "b", "options": ["a", "b", "c"]})
    >>> mc.judge(mc.read(Answer("b"), key), key, "seed").outcome
    'right'
    """

    name = "mc"
    line = "One option of several; a mistake's value is the option that it explains."
    typed = "the option's id"
    options = (
        Option("value", "the id of the right option, or several ids of which each is right"),
        Option("options", "ids of all options; any other answer is refused as unreadable"),
    )
    example = Example({"value": "b", "options": ["a", "b", "c"]}, ("b",), ("a", "c"))

    def key(self, fields: Fields) -> Key:
        value = frozenset(fields.words("value") or ())
        options = option_ids(fields)
        if not value or (options is not None and not value <= options):
            raise BadKey("the value of a key of kind mc must be one of its options")
        return Key(value, options)

    def read(self, answer: Answer, key: Key) -> str:
        return known(answer.text.strip(), key.options)

    def judge(self, answer: str, key: Key, seed: str) -> Verdict:
        right = answer in key.value
        return Verdict("right" if right else "wrong", float(right), CHOICE)

    def is_mistake(self, answer: str, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        return answer == value.strip()


def option_ids(fields: Fields) -> frozenset[str] | None:
    """The ids of a choice's options, given as texts or as objects with an "id"."""
    raw = fields.get("options")
    if raw is None:
        return None
    if isinstance(raw, str):
        raw = [part.strip() for part in raw.split(",")]
    if not isinstance(raw, list):
        raise fields.wrong("options", "must be a list")
    return frozenset(str(item["id"]) if isinstance(item, dict) else str(item) for item in raw)


def known(option: str, options: frozenset[str] | None) -> str:
    if options is not None and option not in options:
        raise UnreadableAnswer(say("This is none of the options."), 0, max(1, len(option)))
    return option
