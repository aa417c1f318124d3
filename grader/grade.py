"""
The one door: a request with answers and keys in, a report with verdicts and marks out.

For each blank, the first that holds: blank, unreadable, right, carried forward, a listed mistake,
a near miss, wrong. One unreadable answer returns the whole submission: nothing is judged, nothing
is lost.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.derivation import DerivedValues
from grader.errors import BadKey, UnreadableAnswer
from grader.kinds import kind_of
from grader.kinds.kind import Kind, share
from grader.parse.notes import notes_on
from grader.plain import ascii
from grader.request import Blank, GradingRequest, Mode
from grader.sentences import say
from grader.tree import Matrix, Node, Row
from grader.verdict import Report, Verdict

CODE = "code"
LONGEST_ANSWER = 6000  # characters; one expression may have 2,000, a derivation several of them


def grade(request: GradingRequest) -> Report:
    """Judge one submission.

    Raises BadKey if a key makes no sense and MachineFault if the sandbox itself failed; whatever
    the learner typed ends in a report.
    """
    started = time.perf_counter()
    # A trial run executes code blanks alone, so only they are looked at.
    blanks = [b for b in request.blanks if request.mode == "grade" or b.kind == CODE]
    readings = [_read(blank, request) for blank in blanks]
    out_of = sum(blank.marks for blank in blanks)
    if returned := _unreadable({r.blank.name: r.verdict for r in readings if r.verdict}):
        return Report("returned", returned, 0.0, out_of, _since(started))
    given = _given(readings) if request.derive else {}
    verdicts: dict[str, Verdict] = {}
    with DerivedValues(request.derive, given) as derived:
        for reading in readings:
            verdicts[reading.blank.name] = _judge(reading, request, derived, verdicts)
    # Only running it shows that a program has no meaning; a trial run counts for nothing anyway.
    if request.mode == "grade" and (returned := _unreadable(verdicts)):
        return Report("returned", returned, 0.0, out_of, _since(started))
    marks = sum(blank.marks * verdicts[blank.name].score for blank in blanks)
    undecided = any(verdict.outcome == "undecided" for verdict in verdicts.values())
    return Report("undecided" if undecided else "graded", verdicts, marks, out_of, _since(started))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One blank's answer as far as it could be read; code is read by whoever runs it."""

    blank: Blank
    text: str = ""
    kind: Kind[Any, Any] | None = None
    key: Any = None
    answer: Any = None
    verdict: Verdict | None = None


def _unreadable(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    return {name: v for name, v in verdicts.items() if v.outcome == "unreadable"}


def _read(blank: Blank, request: GradingRequest) -> _Reading:
    given = request.answers.get(blank.name)
    kind = None if blank.kind == CODE else kind_of(blank.kind)
    key = None if kind is None else kind.prepare(blank.key)
    if given is None or given.empty:
        return _Reading(blank, verdict=Verdict("blank"))
    if kind is None:
        return _Reading(blank, given.text)
    if len(given.text) > LONGEST_ANSWER:
        message = say("An answer may have at most {most} characters.", most=LONGEST_ANSWER)
        span = (LONGEST_ANSWER, len(given.text))
        return _Reading(blank, verdict=Verdict("unreadable", feedback=message, span=span))
    try:
        return _Reading(blank, given.text, kind, key, kind.read(given, key))
    except UnreadableAnswer as error:
        span = (error.start, error.end)
        return _Reading(blank, verdict=Verdict("unreadable", feedback=error.message, span=span))


def _given(readings: Iterable[_Reading]) -> dict[str, str]:
    """What was typed, as the exercise's program takes it."""
    return {reading.blank.name: _in_plain(reading) for reading in readings if not reading.verdict}


def _in_plain(reading: _Reading) -> str:
    """The answer in the grammar of keys, for the exercise's program: a math field writes LaTeX and
    some learners a decimal comma."""
    match reading.answer:
        case Node() as tree:
            return ascii(tree)
        case (Node(), *_) as items if _all_nodes(items):
            return ascii(Row(tuple(items)))
        case ((Node(), *_), *_) as rows if all(map(_all_nodes, rows)):
            return ascii(Matrix(tuple(map(tuple, rows))))
    return reading.text


def _all_nodes(items: Iterable[object]) -> bool:
    """A table may have empty cells."""
    return all(isinstance(item, Node) for item in items)


def _judge(
    reading: _Reading,
    request: GradingRequest,
    derived: DerivedValues,
    before: Mapping[str, Verdict],
) -> Verdict:
    if reading.verdict is not None:
        return reading.verdict
    blank, kind = reading.blank, reading.kind
    if kind is None:
        return _judge_code(reading.text, blank, request.mode, request.seed)
    seed = f"{request.seed}/{blank.name}"
    verdict = kind.judge(reading.answer, reading.key, seed)
    if verdict.outcome in ("wrong", "partial"):
        verdict = _explain(verdict, reading, kind, seed, derived, before)
    verdict = replace(verdict, read_as=kind.latex(reading.answer))
    if verdict.read_as and (notes := notes_on(reading.text)):
        verdict = replace(verdict, details={**verdict.details, "notes": notes})
    return verdict


def _explain(
    verdict: Verdict,
    reading: _Reading,
    kind: Kind[Any, Any],
    seed: str,
    derived: DerivedValues,
    before: Mapping[str, Verdict],
) -> Verdict:
    """What is to be said of an answer that is not right: carried, a listed mistake, a near miss."""
    blank, answer = reading.blank, reading.answer
    if blank.carry is not None and _follows(blank, before):
        value = derived.carried(blank.name)
        if value is not None and _equals(kind, answer, blank, value, seed):
            score = max(blank.carry, verdict.score)
            return replace(share(score, verdict.method), tag="carried", carried=True)
    for mistake in blank.mistakes:
        named = mistake.value if mistake.live is None else derived.mistake(mistake.live)
        held = (
            named
            if isinstance(named, bool)
            else (named is not None and _is_mistake(kind, answer, blank, named, seed))
        )
        if held:
            return replace(verdict, tag=mistake.tag, feedback="")
    if not verdict.tag and (near := kind.near_miss(answer, reading.key, seed)):
        verdict = replace(verdict, tag=near.tag, feedback=near.words)
    if derived.problems:
        verdict = replace(verdict, details={**verdict.details, "program": list(derived.problems)})
    return verdict


def _follows(blank: Blank, before: Mapping[str, Verdict]) -> bool:
    """Whether a blank rests on earlier answers of which some is not right."""
    return any(before[n].outcome not in ("right", "blank") for n in blank.needs if n in before)


def _equals(kind: Kind[Any, Any], answer: Any, blank: Blank, value: str, seed: str) -> bool:
    """Whether the answer is right for another value of the key; a value that is none is not."""
    try:
        key = kind.prepare({**blank.key, "value": value})
    except BadKey:
        return False
    return kind.fits(answer, key) and kind.judge(answer, key, seed).outcome == "right"


def _is_mistake(kind: Kind[Any, Any], answer: Any, blank: Blank, value: str, seed: str) -> bool:
    """As `_equals`, in the kind's own sense of a listed mistake."""
    try:
        return kind.is_mistake(answer, blank.key, value, seed)
    except (BadKey, UnreadableAnswer):  # an author's text that is no answer of this kind
        return False


def _judge_code(program: str, blank: Blank, mode: Mode, seed: str) -> Verdict:
    # Only submissions with code pay for the sandbox.
    from grader.code import grade_code

    return grade_code(program, blank.key, mode=mode, seed=f"{seed}/{blank.name}")


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000.0
