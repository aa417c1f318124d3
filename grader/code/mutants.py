"""Which listed mistake a program makes: the mutant that answers alike, or the test it fails."""

from __future__ import annotations

import time
from collections.abc import Sequence

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
            if answers_alike(stage, mutant, failed):
                return mutant.tag
    return by_test[0] if by_test and works else ""


def answers_alike(stage: Stage, mutant: Mutant, failed: Sequence[str]) -> bool:
    """Whether a mutant fails the same hidden tests as the learner, with the same results."""
    if failures_of(stage, mutant) != list(failed):
        return False
    return bool(stage.bench.ask("alike", "learner", mutant.tag, list(failed)))


def failures_of(stage: Stage, mutant: Mutant) -> list[str]:
    """The hidden tests that a mutant fails; all of them if it does not even start."""
    names = [name for name, _ in stage.tests["hidden"]]
    try:
        stage.admit(mutant.tag, mutant.source)
    except NotStarted:
        return names
    outcomes = [outcome["how"] for outcome in stage.bench.ask("run", mutant.tag, names)]
    if "fault" in outcomes:
        raise BadKey(f"a test fails with the reference while it runs mutant {mutant.tag}")
    return [name for name, how in zip(names, outcomes, strict=True) if how != "passed"]
