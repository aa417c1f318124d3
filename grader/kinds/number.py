"""One number, within a tolerance or to a number of digits."""

from __future__ import annotations

from dataclasses import dataclass

from grader import words
from grader.errors import BadKey
from grader.kinds import closeness
from grader.kinds.closeness import Closeness, read_closeness
from grader.kinds.fields import Fields
from grader.kinds.forms import FORM_OPTIONS, Form, check_form, read_form
from grader.kinds.judging import verdict, within
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import Language, read_language
from grader.kinds.reading import INFINITY, constant, number_of
from grader.request import Answer
from grader.tree import Negate, Node
from grader.typeset import latex
from grader.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Key:
    value: Node
    closeness: Closeness
    language: Language
    form: Form


class Number(Kind[Key, Node]):
    """
    >>> number = Number()
    >>> key = number.prepare({"value": "pi", "places": 2})
    >>> [number.judge(number.read(Answer(t), key), key, "").outcome for t in ("3.14", "3.15")]
    ['right', 'wrong']
    """

    name = "number"
    line = "One number, close enough to the key."
    typed = "`0.1587`, `15.87%`, `1.6e-3`, or a calculation such as `sqrt(2)/3`"
    options = (
        Option("value", "the number, as exact as you have it"),
        *closeness.OPTIONS,
        Option("", "without any of these five, 5e-4 times max(1, |value|) is allowed"),
        *FORM_OPTIONS,
    )
    example = Example({"value": "1/3", "tol": 0.001}, ("0.333", "1/3"), ("0.3", "0.34"))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = constant(language.key(text))
        close = read_closeness(fields, default=closeness.DEFAULT)
        if value not in (INFINITY, Negate(INFINITY)) and close.holds(value, value) is None:
            raise BadKey(f"the value {text!r} is no real number")
        return Key(value, close, language, read_form(fields))

    def read(self, answer: Answer, key: Key) -> Node:
        return number_of(key.language, answer)

    def judge(self, answer: Node, key: Key, seed: str) -> Verdict:
        if answer == key.value:
            return check_form(Verdict("right", 1.0, "same expression"), answer, key.form)
        return check_form(verdict(within(answer, key.value, key.closeness)), answer, key.form)

    def latex(self, answer: Node) -> str:
        return latex(answer)

    def near_miss(self, answer: Node, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_number(answer, key.value, seed, key.closeness.holds)
