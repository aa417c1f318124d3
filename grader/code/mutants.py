"""Which listed mistake a program makes: the mutant that answers alike, or the test it fails."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256

from grader.code.key import CodeKey, Mutant
from grader.code.stage import NotStarted, Stage
from grader.errors import BadKey

START = 20
BUDGET = 4000
"""Errands that asking mutants may take, a start counting as START: about two seconds. A count and
not a clock, so that a program has the same words on every machine."""
GUARD_S = 20.0
"""Seconds after which no other mutant is asked, for mutants that compute long."""


def mistake_tag(
    stage: Stage, key: CodeKey, failed: Sequence[str], *, ran_out: bool, works: bool
) -> str:
    """The tag of the nearest listed mistake, "" if there is none.

    failed    the hidden tests the program fails, in their order
    ran_out   the program met a limit, so what it would have answered is not known
    works     it passes the visible tests: only then a failed hidden test points to one mistake

    A mutant answers alike if it fails the same tests with the same results, to rounding. The
    mutants that should fail one of these tests are asked first; when none answers alike or enough
    were asked, the first failed test decides.
    """
    if not failed:
        return ""
    by_test = [tag for name in failed for tag, test in key.mistakes if test == name]
    deadline = time.monotonic() + GUARD_S
    if not ran_out:
        likely_first = sorted(key.mutants, key=lambda mutant: mutant.tag not in by_test)
        for mutant in likely_first[: max(1, BUDGET // (START + stage.errands("learner")))]:
            if time.monotonic() > deadline:
                break
            if answers_alike(stage, key, mutant, failed):
                return mutant.tag
    return by_test[0] if by_test and works else ""


def answers_alike(stage: Stage, key: CodeKey, mutant: Mutant, failed: Sequence[str]) -> bool:
    """Whether a mutant fails the same hidden tests as the learner, with the same results.

    It is asked as far as the learner's first failed test, where most mutants part from the
    learner's program, and only then for the rest.
    """
    names = [name for name, _ in stage.tests["hidden"]]
    known = _passed_by(stage.seed, key, mutant)
    if _contradict(known, failed):
        return False
    try:
        stage.admit(mutant.tag, mutant.source)
    except NotStarted:
        return False
    first = names.index(failed[0]) + 1
    for part, shared in ((names[:first], failed[:1]), (names[first:], failed[1:])):
        known.update(zip(part, _run(stage, mutant, part), strict=True))
        if _contradict(known, failed) or not _same_results(stage, mutant, shared):
            return False
    return True


def _contradict(known: dict[str, bool], failed: Sequence[str]) -> bool:
    """Whether a mutant passes what the learner fails, or fails what the learner passes."""
    return any(passed == (name in failed) for name, passed in known.items())


def _same_results(stage: Stage, mutant: Mutant, tests: Sequence[str]) -> bool:
    return not tests or bool(stage.bench.ask("alike", "learner", mutant.tag, list(tests)))


def _run(stage: Stage, mutant: Mutant, names: Sequence[str]) -> list[bool]:
    """Which of some hidden tests a mutant passes."""
    outcomes = [outcome["how"] for outcome in stage.bench.ask("run", mutant.tag, list(names))]
    if "fault" in outcomes:
        raise BadKey(f"a test fails with the reference while it runs mutant {mutant.tag}")
    return [how == "passed" for how in outcomes]


_REMEMBERED = 2000  # mutants; some hundred bytes each
_memory: OrderedDict[bytes, dict[str, bool]] = OrderedDict()


def _passed_by(seed: str, key: CodeKey, mutant: Mutant) -> dict[str, bool]:
    """{hidden test: passed} as far as this mutant was asked before, in this process.

    Which tests a mutant passes follows from seed, key and mutant alone, so learners who come later
    to the same variant need not wait for it again.
    """
    told = sha256(repr((seed, key, mutant.tag)).encode()).digest()
    known = _memory.pop(told, {})
    _memory[told] = known
    if len(_memory) > _REMEMBERED:
        _memory.popitem(last=False)
    return known
