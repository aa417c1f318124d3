"""How long a program takes beside the reference: a ratio in one run, never seconds."""

from __future__ import annotations

from statistics import median

from grader.code.key import CodeKey, Timing
from grader.code.stage import NotStarted, Stage
from grader.errors import BadKey

ROUNDS = 3
_PATIENCE = 2.0 * ROUNDS  # the test runs several times under limits made for one


def within_ratio(stage: Stage, key: CodeKey, timing: Timing, source: str) -> bool:
    """Run one test by turns with the program and the reference; compare the medians.

    What is measured is the time spent in the program's process, the journey of its arguments
    included, for both alike. Raises BadKey if the reference does not pass.
    """
    try:
        learner = stage.admit("learner timed", source, patience=_PATIENCE)
    except NotStarted:
        return False
    reference = stage.admit("reference timed", key.reference, patience=_PATIENCE)
    spent: dict[str, list[float]] = {learner.who: [], reference.who: []}
    for _ in range(ROUNDS):
        for program in (learner, reference):
            before = program.seconds
            (outcome,) = stage.bench.ask("run", program.who, [timing.test])
            how = outcome["how"]
            if how != "passed":
                if program is reference:
                    raise BadKey(f"the reference fails {timing.test}, the test of the timing")
                return False
            spent[program.who].append(program.seconds - before)
    return median(spent[learner.who]) <= timing.ratio * median(spent[reference.who])
