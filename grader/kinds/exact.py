"""One number, exactly: a fraction, a surd, a multiple of pi; never a rounded decimal."""

from __future__ import annotations

from dataclasses import dataclass

from grader import words
from grader.equivalence.ladder import compare
from grader.kinds.fields import Fields
from grader.kinds.forms import FORM_OPTIONS, Form, check_form, read_form
from grader.kinds.judging import verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import Language, read_language
from grader.kinds.reading import constant, number_of
from grader.request import Answer
from grader.tree import Node
from grader.typeset import latex
from grader.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Key:
    value: Node
    language: Language
    form: Form


class Exact(Kind[Key, Node]):
    """
    >>> exact = Exact()
    >>> key = exact.prepare({"value": "sqrt(2)/2"})
    >>> exact.judge(exact.read(Answer("1/sqrt(2)"), key), key, "seed").outcome
    'right'
    """

    name = "exact"
    line = "One number, exactly, however it is written; a rounded decimal is wrong."
    typed = "`7/2`, `sqrt(2)/2`, `2 pi`, `0.5` (which is 1/2), `-inf`"
    options = (Option("value", "the number"), *FORM_OPTIONS)
    example = Example({"value": "sqrt(2)/2"}, ("1/sqrt(2)", "2^(-1/2)"), ("0.7071", "sqrt(2)"))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        return Key(constant(language.key(text)), language, read_form(fields))

    def read(self, answer: Answer, key: Key) -> Node:
        return number_of(key.language, answer)

    def judge(self, answer: Node, key: Key, seed: str) -> Verdict:
        found = verdict(compare(answer, key.value, key.language.domain, seed))
        return check_form(found, answer, key.form)

    def latex(self, answer: Node) -> str:
        return latex(answer)

    def near_miss(self, answer: Node, key: Key, seed: str) -> words.NearMiss | None:
        return words.about_number(answer, key.value, seed)
