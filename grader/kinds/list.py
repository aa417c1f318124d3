"""Several numbers or expressions in a given order: terms of a sequence, steps of a descent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.kinds import closeness
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import ENTRY_OPTIONS, read_entries, share_of
from grader.kinds.fields import Fields
from grader.kinds.judging import entrywise
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.matching import match_elements
from grader.kinds.reading import elements
from grader.request import Answer
from grader.sentences import say
from grader.tree import List as Tree
from grader.tree import Node, Row, Set
from grader.typeset import latex
from grader.verdict import Verdict

Items = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Key:
    value: Items
    language: Language
    closeness: Closeness | None
    partial: bool
    any_order: bool


class List(Kind[Key, Items]):
    """
    >>> kind = List()
    >>> key = kind.prepare({"value": "1, 1/2, 1/4"})
    >>> kind.judge(kind.read(Answer("1, 0.5, 0.25"), key), key, "seed").outcome
    'right'
    """

    name = "list"
    line = "Several values in a given order, each of which must be right; repeats count."
    typed = "`1, 1/2, 1/4`"
    options = (
        Option("value", "the values"),
        Option("any_order", "whether the order is free (repeats still count)", "false"),
        *ENTRY_OPTIONS,
        *closeness.OPTIONS,
        *OPTIONS,
    )
    example = Example({"value": "1, 1/2, 1/4"}, ("1, 0.5, 0.25",), ("1/4, 1/2, 1", "1, 1/2"))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = elements(language.key(text))
        return Key(value, language, *read_entries(fields), fields.flag("any_order"))

    def read(self, answer: Answer, key: Key) -> Items:
        node = key.language.read(answer)
        if isinstance(node, Row) and not any(isinstance(value, Row) for value in key.value):
            node = Set(node.items, span=node.span)  # [1, 2, 3] where no points are asked for
        return elements(node)

    def judge(self, answer: Items, key: Key, seed: str) -> Verdict:
        if key.any_order:
            found = match_elements(answer, key.value, key.language, key.closeness, seed)
            return share_of([found.decision], partial=False)
        if len(answer) != len(key.value):
            miss = (
                "length",
                say(
                    "There are {count} values here; another number is asked for.", count=len(answer)
                ),
            )
            return replace(Verdict("wrong", 0.0, "length"), tag=miss[0], feedback=miss[1])
        decisions = entrywise(answer, key.value, key.language, key.closeness, seed)
        return share_of(decisions, partial=key.partial)

    def latex(self, answer: Items) -> str:
        return latex(Tree(answer))
