"""The exercise against the grader: L03, L04, L09, L18, L21."""

from __future__ import annotations

import time
from collections.abc import Iterator

from exercises.checking.case import Case
from exercises.checking.findings import Finding
from exercises.checking.forgiveness import forgiven
from exercises.checking.variations import equivalents, near_misses, slips
from exercises.model import Blank
from grader.errors import BadKey
from grader.plain import ascii as plain_text
from grader.request import Syntax
from grader.tree import free_names
from grader.verdict import Verdict

BASES = ("basis", "orthonormal-basis")
SIGNLESS = ("vec-sign", "vec-scale", *BASES, "factorisation")
_SECONDS = 0.3
_NONSENSE = (
    *("", "   ", "?", "1/0", "((", "))", "1 +", "§", "[[1,", "{", "x^^2", "2..5"),
    *("foo(bar)", "__import__('os')", "9^9^9^9", "é" * 50, "(" * 300, "1+" * 5000, "\\frac{1}{"),
)
# What is typed where a comma is the decimal sign: a slip of writing, no wrong number.
_COMMAS = ("0,0075", "-31,75", "\u22127,25", "1.234,5")


def check_right(case: Case, spelt: bool) -> Iterator[Finding]:
    """L03: right as the key says it, choices by their letters; if `spelt`, in other spellings."""
    for blank in case.exercise.blanks:
        if blank.kind == "code":
            continue
        if blank in case.composed:
            continue
        if blank.name not in case.trees:
            yield from _must_be_right(case, blank, case.right[blank.name], "ascii", "as ticked")
            continue
        for text, syntax, how in _spellings(case, blank) if spelt else _as_it_stands(case, blank):
            yield from _must_be_right(case, blank, text, syntax, how)


def _as_it_stands(case: Case, blank: Blank) -> Iterator[tuple[str, Syntax, str]]:
    yield case.right[blank.name], "ascii", "as it stands"


def _spellings(case: Case, blank: Blank) -> Iterator[tuple[str, Syntax, str]]:
    tree, form = case.trees[blank.name], "form" in blank.options
    yield from equivalents(tree, form)
    if not form:
        others = case.drawer.derive("rewritten", plain_text(tree), sorted(free_names(tree)))
        yield from ((text, "ascii", how) for how, text in (others or {}).items())


def _must_be_right(
    case: Case, blank: Blank, text: str, syntax: Syntax, how: str
) -> Iterator[Finding]:
    try:
        verdict = case.verdict(blank, text, syntax)
    except BadKey as wrong:
        yield case.finding("L03", blank.line, f"the key of `{blank.name}` is wrong: {wrong}")
        return
    if verdict.outcome != "right":
        message = f"the right answer of `{blank.name}` {how}, `{text}`, is {_told(verdict)}"
        yield case.finding("L03", blank.line, message)


def check_mistakes(case: Case) -> Iterator[Finding]:
    """L04: each listed mistake gets its own tag; slips are never right."""
    computed = [m for m in case.exercise.mistakes if m.expression]
    for mistake, value in zip(computed, case.drawn["mistakes"], strict=True):
        blank = case.exercise.blank(mistake.blank)
        if blank.items:
            continue  # names of lines and pairs: checking.composed
        if not isinstance(value, str):
            if value:
                message = f"the right answer has the property of the mistake `{mistake.tag}`"
                yield case.finding("L04", mistake.line, message)
            continue
        verdict = case.verdict(blank, case.typed_as(blank, value))
        if verdict.outcome == "right":
            message = f"the mistake `{mistake.tag}` is right here: `{value}`; add a `require`"
            yield case.finding("L04", mistake.line, message)
        elif verdict.tag != mistake.tag:
            told = f"gets the words of `{verdict.tag}`" if verdict.tag else _told(verdict)
            message = f"the mistake `{mistake.tag}`, `{value}`, {told}; add a `require`"
            yield case.finding("L04", mistake.line, message)


def check_slips(case: Case) -> Iterator[Finding]:
    """L04: one sign, one number, a transpose: wrong, unless the kind forgives just that."""
    for blank in case.typed:
        tree = case.trees[blank.name]
        for text, how in slips(blank.kind, tree, forgiven(blank.kind, case.key(blank), tree)):
            verdict = case.verdict(blank, text)
            if verdict.outcome == "right" and not _forgiven(blank, text, how, case):
                message = f"`{blank.name}` {how}, `{text}`, is graded as right"
                yield case.finding("L04", blank.line, message)


def _forgiven(blank: Blank, text: str, how: str, case: Case) -> bool:
    """Signs and orders do not count in some kinds; a symmetric matrix is its own transpose."""
    if how == "with the opposite sign":
        signless = blank.kind in SIGNLESS or "up_to" in blank.options
        return signless or case.right[blank.name] == "0"
    if how == "with entries moved":
        return blank.kind in BASES or "any_order" in blank.options
    return how == "transposed" and text == case.right[blank.name]


def check_carried(case: Case) -> Iterator[Finding]:
    """L09: with each earlier answer a little wrong in turn, there is a value that follows."""
    for blank in case.exercise.blanks:
        if blank.carry is None:
            continue
        needs = case.exercise.rules[blank.name]
        earlier = {name: case.right[name] for name in needs}
        for name in needs:
            for wrong in _wrong_answers(case, name):
                value = case.drawer.derive("carried", blank.name, {**earlier, name: wrong})
                if isinstance(value, str):
                    yield from _must_be_readable(case, blank, name, wrong, value)
                    break
            else:  # a wrong value may be without consequence, but not on every seed
                case.uncarried.add((blank.name, name))


def _wrong_answers(case: Case, name: str) -> Iterator[str]:
    """The listed mistakes of an earlier blank, then its slips."""
    computed = [m for m in case.exercise.mistakes if m.expression]
    for mistake, value in zip(computed, case.drawn["mistakes"], strict=True):
        if mistake.blank == name and isinstance(value, str):
            yield value
    if name in case.trees:
        yield from (text for text, _ in near_misses(case.trees[name]))


def _must_be_readable(
    case: Case, blank: Blank, name: str, wrong: str, value: str
) -> Iterator[Finding]:
    if case.verdict(blank, value).outcome == "unreadable":
        message = f"what follows from `{name} = {wrong}`, `{value}`, cannot be read"
        yield case.finding("L09", blank.line, message)


def check_nonsense(case: Case) -> Iterator[Finding]:
    """L18 for one seed: odd texts are refused, quickly, and never right."""
    for blank in case.exercise.blanks:
        if blank.kind == "code":
            continue
        for text in (*_NONSENSE, *(_COMMAS if blank.kind in ("number", "exact") else ())):
            started = time.process_time()
            verdict = case.verdict(blank, text)
            if verdict.outcome == "right" or (blank in case.typed and verdict.outcome == "wrong"):
                message = f"`{text[:20]}` is {verdict.outcome} in `{blank.name}`, not unreadable"
                yield case.finding("L18", blank.line, message)
            if time.process_time() - started > 1:
                message = f"`{text[:20]}` takes more than a second in `{blank.name}`"
                yield case.finding("L18", blank.line, message)
    case.slowest = 0.0  # L21 is about answers, not about nonsense


def check_speed(case: Case) -> Iterator[Finding]:
    """L21: the slowest grading of this seed."""
    if case.slowest > _SECONDS:
        line = case.exercise.blanks[0].line
        message = f"an answer takes {case.slowest * 1000:.0f} ms to grade; at most 300 are asked"
        yield case.finding("L21", line, message)


def _told(verdict: Verdict) -> str:
    words = f": {verdict.feedback}" if verdict.feedback else ""
    return f"graded as {verdict.outcome}{words}"
