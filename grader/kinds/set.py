"""A set of numbers or expressions, in any order: eigenvalues, solutions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from grader import words
from grader.kinds import closeness
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import read_closeness_of_entries
from grader.kinds.fields import Fields
from grader.kinds.judging import verdict
from grader.kinds.kind import Example, Kind, Option, share
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.matching import match_elements, without_repeats
from grader.kinds.reading import elements, unreadable
from grader.request import Answer
from grader.sentences import say
from grader.tree import Node, Row
from grader.tree import Set as Tree
from grader.typeset import latex
from grader.verdict import Verdict

Elements = tuple[Node, ...]
# x_1 = …, x_2 = …: the solutions of an equation in x, numbered.
_NUMBERED = r"(?<![\w\\])(?:{})_(?:\d|\{{\d+\}})\s*=(?!=)"


@dataclass(frozen=True, slots=True)
class Key:
    value: Elements
    language: Language
    closeness: Closeness | None
    partial: bool
    repeats: bool


class Set(Kind[Key, Elements]):
    """
    >>> kind = Set()
    >>> key = kind.prepare({"value": "{-1, 2}", "vars": "x"})
    >>> kind.judge(kind.read(Answer("x = 2 or x = -1"), key), key, "seed").outcome
    'right'
    """

    name = "set"
    line = "A finite set, in any order; repeated elements count once unless the key counts them."
    typed = "`{-1, 2}`, `-1, 2`, `x = -1 or x = 2`, `±2`, `{}` or `no solution`"
    options = (
        Option("value", "the set"),
        Option(
            "repeats",
            "whether {1, 1, 2} differs from {1, 2} (eigenvalues with their multiplicity)",
            "false",
        ),
        Option(
            "partial",
            "whether found elements earn their share, less one share for each wrong one",
            "false",
        ),
        *closeness.OPTIONS,
        *OPTIONS,
    )
    example = Example(
        {"value": "{-1, 2}", "vars": ["x"]}, ("{2, -1}", "x = 2 or x = -1"), ("{2}", "{1, 2}")
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = elements(language.key(text))
        return Key(
            value,
            language,
            read_closeness_of_entries(fields),
            fields.flag("partial"),
            fields.flag("repeats"),
        )

    def read(self, answer: Answer, key: Key) -> Elements:
        names = [re.escape(name) for name in key.language.names]
        text = re.sub(_NUMBERED.format("|".join(names)), _blank, answer.text) if names else None
        node = key.language.read(answer if text is None else replace(answer, text=text))
        if isinstance(node, Row) and not any(isinstance(value, Row) for value in key.value):
            raise unreadable(say("Here a set is expected, in braces: {1, 2}."), node)
        return elements(node)

    def judge(self, answer: Elements, key: Key, seed: str) -> Verdict:
        given, wanted = answer, key.value
        if not key.repeats:
            given, wanted = (without_repeats(s, key.language, seed) for s in (given, wanted))
        found = match_elements(given, wanted, key.language, key.closeness, seed)
        result = verdict(found.decision)
        if result.outcome == "wrong" and key.partial and wanted:
            earned = (found.pairs - found.extra) / len(wanted)
            result = share(max(0.0, earned), result.method)
        return replace(result, details={"found": found.pairs, "extra": found.extra})

    def latex(self, answer: Elements) -> str:
        return latex(Tree(answer))

    def near_miss(self, answer: Elements, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_set(answer, key.value, seed)


def _blank(found: re.Match[str]) -> str:
    """Spaces, so that every place in the text stays what it is."""
    return " " * len(found[0])
