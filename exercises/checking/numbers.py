"""The numbers of an answer: L06 (nice), L16 (not degenerate)."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.checking.case import Case
from exercises.checking.findings import Finding
from exercises.checking.forgiveness import forgiven
from exercises.choosing import letters
from exercises.model import CHOICE_KINDS
from exercises.statement import plain
from grader.parse import parse
from grader.tree import Matrix, Negate, Node, Number, Quotient, Row, Set, walk

_LARGEST = 999
_LARGEST_ENTRY = 99
_SHORTEST_DECIMAL, _LONGEST_DECIMAL = 1e-3, 1e4


def check_numbers(case: Case) -> Iterator[Finding]:
    """L06 for one seed."""
    for blank in case.typed:
        tree = case.trees[blank.name]
        if blank.kind == "number":
            yield from _decimal(case, blank.line, blank.name, value_of(tree))
            yield from _tolerance(case, blank.name)
            continue
        if forgiven(blank.kind, case.key(blank), tree):
            continue  # rounded by the learner: its fractions need not be short
        bound = _LARGEST_ENTRY if isinstance(tree, Matrix | Row) else _LARGEST
        for part in walk(tree):
            if isinstance(part, Number) and _too_long(part, bound):
                text = f"`{blank.name}` holds {part.text or part.value}"
                yield case.finding("L06", blank.line, f"{text}; at most {bound} is asked")
                break


def _too_long(part: Number, bound: int) -> bool:
    return part.value.numerator > bound or part.value.denominator > bound


def _decimal(case: Case, line: int, name: str, value: float) -> Iterator[Finding]:
    if value != 0 and not _SHORTEST_DECIMAL <= abs(value) <= _LONGEST_DECIMAL:
        message = f"`{name}` is {value:.6g}; between 0.001 and 10000 is asked"
        yield case.finding("L06", line, message)


def _tolerance(case: Case, name: str) -> Iterator[Finding]:
    """Half the distance to every listed mistake must exceed what is forgiven."""
    blank = case.exercise.blank(name)
    right = value_of(case.trees[name])
    allowed = forgiven(blank.kind, case.key(blank), case.trees[name])
    computed = [m for m in case.exercise.mistakes if m.expression]
    for mistake, text in zip(computed, case.drawn["mistakes"], strict=True):
        if mistake.blank != name or not isinstance(text, str):
            continue
        distance = abs(_float(text) - right)
        if distance <= 2 * allowed:
            message = f"`{mistake.tag}` is only {distance:.2g} away, the tolerance is {allowed:.2g}"
            yield case.finding("L06", mistake.line, message)


def check_degenerate(case: Case) -> Iterator[Finding]:
    """L16 for one seed: what no author means to ask."""
    for blank in case.typed:
        tree = case.trees[blank.name]
        if isinstance(tree, Matrix | Row) and all(
            isinstance(part, Number) and part.value == 0
            for part in walk(tree)
            if not isinstance(part, Matrix | Row)
        ):
            yield case.finding("L16", blank.line, f"the answer `{blank.name}` is zero throughout")
        if isinstance(tree, Set) and not tree.items:
            yield case.finding("L16", blank.line, f"the answer `{blank.name}` is the empty set")


def check_options(case: Case) -> Iterator[Finding]:
    """L16 for choices: one right option, no two that read the same."""
    for blank in case.exercise.blanks:
        if blank.kind not in CHOICE_KINDS:
            continue
        places = [place for _, place in letters(blank, case.drawn)]
        truths = [case.drawn["truths"][blank.name][place] for place in places]
        if blank.kind == "mc" and sum(truths) != 1:
            message = f"{sum(truths)} options of `{blank.name}` are right, one is asked"
            yield case.finding("L16", blank.line, message)
        shown = [blank.choices[place].passage for place in places]
        texts = [plain(passage, case.drawn["holes"]) for passage in shown]
        if len(set(texts)) < len(texts):
            yield case.finding("L16", blank.line, f"two options of `{blank.name}` read the same")


def value_of(tree: Node) -> float:
    """The value of a written number; nan for anything with a function in it."""
    match tree:
        case Number(value=value):
            return float(value)
        case Negate(arg=arg):
            return -value_of(arg)
        case Quotient(num=num, den=den):
            return value_of(num) / value_of(den)
    return float("nan")


def _float(text: str) -> float:
    return value_of(parse(text))
