"""`python -m grader.code.benchmark`: how long a full grading takes, with the floors beside it.

Wall time says what a learner waits; processor time, summed over all processes, does not depend on
what else the machine is doing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from statistics import quantiles
from typing import Any

from grader.code import grade_code
from grader.sandbox import Limits, shared

ROUNDS = 60
GOAL_MS = {"full grading, right": 40.0}
"""Of the median."""

RIGHT = """
import numpy as np

def softmax(x, axis=-1):
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""
NAIVE = """
import numpy as np

def softmax(x, axis=-1):
    e = np.exp(np.asarray(x, float))
    return e / e.sum(axis=axis, keepdims=True)
"""
TEST = """
def test_{name}(f, np, p):
    "Softmax of {start} and more."
    x = {start} + np.arange(12.0).reshape(3, 4)
    e = np.exp(np.arange(12.0).reshape(3, 4) - 11.0)
    assert close(f(x, axis={axis}), e / e.sum(axis={axis}, keepdims=True))
"""
KEY: dict[str, Any] = {
    "entry": "softmax",
    "reference": RIGHT,
    "visible": TEST.format(name="small", start="0.0", axis=-1),
    "hidden": "".join(
        TEST.format(name=name, start=start, axis=axis)
        for name, start, axis in (
            ("rows", "1.0", -1),
            ("columns", "1.0", 0),
            ("first", "2.0", 1),
            ("negative", "-5.0", -2),
            ("large", "1000.0", -1),
            ("larger", "5000.0", 0),
            ("small", "-1000.0", 1),
        )
    ).replace("test_small", "test_very_negative"),
    "mutants": [{"tag": "naive", "source": NAIVE}],
    "mistakes": [{"tag": "naive", "test": "test_large"}],
}


def main() -> None:
    """Print p50 and p95 of wall time, and processor time a round, for each case."""
    shared().warm()
    cases: dict[str, Callable[[], object]] = {
        "one empty session": _empty_session,
        "visible tests only": lambda: _grade(RIGHT, "run"),
        "full grading, right": lambda: _grade(RIGHT, "grade"),
        "full grading, a mutant's mistake": lambda: _grade(NAIVE, "grade"),
    }
    print(f"{ROUNDS} rounds, 7 hidden tests; milliseconds")
    print(f"{'':34}{'p50':>8}{'p95':>8}{'cpu':>8}")
    for name, case in cases.items():
        walls, cpu = _measured(case)
        cuts = quantiles(walls, n=20)
        goal = f"   (goal: p50 at most {GOAL_MS[name]:g})" if name in GOAL_MS else ""
        print(f"{name:34}{cuts[9]:8.1f}{cuts[18]:8.1f}{cpu:8.1f}{goal}")


def _empty_session() -> None:
    with shared().session(Limits()) as session:
        session.load("x = 1")


def _grade(program: str, mode: Any) -> None:
    verdict = grade_code(program, KEY, mode=mode, seed="benchmark")
    if verdict.outcome == "right" or verdict.tag == "naive":
        return
    sys.exit(f"unexpected verdict: {verdict}")


def _measured(case: Callable[[], object]) -> tuple[list[float], float]:
    case()
    walls = []
    before = _cpu_ms()
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        case()
        walls.append(1000 * (time.perf_counter() - begin))
    return walls, (_cpu_ms() - before) / ROUNDS


def _cpu_ms() -> float:
    """Processor time of this process and of all the zygotes' finished children, milliseconds."""
    ticks = 0
    pending = [os.getpid()]
    while pending:
        process = pending.pop()
        try:
            with open(f"/proc/{process}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
            with open(f"/proc/{process}/task/{process}/children") as children:
                pending += map(int, children.read().split())
        except OSError:
            continue  # it ended in between; its time is in its parent's
        ticks += sum(map(int, fields[11:15]))
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
