"""
What exercises cost, beside their goals: `./run bench exercises`.

    variant   one seed in an open sandbox session     beside the same program, bare
    session   one seed, its session opened and closed for it
    page      a variant's texts to HTML               beside every formula typeset anew
    check     200 seeds of one exercise, all rules, its sandbox's processes counted in

Times are processor time, that of the sandbox's processes included, so that a busy machine changes
little. Medians in milliseconds, checks in seconds.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from exercises.checking.seeds import check_seeds
from exercises.drawing.program import Program
from exercises.model import Exercise
from exercises.programming import drawer, specification
from exercises.source import read_exercise
from exercises.typesetting.formulas import mathml
from exercises.variant import variant_of
from grader.sandbox import Sandbox, open_sandbox

BANK = Path(__file__).parent / "bank"
MATHEMATICS, CODE = BANK / "M08" / "gcond-hand.md", BANK / "M00" / "fp-logsumexp.md"
VARIANT_MS, PAGE_MS = 10, 10
CHECK_S = {"math": 3, "code": 6}  # for 200 seeds


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run bench exercises", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[MATHEMATICS, CODE])
    parser.add_argument("--seeds", type=int, default=200)
    given = parser.parse_args(arguments)
    for file in given.files:
        _report(read_exercise(file), given.seeds)
    return 0


def _report(exercise: Exercise, seeds: int) -> None:
    print(f"{exercise.id} ({exercise.kind}), {seeds} seeds")
    box = _box()
    drawn, inside = _draw(exercise, seeds, box)
    program = Program(specification(exercise))
    program.make(0)
    bare = [_cost(partial(program.make, seed)) for seed in range(seeds)]
    baseline = f"mean {statistics.mean(inside):.2f}, bare program {_median(bare):.2f}"
    _print("variant", _median(inside), "ms in the sandbox", VARIANT_MS, baseline)
    alone = [_alone(exercise, seed, box) for seed in range(min(seeds, 20))]
    print(f"  session  {_median(alone):7.2f} ms wall, opened for one seed")
    warm = [_cost(partial(variant_of, exercise, seed, drawn[seed])) for seed in range(seeds)]
    cold = [_cold(exercise, seed, drawn[seed]) for seed in range(min(seeds, 20))]
    baseline = f"every formula typeset anew {_median(cold):.2f}"
    _print("page", _median(warm), "ms", PAGE_MS, baseline)
    check_seeds(exercise, range(1), box)  # what is typeset and compiled once is not a seed's price
    box.close()
    idle = _with_children(lambda box: None)
    started = time.process_time()
    whole = _with_children(lambda box: check_seeds(exercise, range(seeds), box)) - idle
    here = time.process_time() - started
    goal = CHECK_S[exercise.kind] * seeds / 200
    _print("check", whole, "s", goal, f"{here:.2f} of them in this process")


def _print(what: str, cost: float, unit: str, goal: float, beside: str) -> None:
    met = "met" if cost <= goal else "MISSED"
    print(f"  {what:<8} {cost:7.2f} {unit}; goal {goal:g}, {met} ({beside})")


def _draw(exercise: Exercise, seeds: int, box: Sandbox) -> tuple[list[dict[str, Any]], list[float]]:
    """What is drawn for each seed, and the milliseconds of the child's processor for each."""
    drawn, costs = [], []
    with drawer(exercise, box, seeds=seeds) as source:
        source.draw(0)
        for seed in range(seeds):
            started = source.cpu_so_far()
            drawn.append(source.draw(seed))
            costs.append((source.cpu_so_far() - started) * 1000)
    return drawn, costs


def _alone(exercise: Exercise, seed: int, box: Sandbox) -> float:
    started = time.perf_counter()
    with drawer(exercise, box) as source:
        source.draw(seed)
    return (time.perf_counter() - started) * 1000


def _cold(exercise: Exercise, seed: int, drawn: dict[str, Any]) -> float:
    mathml.cache_clear()
    return _cost(lambda: variant_of(exercise, seed, drawn))


def _with_children(work: Callable[[Sandbox], object]) -> float:
    """Processor seconds of some work with a sandbox of its own, until its processes are gone."""
    started = _spent()
    box = _box()
    work(box)
    box.close()
    return _spent() - started


def _spent() -> float:
    """Processor seconds of this process and of all its children that have ended."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


def _box() -> Sandbox:
    box = open_sandbox(preload=("exercises.drawing",))
    box.warm()
    return box


def _cost(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def _median(costs: Sequence[float]) -> float:
    return statistics.median(costs)


if __name__ == "__main__":
    raise SystemExit(main())
