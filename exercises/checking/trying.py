"""
Runs inside the sandbox, sent there as text: an exercise's own programs, many seeds in one process.

Learners' programs are judged across a line between two processes. Reference, mutants and starter
are the author's, as the tests are: they may share a process, and a seed then costs microseconds.
"""

from __future__ import annotations

import contextlib
import io
import json
import signal
import time
from collections.abc import Iterator
from typing import Any

from grader.code.bench import AuthorsFault, Bench

Cases = list[tuple[str, dict[str, Any]]]  # seed of the request, drawn values
Groups = dict[str, list[str]]  # tests by what is asked of them together

# A mutant may be one that never ends. Processor seconds decide, whoever else is busy; those of the
# wall are for a program that waits.
_WORST, _WORST_WAIT = 0.5, 30.0

_HEARD: list[str] = []
_CASES: Cases = []


class TakesTooLong(BaseException):
    """No Exception: a test that catches everything must not catch it."""


def hear(piece: str) -> None:
    """A piece of the cases, which are one text of JSON and kept for every program."""
    _HEARD.append(piece)


def begin(setup: dict[str, Any]) -> Groups:
    """The tests of both blocks, once the cases were heard."""
    _CASES[:] = json.loads("".join(_HEARD))
    _HEARD.clear()
    bench = Bench(setup)  # type: ignore[arg-type]
    return {"visible": list(bench.visible), "hidden": list(bench.hidden)}


def results(
    setup: dict[str, Any], source: str, groups: Groups, seconds: float
) -> tuple[list[dict[str, bool]], float]:
    """Whether a program passes all tests of each group, case by case; and the seconds it took.

    Ends after the case in which the seconds are used up.
    """
    started = time.process_time()
    found: list[dict[str, bool]] = []
    setup = {**setup, "reference": source}
    bench = Bench(setup)  # type: ignore[arg-type]
    for seed, params in _CASES:
        # The bench reads both anew for each test.
        setup["seed"], setup["params"] = seed, params
        passed = {name: all(_passes(bench, t) for t in tests) for name, tests in groups.items()}
        found.append(passed)
        if time.process_time() - started > seconds:
            break
    return found, time.process_time() - started


def _passes(bench: Bench, test: str) -> bool:
    try:
        with contextlib.redirect_stdout(io.StringIO()), _in_time():
            return bench.passes_itself(test)
    except (AuthorsFault, TakesTooLong):
        return False


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TakesTooLong

    signal.signal(signal.SIGPROF, stop)
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_PROF, _WORST)
    signal.setitimer(signal.ITIMER_REAL, _WORST_WAIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
