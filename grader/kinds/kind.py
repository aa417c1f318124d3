"""What every answer kind offers: its key, how its answers are read, how they are judged."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from grader.errors import BadKey, UnreadableAnswer
from grader.kinds.fields import Fields
from grader.request import Answer
from grader.verdict import Verdict
from grader.words import NearMiss

K = TypeVar("K")
A = TypeVar("A")
KEPT_KEYS = 500
_ENCODE = json.JSONEncoder(sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Option:
    """One field of a key, as the reference shows it."""

    name: str
    meaning: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example; the reference prints it and the tests run it."""

    key: Mapping[str, Any]
    right: tuple[str, ...]
    wrong: tuple[str, ...]


class Kind(ABC, Generic[K, A]):
    """One way of asking.

    name      what an exercise writes
    line      one sentence: what is asked and what is forgiven
    typed     how an answer is typed
    options   the fields of its key beside those of the language (vars, domain, …)
    example   one key with answers to it
    """

    name: ClassVar[str]
    line: ClassVar[str]
    typed: ClassVar[str]
    options: ClassVar[tuple[Option, ...]]
    example: ClassVar[Example]

    def __init__(self) -> None:
        self._prepared: dict[str, K] = {}

    @abstractmethod
    def key(self, fields: Fields) -> K:
        """Check and prepare a key; raises BadKey."""

    @abstractmethod
    def read(self, answer: Answer, key: K) -> A:
        """Read a learner's text; raises UnreadableAnswer."""

    @abstractmethod
    def judge(self, answer: A, key: K, seed: str) -> Verdict:
        """Say right, partial, wrong or undecided; the same arguments give the same verdict."""

    def fits(self, answer: A, key: K) -> bool:
        """Whether an answer has the shape of this key; one read by another key may not have it."""
        return True

    def latex(self, answer: A) -> str:
        """The answer as it was read, "" where that means nothing."""
        return ""

    def near_miss(self, answer: A, key: K, seed: str) -> NearMiss | None:
        """What a wrong answer seems to have gone wrong by, without giving the right one away."""
        return None

    def is_mistake(self, answer: A, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        """Whether a wrong `answer` is the listed mistake `value`: right, had that been the key."""
        key = self.prepare({**self.without_form(raw), "value": value})
        return self.fits(answer, key) and self.judge(answer, key, seed).outcome == "right"

    def without_form(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """A key that asks for the value alone: a mistake is one in any form."""
        return {name: value for name, value in raw.items() if name not in ("form", "words")}

    def prepare(self, raw: Mapping[str, Any]) -> K:
        """The key of a blank's fields; anything wrong with it is the author's matter.

        A key is prepared once for the answers that are judged by it one after the other.
        """
        text = _as_json(raw)
        found = self._prepared.get(text)
        if found is None:
            found = self._new(raw)
            if len(self._prepared) >= KEPT_KEYS:
                self._prepared.clear()
            self._prepared[text] = found
        return found

    def forget(self) -> None:
        """Prepare every key anew from now on, as for a measurement."""
        self._prepared.clear()

    def _new(self, raw: Mapping[str, Any]) -> K:
        fields = Fields(self.name, raw)
        try:
            key = self.key(fields)
        except UnreadableAnswer as error:
            raise BadKey(f"the key cannot be read: {error.message}") from error
        fields.done()
        return key


def _as_json(raw: Mapping[str, Any]) -> str:
    try:
        return _ENCODE(raw)
    except (TypeError, ValueError) as error:
        raise BadKey(f"a key must be made of JSON: {error}") from error


def share(score: float, method: str, **rest: Any) -> Verdict:
    """The verdict for a share of the marks: right at 1, wrong at 0, partial between."""
    if score >= 1.0:
        return Verdict("right", 1.0, method, **rest)
    if score <= 0.0:
        return Verdict("wrong", 0.0, method, **rest)
    return Verdict("partial", score, method, **rest)
