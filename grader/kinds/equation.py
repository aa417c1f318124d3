"""One equation, up to a non-zero factor: 2x - 2y = 4 is x = y + 2."""

from __future__ import annotations

from dataclasses import dataclass

from grader import words
from grader.equivalence.ladder import Decision
from grader.equivalence.numerators import same_numerator
from grader.equivalence.proportion import difference, proportional
from grader.equivalence.solution_sets import same_solutions
from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.judging import any_of, verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import expression, unreadable
from grader.request import Answer
from grader.sentences import say
from grader.tree import Name, Relation, free_names
from grader.typeset import latex
from grader.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Key:
    value: Relation
    language: Language
    solved_for: str
    solutions: bool


class Equation(Kind[Key, Relation]):
    """
    >>> kind = Equation()
    >>> key = kind.prepare({"value": "x = y + 2"})
    >>> kind.judge(kind.read(Answer("2x - 2y = 4"), key), key, "seed").outcome
    'right'
    """

    name = "equation"
    line = "One equation, up to a non-zero factor, terms moved across and cleared denominators."
    typed = "`y = 2x - 1`, `2x - y = 1`"
    options = (
        Option("value", "the equation"),
        Option("solved_for", "a letter that must stand alone on the left and nowhere else"),
        Option(
            "same_solutions",
            "whether an equation in one letter with the same real solutions "
            "counts too: x^2 = 2x for x(x - 2)(x^2 + 1) = 0",
            "false",
        ),
        *OPTIONS,
    )
    example = Example(
        {"value": "y = 2x - 1", "vars": ["x", "y"]},
        ("2x - y = 1", "4x - 2 = 2y"),
        ("y = 2x + 1", "2x - 1"),
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = language.key(text)
        if not isinstance(value, Relation) or value.op != "=":
            raise BadKey(f"{text!r} is no equation")
        solved_for = fields.text("solved_for", "")
        return Key(value, language, solved_for, fields.flag("same_solutions"))

    def read(self, answer: Answer, key: Key) -> Relation:
        node = key.language.read(answer, labelled=False)
        if not isinstance(node, Relation) or node.op not in ("=", "~"):
            raise unreadable(
                say("Here an equation is expected: two sides with = between them."), node
            )
        expression(node.left), expression(node.right)
        return node

    def judge(self, answer: Relation, key: Key, seed: str) -> Verdict:
        left, right = (difference(side.left, side.right) for side in (answer, key.value))
        decision = proportional(left, right, key.language.domain, seed)
        if not decision.same and same_numerator(left, right, seed):
            decision = Decision(True, "exact arithmetic")
        if decision.same is False and key.solutions:
            decision = any_of([decision, same_solutions(answer, key.value, key.language.domain)])
        if decision.same and key.solved_for and not _solved(answer, key.solved_for):
            return Verdict(
                "wrong",
                0.0,
                decision.method,
                "form-solved",
                say("Write it in the form ${name} = …$.", name=key.solved_for),
            )
        return verdict(decision)

    def latex(self, answer: Relation) -> str:
        return latex(answer)

    def near_miss(self, answer: Relation, key: Key, seed: str) -> words.NearMiss | None:
        left, right = (difference(side.left, side.right) for side in (answer, key.value))
        return words.about_equation(left, right, key.language.domain, seed)


def _solved(answer: Relation, letter: str) -> bool:
    alone = isinstance(answer.left, Name) and answer.left.name == letter
    return alone and letter not in free_names(answer.right)
