"""One matrix, entry by entry."""

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
from grader.kinds.reading import table, unreadable
from grader.request import Answer
from grader.sentences import say
from grader.tree import Matrix as Tree
from grader.tree import Node
from grader.typeset import latex
from grader.verdict import Verdict

Rows = tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Key:
    value: Rows
    language: Language
    closeness: Closeness | None
    partial: bool


class Matrix(Kind[Key, Rows]):
    """
    >>> matrix = Matrix()
    >>> key = matrix.prepare({"value": "[[1, 2], [3, 4]]"})
    >>> matrix.judge(matrix.read(Answer("[[1, 2], [6/2, 4]]"), key), key, "seed").outcome
    'right'
    """

    name = "matrix"
    line = "One matrix; every entry must be right."
    typed = "`[[1, 2], [3, 4]]`, row by row; entries may be calculations"
    options = (Option("value", "the matrix"), *ENTRY_OPTIONS, *closeness.OPTIONS, *OPTIONS)
    example = Example({"value": "[[1, 2], [3, 4]]"}, ("[[1, 2], [6/2, 4]]",), ("[[1, 3], [2, 4]]",))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = table(language.key(text))
        return Key(value, language, *read_entries(fields))

    def read(self, answer: Answer, key: Key) -> Rows:
        node = key.language.read(answer)
        found = table(node)
        wanted, given = (f"{len(m)} by {len(m[0])}" for m in (key.value, found))
        if wanted != given:
            raise unreadable(
                say(
                    "A {wanted} matrix is expected; this one is {given}.",
                    wanted=wanted,
                    given=given,
                ),
                node,
            )
        return found

    def judge(self, answer: Rows, key: Key, seed: str) -> Verdict:
        flat = [entry for row in answer for entry in row]
        wanted = [entry for row in key.value for entry in row]
        decisions = entrywise(flat, wanted, key.language, key.closeness, seed)
        return share_of(decisions, partial=key.partial)

    def fits(self, answer: Rows, key: Key) -> bool:
        return (len(answer), len(answer[0])) == (len(key.value), len(key.value[0]))

    def latex(self, answer: Rows) -> str:
        return latex(Tree(answer))

    def near_miss(self, answer: Rows, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_matrix(answer, key.value, seed)
