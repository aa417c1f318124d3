"""One vector, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass

from grader import words
from grader.kinds import closeness
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import ENTRY_OPTIONS, read_entries, share_of
from grader.kinds.fields import Fields
from grader.kinds.judging import entrywise
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import entries, same_length
from grader.request import Answer
from grader.tree import Node, Row
from grader.typeset import latex
from grader.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Key:
    value: tuple[Node, ...]
    language: Language
    closeness: Closeness | None
    partial: bool


class Vector(Kind[Key, tuple[Node, ...]]):
    """
    >>> vector = Vector()
    >>> key = vector.prepare({"value": "[1, 1/2]"})
    >>> vector.judge(vector.read(Answer("(1, 0.5)"), key), key, "seed").outcome
    'right'
    """

    name = "vector"
    line = "One vector; every entry must be right."
    typed = "`[1, 2, 3]` or `(1, 2, 3)`; entries may be calculations"
    options = (Option("value", "the vector"), *ENTRY_OPTIONS, *closeness.OPTIONS, *OPTIONS)
    example = Example({"value": "[1, 1/2]"}, ("(1, 0.5)",), ("[1, 2]", "[1/2, 1]"))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = entries(language.key(text))
        return Key(value, language, *read_entries(fields))

    def read(self, answer: Answer, key: Key) -> tuple[Node, ...]:
        return same_length(key.language.read(answer), len(key.value))

    def judge(self, answer: tuple[Node, ...], key: Key, seed: str) -> Verdict:
        decisions = entrywise(answer, key.value, key.language, key.closeness, seed)
        return share_of(decisions, partial=key.partial)

    def fits(self, answer: tuple[Node, ...], key: Key) -> bool:
        return len(answer) == len(key.value)

    def latex(self, answer: tuple[Node, ...]) -> str:
        return latex(Row(answer))

    def near_miss(self, answer: tuple[Node, ...], key: Key, seed: str) -> words.NearMiss | None:
        return words.about_vector(answer, key.value, seed)
