"""One expression in declared letters, equal to the key for all their values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from grader import words
from grader.equivalence.ladder import Decision, compare
from grader.kinds.closeness import Closeness
from grader.kinds.fields import Fields
from grader.kinds.forms import FORM_OPTIONS, Form, check_form, read_form
from grader.kinds.judging import verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import expression
from grader.request import Answer
from grader.tree import Node, Number, free_names, walk
from grader.typeset import latex
from grader.verdict import Verdict

# A decimal with so many digits is a rounded value; two constants then need to agree to 2e-9 only.
ROUNDED_DIGITS = 9
ROUNDED = Closeness(rtol=Fraction(2, 10**9))


@dataclass(frozen=True, slots=True)
class Key:
    value: Node
    language: Language
    form: Form
    same_domain: bool
    counter_example: bool


class Expr(Kind[Key, Node]):
    """
    >>> expr = Expr()
    >>> key = expr.prepare({"value": "2x + 2"})
    >>> expr.judge(expr.read(Answer("2(x + 1)"), key), key, "seed").outcome
    'right'
    """

    name = "expr"
    line = "One expression, equal to the key for all values of its letters; any form unless asked."
    typed = "`2x(x + 1)`, `e^(-x/2)`, `sin(x)^2`, `ln|x|`"
    options = (
        Option("value", "the expression"),
        *OPTIONS,
        Option("same_domain", "whether sqrt(x)^2 is wrong for x, being undefined below 0", "false"),
        Option(
            "counter_example", "whether a wrong answer is shown a point where it fails", "false"
        ),
        *FORM_OPTIONS,
    )
    example = Example(
        {"value": "2x + 2", "vars": ["x"]}, ("2(x + 1)", "x + x + 2"), ("2x + 1", "2x - 2")
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        return Key(
            expression(language.key(text)),
            language,
            read_form(fields),
            fields.flag("same_domain"),
            fields.flag("counter_example"),
        )

    def read(self, answer: Answer, key: Key) -> Node:
        return expression(key.language.read(answer, expect="expression"))

    def judge(self, answer: Node, key: Key, seed: str) -> Verdict:
        decision = compare(answer, key.value, key.language.domain, seed)
        if decision.same is False and _rounded(answer, key.value):
            decision = Decision(True, "tolerance")
        found = verdict(decision)
        if found.outcome == "right" and key.same_domain and decision.domain:
            miss = words.other_domain(decision.domain)
            return replace(found, outcome="wrong", score=0.0, tag=miss.tag, feedback=miss.words)
        if found.outcome == "wrong" and key.counter_example:
            point = words.counter_example(answer, key.value, key.language.domain)
            return replace(found, counter_example=point)
        return check_form(found, answer, key.form)

    def latex(self, answer: Node) -> str:
        return latex(answer)

    def near_miss(self, answer: Node, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_expression(answer, key.value, key.language.domain, seed)


def _rounded(answer: Node, key: Node) -> bool:
    """Whether two constants agree as far as the long decimals in them can say."""
    if free_names(answer) or free_names(key):
        return False
    parts = (part for tree in (answer, key) for part in walk(tree) if isinstance(part, Number))
    if not any(part.is_decimal and _digits(part.text) >= ROUNDED_DIGITS for part in parts):
        return False
    return bool(ROUNDED.holds(answer, key))


def _digits(text: str) -> int:
    mantissa = text.lower().split("e")[0]
    return len([sign for sign in mantissa if sign.isdigit()])
