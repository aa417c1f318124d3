"""A set of real numbers: intervals with open and closed ends, unions, points."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from grader import words
from grader.equivalence.domain import Domain
from grader.equivalence.ladder import Decision
from grader.equivalence.real_sets import INFINITY, LEAST, NoRealSet, Pieces, real_set
from grader.kinds import closeness
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import read_closeness_of_entries
from grader.kinds.fields import Fields
from grader.kinds.judging import all_of, same_entry, verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import NOTHING, expression, unreadable
from grader.parse.outward import turned
from grader.request import Answer
from grader.sentences import say
from grader.tree import (
    Call,
    List,
    Node,
    Power,
    Product,
    Quotient,
    Relation,
    Row,
    Set,
    Sum,
    Text,
    free_names,
    walk,
)
from grader.tree import Interval as Interval_
from grader.typeset import latex
from grader.verdict import Verdict

MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class Key:
    value: Pieces
    language: Language
    closeness: Closeness | None
    ends_only: bool
    letter: str


@dataclass(frozen=True, slots=True)
class Reading:
    pieces: Pieces
    tree: Node


class Interval(Kind[Key, Reading]):
    """
    >>> kind = Interval()
    >>> key = kind.prepare({"value": "(-inf, 2] union [3, 5)"})
    >>> kind.judge(kind.read(Answer("[3, 4) union [4, 5) union (-inf, 2]"), key), key, "").outcome
    'right'
    """

    name = "interval"
    line = "A set of real numbers; ends and their brackets count, the order of the pieces not."
    typed = "`[0, 1)` or `[0, 1[`, `(-inf, 2] union [3, 5)`, `R \\ {0}`, `x >= 2`"
    options = (
        Option("value", "the set"),
        Option("ends_only", "whether open and closed ends are the same", "false"),
        *closeness.OPTIONS,
        Option("vars", "the letter of inequalities such as x >= 2, and those of the ends"),
        *(option for option in OPTIONS if option.name != "vars"),
    )
    example = Example(
        {"value": "[0, 1) union {2}", "vars": ["x"]},
        ("{2} union [0, 1)", "0 <= x < 1 or x = 2"),
        ("[0, 1]", "(0, 1)"),
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, _reals(text))
        tree = language.key(_reals(text), expect="interval")
        letter = _solved_for(tree, language.names)
        pieces = _read(tree, language.domain, letter).pieces
        bounds, ends_only = read_closeness_of_entries(fields), fields.flag("ends_only")
        return Key(pieces, language, bounds, ends_only, letter)

    def read(self, answer: Answer, key: Key) -> Reading:
        if "R" not in key.language.names:
            text = turned(answer.text)
            if answer.syntax == "ascii":
                text = re.sub(r"\\(?=\{[^{}\\]*\})", "∖", text)  # R\{0}, which is no LaTeX
            answer = replace(answer, text=_reals(text))
        tree = key.language.read(answer, expect="interval")
        return _read(tree, key.language.domain, key.letter)

    def judge(self, answer: Reading, key: Key, seed: str) -> Verdict:
        if len(answer.pieces) != len(key.value):
            return Verdict("wrong", 0.0, "ends")
        return verdict(_same_pieces(answer.pieces, key, seed))

    def latex(self, answer: Reading) -> str:
        return latex(answer.tree)

    def near_miss(self, answer: Reading, key: Key, seed: str) -> words.NearMiss | None:
        if len(answer.pieces) != len(key.value):
            return words.about_pieces(len(answer.pieces), len(key.value))
        brackets = replace(key, ends_only=True)
        if _same_pieces(answer.pieces, brackets, seed).same:
            return words.BRACKETS
        return None


def _reals(text: str) -> str:
    """A capital R that stands alone is the real line, a U between two sets their union."""
    text = re.sub(r"(?<=[)\]}\s])[Uu](?=[(\[{\s])", "∪", text)
    return re.sub(r"(?<![\\\w{])R(?!\w)", "ℝ", text)


def _solved_for(tree: Node, names: tuple[str, ...]) -> str:
    """The letter that inequalities are solved for: the first declared one that is no letter of the
    ends, in a key that is an inequality itself x, or the first."""
    if any(isinstance(part, Relation) for part in walk(tree)):
        return "x" if "x" in names else next(iter(names), "")
    return next((name for name in names if name not in free_names(tree)), "")


def _read(node: Node, domain: Domain, letter: str) -> Reading:
    if isinstance(node, Text) and node.words in NOTHING:
        node = Set(())
    if isinstance(node, Row):
        raise unreadable(say("Here an interval is expected, such as [0, 1) or (2, inf)."), node)
    pieces = sum(_pieces(part) for part in walk(node))
    if pieces > MOST_PIECES:
        raise unreadable(
            say("At most {most} intervals and points are read.", most=MOST_PIECES), node
        )
    for part in walk(node):
        if isinstance(part, Sum | Product | Quotient | Power | Call):
            expression(part)
    try:
        return Reading(real_set(node, domain, letter), node)
    except NoRealSet:
        message = say("Here an interval or a union of intervals is expected, such as [0, 1).")
        raise unreadable(message, node) from None


def _pieces(part: Node) -> int:
    """How many pieces a part brings in by itself."""
    if isinstance(part, Set | List):
        return len(part.items)
    return int(isinstance(part, Interval_ | Relation))


def _same_pieces(pieces: Pieces, key: Key, seed: str) -> Decision:
    decisions = []
    for i, (given, wanted) in enumerate(zip(pieces, key.value, strict=True)):
        ends = (
            (given.low, wanted.low, given.low_closed == wanted.low_closed),
            (given.high, wanted.high, given.high_closed == wanted.high_closed),
        )
        for j, (end, right, brackets) in enumerate(ends):
            if not (brackets or key.ends_only):
                decisions.append(Decision(False, "ends"))
            elif end in (INFINITY, LEAST) or right in (INFINITY, LEAST):
                decisions.append(Decision(end == right, "ends"))
            else:
                decisions.append(
                    same_entry(end, right, key.language, key.closeness, f"{seed}/{i}/{j}")
                )
    return all_of(decisions)
