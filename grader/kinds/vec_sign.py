"""A vector up to its sign: a unit eigenvector, a principal direction."""

from __future__ import annotations

from dataclasses import dataclass

from grader import words
from grader.kinds import closeness
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import read_closeness_of_entries
from grader.kinds.fields import Fields
from grader.kinds.judging import all_of, any_of, entrywise, verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import entries, same_length
from grader.request import Answer
from grader.tree import Negate, Node, Row
from grader.typeset import latex
from grader.verdict import Verdict

Entries = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Key:
    value: Entries
    language: Language
    closeness: Closeness | None


class VecSign(Kind[Key, Entries]):
    """
    >>> kind = VecSign()
    >>> key = kind.prepare({"value": "[3/5, 4/5]"})
    >>> kind.judge(kind.read(Answer("[-0.6, -0.8]"), key), key, "seed").outcome
    'right'
    """

    name = "vec-sign"
    line = "A vector up to its sign; its length counts."
    typed = "`[3/5, -4/5]`"
    options = (Option("value", "one of the two vectors"), *closeness.OPTIONS, *OPTIONS)
    example = Example({"value": "[3/5, 4/5]"}, ("[-0.6, -0.8]",), ("[3, 4]", "[0.6, -0.8]"))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        return Key(entries(language.key(text)), language, read_closeness_of_entries(fields))

    def read(self, answer: Answer, key: Key) -> Entries:
        return same_length(key.language.read(answer), len(key.value))

    def judge(self, answer: Entries, key: Key, seed: str) -> Verdict:
        signs = [key.value, tuple(Negate(entry) for entry in key.value)]
        return verdict(
            any_of(
                all_of(entrywise(answer, signed, key.language, key.closeness, seed))
                for signed in signs
            )
        )

    def fits(self, answer: Entries, key: Key) -> bool:
        return len(answer) == len(key.value)

    def latex(self, answer: Entries) -> str:
        return latex(Row(answer))

    def near_miss(self, answer: Entries, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_direction(answer, key.value, seed)
