"""
How long a program takes from request to result, and what it costs: `./run bench sandbox`.

All in one run on one machine, so that the ratios mean something:

    pool        a spare process is waiting
    zygote      forked and confined on request
    floor       a bare fork of a warm interpreter with no confinement: nothing can be faster
    cold        a fresh interpreter for each program
    bwrap       the same in a fresh bubblewrap container, where that is installed
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from grader.sandbox.box import Sandbox, open_sandbox
from grader.sandbox.faults import LimitExceeded
from grader.sandbox.limits import Limits

PROGRAM: Final = "import numpy as np\ndef f(x):\n    return np.linalg.norm(x * x)\n"
COLD_PROGRAM: Final = PROGRAM + "print(f(np.arange(5.0)))\n"
PAUSE_SECONDS: Final = 0.02
"""Between two requests when latency is measured: time for the spare to be made again."""
GOALS: Final = {
    "pool p50 ms": 3.0,
    "pool p95 ms": 6.0,
    "zygote p50 ms": 10.0,
    "zygote p95 ms": 25.0,
    "private MiB": 5.0,
    "late kill ms": 100.0,
}
GOAL_PER_SECOND: Final = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    arguments = parser.parse_args()
    figures = measure(arguments.rounds)
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            goal = f"   (goal: at most {GOALS[name]:g})" if name in GOALS else ""
            if name == "submissions/s on one core":
                goal = f"   (goal: at least {GOAL_PER_SECOND:g})"
            print(f"{name:28} {value if isinstance(value, str) else format(value, '8.2f')}{goal}")
    return 0


def measure(rounds: int) -> dict[str, float | str]:
    figures: dict[str, float | str] = {}
    pooled, unpooled = open_sandbox(), open_sandbox(spare_depth=0)
    try:
        figures["tier"] = pooled.tier
        figures |= _percentiles("pool", lambda: _once(pooled), rounds)
        figures |= _percentiles("zygote", lambda: _once(unpooled), rounds)
        figures |= _percentiles("floor", _bare_fork, rounds)
        cold = [sys.executable, "-c", COLD_PROGRAM]
        figures |= _percentiles("cold", lambda: _command(cold), max(5, rounds // 10))
        if wrapped := _in_bubblewrap(cold):
            figures |= _percentiles("bwrap", lambda: _command(wrapped), max(5, rounds // 10))
        figures["private MiB"] = _private_mib(pooled)
        figures["late kill ms"] = _late_kill_ms(pooled)
    finally:
        pooled.close()
        unpooled.close()
    figures["submissions/s on one core"] = _throughput(rounds)
    return figures


def _once(box: Sandbox) -> float:
    """Return the seconds from request to result; giving the process back is not in them."""
    start = time.perf_counter()
    with box.session() as session:
        session.load(PROGRAM)
        session.call("f", np.arange(5.0))
        return time.perf_counter() - start


def _bare_fork() -> float:
    start = time.perf_counter()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        names: dict[str, object] = {}
        exec(compile(PROGRAM, "floor", "exec"), names)  # noqa: S102 - our own text, the floor to beat
        result = names["f"](np.arange(5.0))  # type: ignore[operator]
        os.write(writing, repr(result).encode())
        os._exit(0)
    os.close(writing)
    os.read(reading, 100)
    took = time.perf_counter() - start
    os.close(reading)
    os.waitpid(pid, 0)
    return took


def _command(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _in_bubblewrap(command: list[str]) -> list[str]:
    """Return `command` in a fresh container, or [] when bubblewrap is not here or not allowed."""
    if shutil.which("bwrap") is None:
        return []
    wrapped = ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "--dev", "/dev", *command]
    tried = subprocess.run(wrapped, capture_output=True, check=False)
    return wrapped if tried.returncode == 0 else []


def _percentiles(name: str, once: Callable[[], float], rounds: int) -> dict[str, float | str]:
    once()
    times = []
    for _ in range(rounds):
        times.append(once() * 1000)
        time.sleep(PAUSE_SECONDS)
    p95 = statistics.quantiles(times, n=20)[-1]
    return {f"{name} p50 ms": statistics.median(times), f"{name} p95 ms": p95}


def _private_mib(box: Sandbox) -> float | str:
    """Return the memory one running child has for itself, above what it shares with the zygote."""
    with box.session() as session:
        session.load(PROGRAM)
        session.call("f", np.arange(5.0))
        try:
            rollup = Path(f"/proc/{session.process_id}/smaps_rollup").read_text()
        except OSError:
            return "only root may look"
    lines = [line.split() for line in rollup.splitlines() if line.startswith("Private_")]
    return sum(int(words[1]) for words in lines) / 1024


def _late_kill_ms(box: Sandbox) -> float:
    """Return how long after its deadline a sleeping program is reported, killed and buried."""
    worst = 0.0
    for _ in range(5):
        limits = Limits(wall_s=0.3)
        start = time.perf_counter()
        with box.session(limits) as session:
            session.load("import time\ndef f():\n    time.sleep(100)\n")
            start = time.perf_counter()
            try:
                session.call("f")
            except LimitExceeded:
                pass
        worst = max(worst, time.perf_counter() - start - limits.wall_s)
    return worst * 1000


def _throughput(rounds: int) -> float:
    """Return submissions a second, one after another, with everything on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    box = open_sandbox()
    try:
        _once(box)
        start = time.perf_counter()
        for _ in range(rounds):
            _once(box)
        return rounds / (time.perf_counter() - start)
    finally:
        box.close()
        os.sched_setaffinity(0, before)


if __name__ == "__main__":
    raise SystemExit(main())
