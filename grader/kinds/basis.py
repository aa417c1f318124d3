"""A basis of a subspace: any vectors that are independent and span the same space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from grader.equivalence.linear import Rows, dot
from grader.equivalence.proportion import is_zero
from grader.equivalence.spans import independent, ranks
from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import NOTHING, entries, unreadable
from grader.kinds.several import bundles
from grader.kinds.shapes import EXACT, same
from grader.kinds.spreading import spread
from grader.request import Answer
from grader.sentences import say
from grader.tree import List, Matrix, Node, Row, Set, Text, number
from grader.typeset import latex
from grader.verdict import Verdict

ELIMINATION = "rank"


@dataclass(frozen=True, slots=True)
class Key:
    value: Rows
    language: Language


class Basis(Kind[Key, Rows]):
    """
    >>> kind = Basis()
    >>> key = kind.prepare({"value": "[1, 0, 1], [0, 1, 1]"})
    >>> kind.judge(kind.read(Answer("[1, 1, 2], [1, -1, 0]"), key), key, "seed").outcome
    'right'
    """

    name = "basis"
    line = "A basis of a subspace: independent vectors with the same span, in any order."
    typed = "the vectors, `[1, 0, 1], [0, 1, 1]`; `{}` for the zero space"
    options = (Option("value", "one such basis; its entries may hold letters"), *OPTIONS)
    example = Example(
        {"value": "[1, 0, 1], [0, 1, 1]"},
        ("[1, 1, 2], [1, -1, 0]",),
        ("[1, 0, 1]", "[1, 0, 1], [2, 0, 2]", "[1, 0, 0], [0, 1, 1]"),
    )
    orthonormal: ClassVar[bool] = False

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        rows = _vectors(language.key(text))
        if not independent(rows, language.domain):
            raise BadKey(f"the vectors {text!r} are not independent")
        return Key(rows, language)

    def read(self, answer: Answer, key: Key) -> Rows:
        node = key.language.read(answer)
        rows = _vectors(node)
        length = len(key.value[0]) if key.value else None
        if any(len(row) != (length or len(row)) for row in rows):
            raise unreadable(
                say("Each vector must have {length} entries.", length=length or 0), node
            )
        return rows

    def judge(self, answer: Rows, key: Key, seed: str) -> Verdict:
        found = ranks(answer, key.value, key.language.domain)
        if not found:
            return Verdict("undecided", method="undecided")
        own, both = min(own for own, _ in found), max(both for _, both in found)
        if own < len(answer):
            return _wrong("dependent", say("These vectors are linearly dependent."))
        if both > len(key.value):
            return _wrong("outside", say("Not every one of these vectors lies in the space."))
        if own < len(key.value):
            return _wrong("too-few", say("These vectors lie in the space but do not span it."))
        return self.judge_shape(answer)

    def judge_shape(self, answer: Rows) -> Verdict:
        """What is asked of the vectors beside spanning the space."""
        return Verdict("right", 1.0, ELIMINATION)

    def fits(self, answer: Rows, key: Key) -> bool:
        return len({len(row) for row in (*answer, *key.value)}) < 2

    def latex(self, answer: Rows) -> str:
        rows = tuple(Row(row) for row in answer)
        return latex(rows[0] if len(rows) == 1 else List(rows) if rows else Set(()))


class OrthonormalBasis(Basis):
    """
    >>> kind = OrthonormalBasis()
    >>> key = kind.prepare({"value": "[1, 1, 0], [0, 0, 1]"})
    >>> answer = kind.read(Answer("[0, 0, -1], [1/sqrt(2), 1/sqrt(2), 0]"), key)
    >>> kind.judge(answer, key, "seed").outcome
    'right'
    """

    name = "orthonormal-basis"
    line = "An orthonormal basis of a subspace: any one, in any order."
    typed = "the vectors, `[3/5, 4/5, 0], [0, 0, 1]`"
    options = (Option("value", "any basis of the space; its entries may hold letters"), *OPTIONS)
    example = Example(
        {"value": "[1, 1, 0], [0, 0, 1]"},
        ("[1/sqrt(2), 1/sqrt(2), 0], [0, 0, 1]",),
        ("[1, 1, 0], [0, 0, 1]", "[0, 0, 1]"),
    )

    def judge_shape(self, answer: Rows) -> Verdict:
        for i, row in enumerate(answer):
            if not all(is_zero(dot(row, other)) is True for other in answer[:i]):
                return _wrong("not-orthogonal", say("They span the space but are not orthogonal."))
        if not all(same(dot(row, row), number(1), EXACT) for row in answer):
            return _wrong("not-unit", say("They span the space but do not all have length 1."))
        return Verdict("right", 1.0, ELIMINATION)


def _vectors(node: Node) -> Rows:
    """Vectors between commas, in a set, or as the rows of a matrix."""
    if isinstance(node, Text) and node.words in NOTHING:
        return ()
    node = spread(node)
    if isinstance(node, Matrix):
        found: Any = [Row(row) for row in node.rows]
    else:
        found = bundles(node)
    rows = tuple(entries(part) for part in found)
    if any(len(row) != len(rows[0]) for row in rows):
        raise unreadable(say("The vectors must have the same number of entries."), node)
    return rows


def _wrong(tag: str, feedback: str) -> Verdict:
    return Verdict("wrong", 0.0, ELIMINATION, tag, feedback)
