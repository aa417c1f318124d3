"""A simulated estimate, judged by a test that seldom rejects honest work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from flint import arb

from grader.equivalence.sampling import precision
from grader.errors import BadKey
from grader.kinds.closeness import Closeness, exact_decimal
from grader.kinds.fields import Fields
from grader.kinds.judging import verdict, within
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import Language, read_language
from grader.kinds.reading import constant
from grader.request import Answer
from grader.tree import Node
from grader.typeset import latex
from grader.verdict import Verdict

FALSE_REJECT = 1e-6


@dataclass(frozen=True, slots=True)
class Key:
    """`allowed` is the largest error that the test accepts."""

    value: Node
    allowed: Fraction
    language: Language


class Sample(Kind[Key, Node]):
    """
    >>> kind = Sample()
    >>> key = kind.prepare({"value": 0.5, "sd": 0.5, "n": 10000})
    >>> [kind.judge(kind.read(Answer(t), key), key, "").outcome for t in ("0.507", "0.54")]
    ['right', 'wrong']
    """

    name = "sample"
    line = "An estimate from the learner's own simulation, judged by a z test."
    typed = "one number"
    options = (
        Option("value", "what the estimator estimates: its mean"),
        Option("sd", "standard deviation of one draw"),
        Option("n", "number of draws the estimate is the mean of"),
        Option("se", "standard error of the estimate, instead of `sd` and `n`"),
        Option("false_reject", "probability that an honest simulation is called wrong", "1e-6"),
    )
    example = Example({"value": 0.5, "sd": 0.5, "n": 10000}, ("0.507",), ("0.54",))

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        sd, se, draws = fields.number("sd"), fields.number("se"), fields.whole("n", low=1)
        rate = fields.number("false_reject")
        rate = FALSE_REJECT if rate is None else rate
        if (se is None) == (sd is None or draws is None):
            raise BadKey("a key of kind sample needs either se, or sd and n")
        if not 0 < rate < 1:
            raise BadKey("false_reject must lie between 0 and 1")
        error = se if se is not None else (sd or 0.0) / float(draws or 1) ** 0.5
        allowed = exact_decimal(quantile(rate) * error)
        return Key(constant(language.key(text)), allowed, language)

    def read(self, answer: Answer, key: Key) -> Node:
        return constant(key.language.read(answer))

    def judge(self, answer: Node, key: Key, seed: str) -> Verdict:
        near = within(answer, key.value, Closeness(tol=key.allowed))
        return replace(verdict(near), method="z test")

    def latex(self, answer: Node) -> str:
        return latex(answer)


def quantile(false_reject: float) -> float:
    """The z beyond which a standard normal lies, on either side, with this probability.

    Source: P(|Z| > z) = erfc(z / sqrt 2).

    >>> round(quantile(0.05), 3)
    1.96
    """
    with precision(64):
        return float((arb(2).sqrt() * arb(false_reject).erfcinv()).mid())
