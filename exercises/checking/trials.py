"""Code exercises on every seed: L10, L11 and L13 by tests alone.

The code grader's own proof (checking.programs) runs twenty programs in processes of their own, so
it must do with a few seeds; here all programs share one process, and all seeds are tried.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from exercises.checking.case import Case
from exercises.checking.findings import Finding
from exercises.model import CodeParts
from grader.code.key import CodeKey
from grader.code.proving import trivial_programs
from grader.code.stage import needed_libraries
from grader.sandbox import Libraries, LimitExceeded, Limits, ProgramError, Sandbox
from grader.sandbox.encoding import MAX_TEXT

_SECONDS_A_SEED = 0.015
_PROGRAM = (Path(__file__).parent / "trying.py").read_text(encoding="utf-8")

Outcomes = Sequence[Mapping[str, bool]]  # for each case, by group of tests, whether all passed


def check_trials(cases: Sequence[Case], box: Sandbox) -> tuple[list[Finding], int]:
    """Reference, mutants and programs that understand nothing, on as many seeds as time allows;
    and on how many all of them were tried."""
    code = cases[0].exercise.code if cases else None
    if code is None:
        return [], 0
    trials = _Trials(cases, code)
    try:
        with box.session(trials.limits, libraries=trials.libraries) as session:
            session.load(_PROGRAM)
            trials.run(session)
    except (ProgramError, LimitExceeded):
        return [], 0  # the grader's proof tells what is wrong with such programs, if anything is
    found = [finding for place, case in enumerate(cases) for finding in _about(trials, case, place)]
    return found, min(map(len, trials.outcomes.values()))


def wants_scipy(code: CodeParts) -> bool:
    """Whether SciPy or SymPy is imported by a program of the exercise, or promised to them."""
    programs = (code.visible, code.hidden, code.starter, code.reference, *code.mutants.values())
    imported = any(needed_libraries(each.source) == "scientific" for each in programs)
    return imported or code.options.get("libraries") == "scientific"


def _about(trials: _Trials, case: Case, place: int) -> Iterator[Finding]:
    yield from _about_reference(trials, case, place)
    yield from _about_mutants(trials, case, place)
    yield from _about_trivial_programs(trials, case, place)


class _Trials:
    """The programs of an exercise and what became of them."""

    def __init__(self, cases: Sequence[Case], code: CodeParts) -> None:
        blank = next(b for b in cases[0].exercise.blanks if b.kind == "code")
        self.code = code
        self.key = CodeKey.from_json(cases[0].key(blank))
        self.mutants = {tag: mutant.source for tag, mutant in code.mutants.items()}
        self.trivial = trivial_programs(self.key)
        self.tests: dict[str, list[str]] = {"visible": [], "hidden": []}
        self.outcomes: dict[str, Outcomes] = {}
        self._cases = [(case.grading["seed"], case.drawn["params"]) for case in cases]

    @property
    def limits(self) -> Limits:
        seconds = 10 + 4 * _SECONDS_A_SEED * len(self._cases)
        return Limits(cpu_s=round(seconds), wall_s=10 * seconds, mem_mb=max(512, self.key.mem_mb))

    @property
    def libraries(self) -> Libraries:
        """Those that are said, or those that some program here imports."""
        return self.key.libraries or ("scientific" if wants_scipy(self.code) else "numpy")

    def run(self, session: Any) -> None:
        setup = {
            "visible": self.key.visible,
            "hidden": self.key.hidden,
            "reference": self.key.reference,
            "entries": list(self.key.entries),
            "params": {},
            "seed": "",
        }
        # As text, once: the channel checks every value it carries. A project's are millions.
        cases = json.dumps(self._cases)
        for begin in range(0, len(cases), MAX_TEXT):
            session.call("hear", cases[begin : begin + MAX_TEXT])
        self.tests = session.call("begin", setup)
        left = _SECONDS_A_SEED * len(self._cases)
        # The quick ones first: what they leave of their time is for the others.
        programs = {**self.trivial, "reference": self.key.reference, **self.mutants}
        for place, (name, source) in enumerate(programs.items()):
            seconds = left / (3 if name == "reference" else len(programs) - place)
            asked = (setup, source, self._groups(name), seconds)
            self.outcomes[name], spent = session.call("results", *asked)
            left = max(0.0, left - spent)

    def _groups(self, program: str) -> dict[str, list[str]]:
        """What is asked of a program: of the reference each test by itself."""
        if program == "reference":
            return {test: [test] for block in self.tests.values() for test in block}
        visible = {"visible": self.tests["visible"]}
        named = dict(self.key.mistakes).get(program)
        return visible | ({"named": [named]} if named in self.tests["hidden"] else {})

    def passed(self, program: str, place: int, group: str) -> bool | None:
        """Whether a program passed a group in a case; None where time was up before."""
        outcomes = self.outcomes[program]
        return outcomes[place].get(group) if place < len(outcomes) else None


def _about_reference(trials: _Trials, case: Case, place: int) -> Iterator[Finding]:
    for test in (*trials.tests["visible"], *trials.tests["hidden"]):
        if trials.passed("reference", place, test) is False:
            message = f"the reference does not pass {test}"
            yield case.finding("L10", trials.code.reference.line, message)


def _about_mutants(trials: _Trials, case: Case, place: int) -> Iterator[Finding]:
    for tag, mutant in trials.code.mutants.items():
        if trials.passed(tag, place, "named"):
            message = f"the mutant {tag} passes {dict(trials.key.mistakes)[tag]}"
            yield case.finding("L11", mutant.line, message)
    if trials.mutants and all(
        trials.passed(tag, place, "visible") is False for tag in trials.mutants
    ):
        message = "every mutant already fails a visible test, so the hidden ones add nothing"
        yield case.finding("L11", trials.code.hidden.line, message)


def _about_trivial_programs(trials: _Trials, case: Case, place: int) -> Iterator[Finding]:
    for what in trials.trivial:
        if trials.passed(what, place, "visible"):
            message = f"{what} passes the visible tests"
            yield case.finding("L13", trials.code.visible.line, message)
