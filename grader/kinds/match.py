"""Pairs: each item of one column with its partner in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import BadKey, UnreadableAnswer
from grader.kinds.fields import Fields
from grader.kinds.kind import Example, Kind, Option, share
from grader.request import Answer
from grader.sentences import say
from grader.verdict import Verdict

Pairs = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Key:
    value: Pairs
    partial: bool


class Match(Kind[Key, Pairs]):
    """
    >>> kind = Match()
    >>> key = kind.prepare({"value": "1-b, 2-a"})
    >>> kind.judge(kind.read(Answer("2-a, 1-c"), key), key, "seed").score
    0.5
    """

    name = "match"
    line = "A partner for each item; every right pair earns its share."
    typed = "`1-b,2-a`"
    options = (
        Option("value", "all pairs; several items may have the same partner"),
        Option("partial", "whether a part of the pairs earns its share", "true"),
    )
    example = Example({"value": "1-b,2-a"}, ("2-a,1-b",), ("1-a,2-b", "1-b"))

    def key(self, fields: Fields) -> Key:
        try:
            value = _pairs(fields.text("value"))
        except UnreadableAnswer as error:
            raise BadKey(f"the value of a key of kind match: {error.message}") from error
        if not value:
            raise BadKey("the value of a key of kind match has no pairs")
        return Key(value, fields.flag("partial", True))

    def read(self, answer: Answer, key: Key) -> Pairs:
        pairs = _pairs(answer.text)
        if unknown := sorted(set(pairs) - set(key.value)):
            raise UnreadableAnswer(
                say("There is no item {unknown}.", unknown=unknown[0]), 0, len(answer.text)
            )
        return pairs

    def judge(self, answer: Pairs, key: Key, seed: str) -> Verdict:
        cells = {item: answer.get(item) == partner for item, partner in key.value.items()}
        score = sum(cells.values()) / len(cells)
        if not key.partial and score < 1:
            score = 0.0
        return share(score, "pairs", details={"pairs": cells})

    def is_mistake(self, answer: Pairs, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        """A mistake names one or more pairs, all of which are in the answer."""
        return all(answer.get(item) == partner for item, partner in _pairs(value).items())


def _pairs(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        item, dash, partner = (side.strip() for side in part.partition("-"))
        if not (item and dash and partner) or item in pairs:
            raise UnreadableAnswer(say("Pairs are expected, such as 1-b,2-a."), 0, len(text))
        pairs[item] = partner
    return pairs
