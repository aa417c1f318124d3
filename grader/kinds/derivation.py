"""A derivation, line by line: which step breaks the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.equivalence.ladder import Decision
from grader.equivalence.steps import says_the_same
from grader.errors import BadKey, UnreadableAnswer
from grader.kinds.fields import Fields
from grader.kinds.forms import FORM_OPTIONS, Form, check_form, read_form
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import expression, statements, unreadable
from grader.kinds.several import as_lines, lines, read_part
from grader.request import Answer
from grader.sentences import say
from grader.signs import stated
from grader.tree import And, Node, Or, Relation
from grader.typeset import latex
from grader.verdict import Verdict

Lines = tuple[Node, ...]
MOST_LINES = 30
STATEMENTS = say("Each line should hold equations or inequalities.")
TERMS = say("Each line should hold terms.")


@dataclass(frozen=True, slots=True)
class Key:
    start: Node | None
    value: Node
    language: Language
    form: Form


class Derivation(Kind[Key, Lines]):
    """
    >>> kind = Derivation()
    >>> key = kind.prepare({"start": "2x + 4 = 10", "value": "x = 3"})
    >>> answer = kind.read(Answer("2x + 4 = 10; 2x = 14; x = 7"), key)
    >>> kind.judge(answer, key, "seed").details
    {'line': 2}
    """

    name = "derivation"
    line = "Lines that follow from each other, from the given start to the result."
    typed = "one line below the other, or with `;` between them"
    options = (
        Option("start", "what the first line must be equal to; without it any start will do"),
        Option("value", "what the last line must be equal to"),
        *OPTIONS,
        *FORM_OPTIONS,
    )
    example = Example(
        {"start": "2x + 4 = 10", "value": "x = 3", "vars": ["x"]},
        ("2x + 4 = 10; 2x = 6; x = 3", "2x = 6; x = 3"),
        ("2x + 4 = 10; 2x = 14; x = 7", "2x + 4 = 10; 2x = 6"),
    )

    def key(self, fields: Fields) -> Key:
        start, value = fields.text("start", ""), fields.text("value")
        language = read_language(fields, start, value)
        last = stated(language.key(value))
        first = stated(language.key(start)) if start else None
        if first is not None and says_the_same(last, first, language.domain, "key").same is False:
            raise BadKey("the value of a key of kind derivation does not follow from its start")
        return Key(first, last, language, read_form(fields))

    def read(self, answer: Answer, key: Key) -> Lines:
        cut = as_lines(answer)
        pieces = lines(cut.text)
        if not 0 < len(pieces) <= MOST_LINES:
            raise UnreadableAnswer(
                say("At most {most} lines are read.", most=MOST_LINES), 0, len(cut.text)
            )
        found = tuple(
            stated(read_part(key.language, cut, text, start, labelled=False))
            for text, start in pieces
        )
        for node in found:
            if isinstance(node, (Relation, And, Or)) is not isinstance(
                key.value, (Relation, And, Or)
            ):
                statement = isinstance(key.value, (Relation, And, Or))
                raise unreadable(STATEMENTS if statement else TERMS, node)
            if isinstance(node, (Relation, And, Or)):
                statements(node)
            else:
                expression(node)
        return found

    def judge(self, answer: Lines, key: Key, seed: str) -> Verdict:
        first = key.start if key.start is not None else key.value
        chain = (first, *answer)
        for number, (before, after) in enumerate(zip(chain, answer, strict=False), start=1):
            step = says_the_same(after, before, key.language.domain, f"{seed}/{number}")
            if step.same is None:
                return Verdict("undecided", method=step.method, details={"line": number})
            if not step.same:
                return _broken(number, step, starts=number == 1 and key.start is not None)
        if not _is_result(answer[-1], key, seed):
            words = say("Every step is right; the last line is not yet the result.")
            return Verdict(
                "wrong", 0.0, "steps", "unfinished", words, details={"line": len(answer)}
            )
        return check_form(Verdict("right", 1.0, "steps"), answer[-1], key.form)

    def is_mistake(self, answer: Lines, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        """A mistake is a faulty line (of several, the last): some line says the same."""
        key = self.prepare({**raw, "decimal_comma": False})  # as authors write
        wrong = self.read(Answer(value), key)[-1]
        domain = key.language.domain
        return any(says_the_same(wrong, line, domain, seed).same is True for line in answer)

    def latex(self, answer: Lines) -> str:
        return r" \\ ".join(latex(node) for node in answer)


def _is_result(last: Node, key: Key, seed: str) -> bool:
    """Whether the last line is solved as the key is: as many parts with the same left sides."""
    if not isinstance(key.value, Relation):
        return True
    if isinstance(last, Or) and len(set(last.parts)) == 1:  # x = 1 or x = 1, a double root
        last = last.parts[0]
    if not isinstance(last, Relation):
        return False
    return last.left == key.value.left or last.right == key.value.left


def _broken(number: int, step: Decision, *, starts: bool) -> Verdict:
    if starts:
        words = say("The first line does not say the same as what is given.")
    else:
        words = say("Line {number} does not follow from the line before it.", number=number)
    return Verdict("wrong", 0.0, step.method, "broken-step", words, details={"line": number})
