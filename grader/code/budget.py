"""How long one submission may hold a worker, however many tests there are and whatever they do.

Each process has limits of its own; a grading has several of them, one after another: the tests'
run, the battery's, the rounds of the timing, mutants. What they may take together stands here.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from grader.errors import MachineFault
from grader.sandbox import Limits

WALL_S: Final = 30.0
"""After it no process is started. With the last one's own time it stays below the 45 s after which
the queue takes a grading for stuck."""
STEP_S: Final = 10.0
"""Walls are cut in steps, for spare processes are kept by their limits."""
RUNS: Final = 3.0
"""Processor time of all the processes of one program, in limits of one."""


class Budget:
    """What is left for one submission; its clock runs from the beginning."""

    def __init__(self) -> None:
        self._until = time.monotonic() + WALL_S

    def cut(self, limits: Limits) -> Limits:
        """The limits a process may have now; raises MachineFault when the time is over.

        It is no program's fault: within its limits on processor time, a grading takes less.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise MachineFault(f"a grading took longer than {WALL_S:g} s")
        most = STEP_S * math.ceil(left / STEP_S)
        return limits if limits.wall_s <= most else replace(limits, wall_s=most)

    def share(self, limits: Limits, used: Iterable[float]) -> Limits | None:
        """The limits of one more process of a program; None when the others have used it all.

        used   processor seconds of its processes so far
        """
        left = RUNS * limits.cpu_s - sum(used)
        if left <= 0:
            return None
        return limits if left >= limits.cpu_s else replace(limits, cpu_s=math.ceil(left))
