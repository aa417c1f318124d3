"""How long a program takes beside the reference: a ratio in one run, never seconds.

Processor time by the kernel's own count, so that a machine with other work makes nobody slow. Each
round has processes of its own: a program that remembers its answers would be quick in the second.
"""

from __future__ import annotations

from statistics import median

from grader.code.key import CodeKey, Timing
from grader.code.stage import NotStarted, Stage
from grader.errors import BadKey

ROUNDS = 3


def within_ratio(stage: Stage, key: CodeKey, timing: Timing, source: str) -> bool:
    """Run one test by turns with the program and the reference; compare the medians.

    What is measured is the work of the program's process, reading and writing of the arguments
    included, for both alike. Raises BadKey if the reference does not pass.
    """
    spent: dict[str, list[float]] = {"reference": [], "learner": []}
    for turn in range(ROUNDS):
        for who, text in (("reference", key.reference), ("learner", source)):
            seconds = _seconds(stage, f"{who} timed {turn}", text, timing.test)
            if seconds is None:
                if who == "reference":
                    raise BadKey(f"the reference fails {timing.test}, the test of the timing")
                return False
            spent[who].append(seconds)
    return median(spent["learner"]) <= timing.ratio * median(spent["reference"])


def _seconds(stage: Stage, who: str, source: str, test: str) -> float | None:
    """Processor seconds of one test in a fresh process; None when it is not passed."""
    try:
        program = stage.admit(who, source)
    except NotStarted:
        return None
    before = program.processor_s
    (outcome,) = stage.bench.ask("run", who, [test])
    used = program.processor_s - before
    stage.dismiss(who)
    return used if outcome["how"] == "passed" else None
