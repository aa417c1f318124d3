"""An antiderivative: with its constant, and with |x| where the logarithm needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader import words
from grader.equivalence.ladder import Decision, compare
from grader.equivalence.proportion import constant_apart
from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.judging import all_of, verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import expression
from grader.request import Answer
from grader.tree import Call, Negate, Node, free_names, map_children, number, substitute
from grader.typeset import latex
from grader.verdict import Verdict

# Values the constant is given; positive, so that ln(k|x|) has a value for each of them.
TRIALS = (2, 5)


@dataclass(frozen=True, slots=True)
class Key:
    value: Node
    variable: str
    language: Language
    constants: tuple[str, ...]
    plus_c: str
    bars: bool


class Antiderivative(Kind[Key, Node]):
    """
    >>> kind = Antiderivative()
    >>> key = kind.prepare({"value": "ln|x|", "vars": ["x"]})
    >>> [kind.judge(kind.read(Answer(t), key), key, "seed").tag
    ...  for t in ("ln|3x| + C", "ln|x|", "ln(x) + C")]
    ['', 'missing-constant', 'missing-bars']
    """

    name = "antiderivative"
    line = "Any antiderivative, with a free constant; equal to the key up to a constant."
    typed = "`x^2/2 + C`, `ln|x| + c`, `ln(k|x|)`"
    options = (
        Option("value", "one antiderivative; its own constant may be left out"),
        Option("constants", "letters that may stand for the constant", "C, c, K, k"),
        Option(
            "plus_c", "`required`, `optional`, or the share of the marks without it", "required"
        ),
        Option("bars", "whether ln(x) for ln|x| is wrong", "true"),
        *OPTIONS,
    )
    example = Example(
        {"value": "ln|x|", "vars": ["x"]}, ("ln|x| + C", "ln|3x| + k"), ("ln|x|", "ln(x) + C")
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        declared = read_language(fields, text)
        letters = fields.words("constants") or ("C", "c", "K", "k")
        own = tuple(n for n in declared.names if n not in letters or fields.get("vars"))
        constants = tuple(letter for letter in letters if letter not in own)
        language = replace(declared, names=(*own, *constants))
        value = expression(language.key(text))
        if not own:
            raise BadKey("a key of kind antiderivative needs its letter in vars")
        plus_c = fields.text("plus_c", "required")
        if plus_c not in ("required", "optional") and not _share(plus_c):
            raise fields.wrong("plus_c", "must be required, optional or a share of the marks")
        return Key(value, own[0], language, constants, plus_c, fields.flag("bars", True))

    def read(self, answer: Answer, key: Key) -> Node:
        return expression(key.language.read(answer, expect="expression"))

    def judge(self, answer: Node, key: Key, seed: str) -> Verdict:
        trials = [_fixed(answer, key, trial) for trial in TRIALS]
        wanted = _fixed(key.value, key, TRIALS[0])
        domain = key.language.domain
        apart = all_of(constant_apart(trial, wanted, domain, seed) for trial in trials)
        if not apart.same:
            return verdict(apart)
        if key.bars and apart.domain == "narrower":
            miss = words.MISSING_BARS
            return Verdict("wrong", 0.0, apart.method, miss.tag, miss.words)
        return _with_constant(verdict(apart), compare(trials[0], trials[1], domain, seed), key)

    def is_mistake(self, answer: Node, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        """Up to a constant, whether or not one is written, and with or without bars."""
        key = self.prepare({**raw, "value": value, "plus_c": "optional", "bars": False})
        return self.judge(answer, key, seed).outcome == "right"

    def latex(self, answer: Node) -> str:
        return latex(answer)

    def near_miss(self, answer: Node, key: Key, seed: str) -> words.NearMiss | None:
        trials = _fixed(answer, key, TRIALS[0]), _fixed(key.value, key, TRIALS[0])
        return words.about_antiderivative(*trials, key.variable, key.language.domain, seed)


def _without_jump(node: Node) -> Node:
    """The tree with -arctan for arccot: the same slope, and no jump at 0, where books that put it
    between 0 and pi have none either."""
    node = map_children(node, _without_jump)
    if isinstance(node, Call) and node.func == "arccot":
        return Negate(Call("arctan", node.args))
    return node


def _fixed(node: Node, key: Key, trial: int) -> Node:
    """The tree as it is judged: every letter that may be the constant set to one value."""
    names = free_names(node) & set(key.constants)
    return substitute(_without_jump(node), {name: number(trial) for name in names})


def _with_constant(found: Verdict, trials: Decision, key: Key) -> Verdict:
    """A right answer must change with its constant, unless the key says otherwise."""
    if trials.same is False or key.plus_c == "optional":
        return found
    score = 0.0 if key.plus_c == "required" else _share(key.plus_c)
    miss = words.MISSING_CONSTANT
    outcome = replace(found, score=score, tag=miss.tag, feedback=miss.words)
    return replace(outcome, outcome="partial" if score else "wrong")


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        return 0.0
    return share if 0 < share < 1 else 0.0
