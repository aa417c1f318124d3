"""One inequality or a chain of them, however it is solved for or multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader import words
from grader.equivalence.infinite_ends import without_infinity
from grader.equivalence.ladder import Decision
from grader.equivalence.proportion import difference, positive_multiple
from grader.equivalence.solution_sets import same_solutions
from grader.equivalence.statements import differ_somewhere
from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.judging import verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.matching import most_pairs
from grader.kinds.reading import statements, unreadable
from grader.request import Answer
from grader.sentences import say
from grader.tree import And, Node, Or, Relation, free_names
from grader.typeset import latex
from grader.verdict import Verdict

DOWN = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Key:
    value: Node
    language: Language


class Inequality(Kind[Key, Node]):
    """
    >>> kind = Inequality()
    >>> key = kind.prepare({"value": "x > 3"})
    >>> kind.judge(kind.read(Answer("-2x < -6"), key), key, "seed").outcome
    'right'
    """

    name = "inequality"
    line = "One inequality, or several with `and`, `or`; equal if it holds for the same values."
    typed = "`x > 3`, `-1 < x <= 4`, `x < 0 or x >= 2`, `|x| < 3`"
    options = (Option("value", "the inequality"), *OPTIONS)
    example = Example(
        {"value": "-1 < x <= 4", "vars": ["x"]}, ("x > -1 and 2x <= 8",), ("-1 <= x <= 4", "x <= 4")
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = language.key(text)
        if not isinstance(value, (Relation, And, Or)):
            raise BadKey(f"{text!r} is no inequality")
        return Key(without_infinity(value), language)

    def read(self, answer: Answer, key: Key) -> Node:
        node = key.language.read(answer, labelled=False)
        statements(node)
        if not isinstance(node, (Relation, And, Or)):
            raise unreadable(say("Here an inequality is expected, such as x > 3."), node)
        return node

    def judge(self, answer: Node, key: Key, seed: str) -> Verdict:
        answer = without_infinity(answer)
        by_chart = same_solutions(answer, key.value, key.language.domain)
        if by_chart.same is not None:
            return verdict(by_chart)
        return verdict(_part_by_part(answer, key.value, key.language, seed))

    def latex(self, answer: Node) -> str:
        return latex(answer)

    def near_miss(self, answer: Node, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_inequality(answer, key.value, lambda a: self.judge(a, key, seed).outcome)


def _part_by_part(answer: Node, key: Node, language: Language, seed: str) -> Decision:
    """Each inequality of the one is a positive multiple of one of the other, turned or not; a
    point where just one of the two holds proves the contrary."""
    if isinstance(answer, Relation) and isinstance(key, Relation):
        found = _same(answer, key, language, seed)
        if found.same is not None:
            return found
    given, wanted = _parts(answer), _parts(key)
    if len(given) == len(wanted) and type(answer) is type(key):
        fits = [
            [_same(a, k, language, f"{seed}/{i}").same is True for k in wanted]
            for i, a in enumerate(given)
        ]
        if most_pairs(fits) == len(wanted):
            return Decision(True, "exact arithmetic")
    return differ_somewhere(answer, key, language.domain, seed)


def _parts(node: Node) -> Sequence[Node]:
    return node.parts if isinstance(node, (And, Or)) else (node,)


def _same(answer: Node, key: Node, language: Language, seed: str) -> Decision:
    """One inequality against another: True and False are proved, else the question stays open."""
    if not (isinstance(answer, Relation) and isinstance(key, Relation)):
        return Decision(None, "undecided")
    right = difference(key.left, key.right)
    for left, op in (
        (difference(answer.left, answer.right), answer.op),
        (difference(answer.right, answer.left), DOWN.get(answer.op, "")),
    ):
        found = positive_multiple(left, right, language.domain, seed)
        if found.same:
            if op != key.op and _on_integers(language, answer, key):
                break  # 2x + 1 > 0 and 2x + 1 >= 0 are the same there
            return Decision(op == key.op, found.method)
    return Decision(None, "undecided")


def _on_integers(language: Language, answer: Node, key: Node) -> bool:
    names = free_names(answer) | free_names(key)
    return any(language.domain.of(name).field == "integer" for name in names)
