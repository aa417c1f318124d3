"""A value or a point read off a plot, to within what the grid lets one see."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from grader.kinds.closeness import Closeness, exact_decimal
from grader.kinds.fields import Fields
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import Language, read_language
from grader.kinds.reading import A_POINT, constant, entries, unreadable
from grader.request import Answer
from grader.sentences import say
from grader.tree import List, Node, Row
from grader.typeset import latex
from grader.verdict import Verdict

Place = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Key:
    value: Place
    steps: tuple[Fraction, ...]
    language: Language


class PlotRead(Kind[Key, Place]):
    """
    >>> kind = PlotRead()
    >>> key = kind.prepare({"value": "(2, -1)", "step": 1})
    >>> kind.judge(kind.read(Answer("(2.4, -1)"), key), key, "seed").outcome
    'right'
    """

    name = "plot-read"
    line = "A value or a point read off a plot; half a step of the grid is forgiven."
    typed = "`1.5`, or `(2, -1)` for a point"
    options = (
        Option("value", "the value, or the point"),
        Option("step", "distance of two grid lines: one number, or one for each axis", "1"),
        Option("share", "how much of a step may be missed", "0.5"),
    )
    example = Example({"value": "(2, -1)", "step": 1}, ("(2.4, -1)",), ("(3, -1)", "(-1, 2)"))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = _place(language.key(text))
        steps = fields.numbers("step", 1.0)
        steps = steps * len(value) if len(steps) == 1 else steps
        if len(steps) != len(value) or min(steps) <= 0:
            raise fields.wrong("step", "must be one positive number, or one for each axis")
        share = fields.number("share")
        allowed = exact_decimal(0.5 if share is None else share)
        return Key(value, tuple(allowed * exact_decimal(step) for step in steps), language)

    def read(self, answer: Answer, key: Key) -> Place:
        node = key.language.read(answer)
        place = _place(node)
        if len(place) != len(key.value):
            point = say("Here a point such as (2, 1) is expected.")
            raise unreadable(
                point if len(key.value) > 1 else say("Here one number is expected."), node
            )
        return place

    def judge(self, answer: Place, key: Key, seed: str) -> Verdict:
        axes = zip(answer, key.value, key.steps, strict=True)
        near = [Closeness(tol=step).holds(given, wanted) for given, wanted, step in axes]
        right = all(near)
        return Verdict("right" if right else "wrong", float(right), "grid", details={"axes": near})

    def fits(self, answer: Place, key: Key) -> bool:
        return len(answer) == len(key.value)

    def latex(self, answer: Place) -> str:
        return latex(answer[0] if len(answer) == 1 else Row(answer, bracket="("))


def _place(node: Node) -> Place:
    if isinstance(node, (Row, List)):
        return tuple(constant(part) for part in entries(node, A_POINT))
    return (constant(node),)
