"""One polynomial, written as one; if the key says so, up to its sign or a constant factor."""

from __future__ import annotations

from dataclasses import dataclass

from grader import words
from grader.equivalence.ladder import Decision, compare
from grader.equivalence.proportion import is_polynomial, proportional
from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.forms import FORM_OPTIONS, Form, check_form, read_form
from grader.kinds.judging import any_of, verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import expression, unreadable
from grader.request import Answer
from grader.sentences import say
from grader.tree import Negate, Node
from grader.typeset import latex
from grader.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Key:
    value: Node
    language: Language
    form: Form
    up_to: str


class Poly(Kind[Key, Node]):
    """
    >>> poly = Poly()
    >>> key = poly.prepare({"value": "x^2 - 5x + 6", "up_to": "sign"})
    >>> poly.judge(poly.read(Answer("-(x - 2)(x - 3)"), key), key, "seed").outcome
    'right'
    """

    name = "poly"
    line = "One polynomial, expanded or not; if the key says so, up to its sign or a factor."
    typed = "`x^2 - 5x + 6`, `(x - 2)(x - 3)`"
    options = (
        Option("value", "the polynomial"),
        Option(
            "up_to",
            "`nothing`, `sign` (det(A - xI) for det(xI - A)) or `factor` (any non-zero constant)",
            "nothing",
        ),
        *OPTIONS,
        *FORM_OPTIONS,
    )
    example = Example(
        {"value": "x^2 - 5x + 6", "vars": ["x"]},
        ("(x - 2)(x - 3)", "6 - 5x + x^2"),
        ("x^2 + 5x + 6", "(x + 2)(x + 3)"),
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = expression(language.key(text))
        if not is_polynomial(value, frozenset(language.names)):
            raise BadKey(f"{text!r} is no polynomial in {', '.join(language.names)}")
        up_to = fields.choice("up_to", ("nothing", "sign", "factor"), "nothing")
        return Key(value, language, read_form(fields), up_to)

    def read(self, answer: Answer, key: Key) -> Node:
        tree = expression(key.language.read(answer, expect="expression"), say("a polynomial"))
        if not is_polynomial(tree, frozenset(key.language.names)):
            raise unreadable(say("This is not a polynomial."), tree)
        return tree

    def judge(self, answer: Node, key: Key, seed: str) -> Verdict:
        return check_form(verdict(_decide(answer, key, seed)), answer, key.form)

    def latex(self, answer: Node) -> str:
        return latex(answer)

    def near_miss(self, answer: Node, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_expression(answer, key.value, key.language.domain, seed)


def _decide(answer: Node, key: Key, seed: str) -> Decision:
    domain = key.language.domain
    if key.up_to == "factor":
        return proportional(answer, key.value, domain, seed)
    keys = [key.value] if key.up_to == "nothing" else [key.value, Negate(key.value)]
    return any_of(compare(answer, candidate, domain, seed) for candidate in keys)
