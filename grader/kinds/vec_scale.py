"""A vector up to a non-zero factor: an eigenvector, a normal, a direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader import words
from grader.equivalence.ladder import Decision, compare
from grader.equivalence.proportion import is_zero, surely_nonzero
from grader.errors import BadKey
from grader.kinds import closeness
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import read_closeness_of_entries
from grader.kinds.fields import Fields
from grader.kinds.judging import all_of, any_of, entrywise, verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import entries, same_length
from grader.request import Answer
from grader.tree import Call, Negate, Node, Power, Product, Quotient, Row, Sum, number
from grader.typeset import latex
from grader.verdict import Verdict

Entries = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Key:
    value: Entries
    pivot: int
    language: Language
    closeness: Closeness | None
    ray: bool


class VecScale(Kind[Key, Entries]):
    """
    >>> kind = VecScale()
    >>> key = kind.prepare({"value": "[1, -2]"})
    >>> kind.judge(kind.read(Answer("[-3, 6]"), key), key, "seed").outcome
    'right'
    """

    name = "vec-scale"
    line = "A vector up to a non-zero factor; the zero vector is wrong."
    typed = "`[1, -2]`"
    options = (
        Option("value", "one such vector"),
        Option("direction", "`line` (any factor but 0) or `ray` (positive factors only)", "line"),
        *closeness.OPTIONS,
        *OPTIONS,
    )
    example = Example({"value": "[1, -2]"}, ("[-3, 6]", "[1/2, -1]"), ("[2, 1]", "[0, 0]"))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = entries(language.key(text))
        pivot = next((i for i, entry in enumerate(value) if is_zero(entry) is False), None)
        if pivot is None:
            raise BadKey(f"the vector {text!r} has no entry that is surely different from 0")
        ray = fields.choice("direction", ("line", "ray"), "line") == "ray"
        return Key(value, pivot, language, read_closeness_of_entries(fields), ray)

    def read(self, answer: Answer, key: Key) -> Entries:
        return same_length(key.language.read(answer), len(key.value))

    def judge(self, answer: Entries, key: Key, seed: str) -> Verdict:
        if any(is_zero(entry) is False for entry in answer):
            return verdict(_parallel(answer, key, seed))
        return Verdict("wrong", 0.0, "exact arithmetic", *words.ZERO_VECTOR)

    def fits(self, answer: Entries, key: Key) -> bool:
        return len(answer) == len(key.value)

    def latex(self, answer: Entries) -> str:
        return latex(Row(answer))

    def near_miss(self, answer: Entries, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_vector(answer, key.value, seed) if key.ray else None


def _parallel(answer: Entries, key: Key, seed: str) -> Decision:
    if key.closeness is not None:
        return _nearly_parallel(answer, key, seed)
    scale, own = key.value[key.pivot], answer[key.pivot]
    if key.ray and not _positive(Product((scale, own))):
        return Decision(False, "ball arithmetic")
    domain = key.language.domain
    return all_of(
        compare(Product((a, scale)), Product((k, own)), domain, f"{seed}/{i}")
        for i, (a, k) in enumerate(zip(answer, key.value, strict=True))
    )


def _nearly_parallel(answer: Entries, key: Key, seed: str) -> Decision:
    """With a tolerance, the two unit vectors are compared."""
    unit, wanted = _unit(answer), _unit(key.value)
    signs: list[Sequence[Node]] = [wanted]
    if not key.ray:
        signs.append([Negate(entry) for entry in wanted])
    return any_of(
        all_of(entrywise(unit, signed, key.language, key.closeness, seed)) for signed in signs
    )


def _unit(vector: Sequence[Node]) -> list[Node]:
    squares = tuple(Power(entry, number(2)) for entry in vector)
    length = Call("sqrt", (Sum(squares) if len(squares) > 1 else squares[0],))
    return [Quotient(entry, length) for entry in vector]


def _positive(node: Node) -> bool:
    return surely_nonzero(node) and is_zero(Sum((node, Negate(Call("abs", (node,)))))) is not False
