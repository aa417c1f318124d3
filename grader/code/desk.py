"""What the worker may ask of the bench's process: one function a request, plain data both ways."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from grader.code import battery as standard
from grader.code.bench import AuthorsFault, Bench, Outcome, Program, Setup
from grader.code.courses import Course
from grader.code.errands import Answer, Ask, Errand
from grader.code.faults import LearnerRaised, describe
from grader.code.line import read_answer
from grader.code.link import Packed
from grader.code.transcript import Transcript, same_course
from grader.code.variants import VARIANTS, Trial

_bench: Bench
_setup: Setup
_courses: list[Course]
_reference_trials: list[Trial]


def prepare(setup: Setup) -> dict[str, Any]:
    """Load the tests; {"visible": [[name, doc], …], "hidden": …} or {"fault": sentence}."""
    global _bench, _setup
    _setup = setup
    try:
        _bench = Bench(setup)
    except AuthorsFault as fault:
        return {"fault": str(fault)}
    listed = {
        block: [[name, " ".join((test.__doc__ or "").split())] for name, test in tests.items()]
        for block, tests in (("visible", _bench.visible), ("hidden", _bench.hidden))
    }
    return listed


def meet(who: str, ask: Ask, entries: Sequence[Packed]) -> None:
    """Make a program known under a name; `ask` carries errands to it."""
    _bench.programs[who] = Program(ask, entries, _setup["entries"])


def run(who: str, tests: Sequence[str]) -> list[Outcome]:
    """Run some tests against one program, one after the other; each takes `ms`.

    Once the program has ended, the rest fail unrun.
    """
    outcomes: list[Outcome] = []
    for test in tests:
        begin = time.perf_counter()
        try:
            outcome = _bench.run(who, test)
        except AuthorsFault as fault:
            outcome = {"how": "fault", "message": str(fault)}
        outcome["ms"] = 1000 * (time.perf_counter() - begin)
        outcomes.append(outcome)
    return outcomes


def reference_passes(test: str) -> bool:
    """Run one test against the author's own reference."""
    try:
        return _bench.passes_itself(test)
    except AuthorsFault:
        return False


def serve(who: str, errand: Errand) -> Answer:
    """A program calls a function that a test has lent it."""
    try:
        return _bench.programs[who].line.serve(errand)
    except LearnerRaised as error:
        return {"raised": error.raised}
    except BaseException as error:  # noqa: BLE001 - the test's function may raise anything
        return {"raised": describe(error)}


def battery_courses(who: str, functions: bool, processor_s: float) -> dict[str, Any]:
    """The courses of the standard battery, chosen from those of the tests `who` has run.

    functions   whether `who` still meets this bench, and so can call what tests lend it
    processor_s what the process of `who` has used, as the kernel counts it
    lends       whether some course lends a function: then the reference must be waited for
    """
    global _courses
    program = _bench.programs[who]
    _courses = standard.chosen_courses(program, functions=functions, processor_s=processor_s)
    return {
        "steps": [[dict(step) for step in course.steps] for course in _courses],
        "lends": any(course.lends for course in _courses),
    }


def try_reference(who: str) -> dict[str, Any]:
    """Take the same courses with the reference; `battery` holds the program's beside them."""
    global _reference_trials
    try:
        reference = _bench.reference()
        _reference_trials = standard.reference_trials(_courses, reference, _bench.programs[who])
    except AuthorsFault as fault:
        return {"fault": str(fault)}
    return {}


def battery(items: Sequence[str], trials: Any) -> dict[str, Any]:
    """Judge the standard items by the trials of `battery_courses`: {item: passed}.

    Of a program that did not survive them every item fails.
    """
    told = trials if type(trials) is list else []
    places = range(len(_courses))
    read = [_read_trial(told[place] if place < len(told) else None) for place in places]
    return standard.judge(items, _courses, read, _reference_trials)


def _read_trial(data: Any) -> Trial:
    fields = data if type(data) is dict else {}
    trial: Trial = {}
    for name in VARIANTS:  # an answer may be left out by naming an earlier one that is the same
        told = fields.get(name, {"ended": ""})
        trial[name] = trial[told] if type(told) is str and told in trial else read_answer(told)
        if type(told) is dict and "after" in told:  # one of each step
            trial[name]["after"] = told["after"]
    return trial


def alike(one: str, other: str, tests: Sequence[str]) -> bool:
    """Whether two programs gave the same answers in some tests."""
    first, second = _bench.programs[one].transcripts, _bench.programs[other].transcripts
    return all(
        same_course(first.get(test, Transcript()), second.get(test, Transcript())) for test in tests
    )
