"""
What exercises cost, beside a baseline of the same run: `./run bench exercises`.

    variant   one seed in an open sandbox session     beside the same program, bare
    session   one seed, its session opened and closed for it
    page      a variant's texts to HTML               beside every formula typeset anew
    check     200 seeds of one exercise, all rules

Times are processor time of this process, and for the sandbox its own account of the child, so that
a busy machine changes little. Medians, in milliseconds.
"""

from __future__ import annotations

import argparse
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


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run bench exercises", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[MATHEMATICS, CODE])
    parser.add_argument("--seeds", type=int, default=200)
    given = parser.parse_args(arguments)
    box = open_sandbox(preload=("exercises.drawing",))
    try:
        for file in given.files:
            _report(read_exercise(file), given.seeds, box)
    finally:
        box.close()
    return 0


def _report(exercise: Exercise, seeds: int, box: Sandbox) -> None:
    print(f"{exercise.id} ({exercise.kind}), {seeds} seeds")
    drawn, inside = _draw(exercise, seeds, box)
    each = inside * 1000 / seeds
    program = Program(specification(exercise))
    program.make(0)
    bare = [_cost(partial(program.make, seed)) for seed in range(seeds)]
    print(f"  variant  {each:7.2f} ms in the sandbox (mean); bare program {_median(bare):.2f}")
    alone = [_alone(exercise, seed, box) for seed in range(min(seeds, 20))]
    print(f"  session  {_median(alone):7.2f} ms wall, opened for one seed")
    warm = [_cost(partial(variant_of, exercise, seed, drawn[seed])) for seed in range(seeds)]
    cold = [_cold(exercise, seed, drawn[seed]) for seed in range(min(seeds, 20))]
    print(f"  page     {_median(warm):7.2f} ms; every formula typeset anew {_median(cold):.2f}")
    # A second pass: what is typeset, parsed and compiled once is not the price of a seed.
    check_seeds(exercise, range(2), box)
    started = time.process_time()
    check_seeds(exercise, range(seeds), box)
    own = time.process_time() - started
    print(f"  check    {own:7.2f} s here and {inside:.2f} s drawing: {own + inside:.2f} s")


def _draw(exercise: Exercise, seeds: int, box: Sandbox) -> tuple[list[dict[str, Any]], float]:
    """What is drawn for each seed, and the child's processor seconds for all of them."""
    with drawer(exercise, box) as first:
        first.draw(0)
    with drawer(exercise, box, seeds=seeds) as source:
        drawn = [source.draw(seed) for seed in range(seeds)]
    return drawn, source.cpu_seconds - first.cpu_seconds


def _alone(exercise: Exercise, seed: int, box: Sandbox) -> float:
    started = time.perf_counter()
    with drawer(exercise, box) as source:
        source.draw(seed)
    return (time.perf_counter() - started) * 1000


def _cold(exercise: Exercise, seed: int, drawn: dict[str, Any]) -> float:
    mathml.cache_clear()
    return _cost(lambda: variant_of(exercise, seed, drawn))


def _cost(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def _median(costs: Sequence[float]) -> float:
    return statistics.median(costs)


if __name__ == "__main__":
    raise SystemExit(main())
