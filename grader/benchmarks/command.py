"""`python -m grader bench`: right, false accepts, false rejects, undecided and times."""

from __future__ import annotations

import argparse
import resource
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from grader.benchmarks.cases import OWN, Case, read_cases
from grader.benchmarks.engines import Engine, Outcome, engines
from grader.benchmarks.resisting import measure_resistance

COUNTS = "engine        cases  right  false acc.  false rej.  undecided"
HEAD = COUNTS + "   median ms      p95 ms      max ms"


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = __doc__
    parser.add_argument("--cases", type=Path, default=OWN, metavar="FILE", help="outside cases")
    parser.add_argument("--seconds", type=float, default=5.0, help="time limit a case (others)")
    parser.add_argument("--hostile", action="store_true", help="hostile answers alone")
    parser.add_argument("--wrong", action="store_true", help="list what our engine got wrong")


@dataclass(frozen=True, slots=True)
class Score:
    name: str
    cases: int
    right: int
    false_accepts: int
    false_rejects: int
    undecided: int
    median: float
    p95: float
    most: float


def run(arguments: argparse.Namespace) -> int:
    failed = 0 if arguments.hostile else compare_engines(arguments)
    resistance = measure_resistance()
    print(resistance)
    return int(bool(failed or resistance.executed or resistance.hung or resistance.failed))


def compare_engines(arguments: argparse.Namespace) -> int:
    """Print one row an engine; 1 if ours accepted a wrong answer."""
    cases = read_cases(arguments.cases)
    pairs = [case for case in cases if case.comparable]
    found, notes = engines(arguments.seconds)
    outcomes = measure(found, pairs)
    scores = [score(e.name, pairs, o) for e, o in zip(found, outcomes, strict=True)]
    print(HEAD, *map(_row, scores), sep="\n")
    if arguments.wrong:
        _list_wrong(pairs, outcomes[0])
    if len(pairs) < len(cases):
        ours = found[0]
        print(_row(score("lemma, all", cases, measure([ours], cases)[0])))
    for note in notes:
        print(note)
    for other in scores[1:]:
        median, p95 = other.median / scores[0].median, other.p95 / scores[0].p95
        print(
            f"lemma is {median:.1f} times as fast as {other.name} at the median, {p95:.0f} at p95"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"largest size of our process: {peak:.0f} MB")
    return 1 if scores[0].false_accepts else 0


def measure(engines: Sequence[Engine], cases: Sequence[Case]) -> list[list[Outcome]]:
    """For each engine one outcome a case, after one outside the count that loads what is loaded
    once.

    Each engine goes over all cases by itself, one after the other in the same run: taking turns
    at each case measures how fast an engine gets back what the others pushed out of the caches
    of the machine, which no worker that only grades has to do. No key is known beforehand. Times
    are processor times: busy minutes do not count. The first engine, ours, is so quick that its
    pass is over in a quarter of a second; it passes before and after each other one, so that all
    see the same minutes of a machine whose speed changes, and the median of its passes counts.
    """
    first, *others = engines
    passes = [_pass(first, cases)]
    outcomes = []
    for engine in others:
        outcomes.append(_pass(engine, cases))
        passes.append(_pass(first, cases))
    times = zip(*([outcome.ms for outcome in each] for each in passes), strict=True)
    ours = [Outcome(o.accepted, median(ms)) for o, ms in zip(passes[0], times, strict=True)]
    return [ours, *outcomes]


def _pass(engine: Engine, cases: Sequence[Case]) -> list[Outcome]:
    try:
        return [engine.decide(case) for case in (*cases[:1], *cases)][1:]
    finally:
        engine.close()


def score(name: str, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Score:
    pairs = list(zip(cases, outcomes, strict=True))
    times = sorted(outcome.ms for outcome in outcomes) or [0.0]
    return Score(
        name=name,
        cases=len(cases),
        right=sum(outcome.accepted is case.expected for case, outcome in pairs),
        false_accepts=sum(bool(o.accepted) and not c.expected for c, o in pairs),
        false_rejects=sum(o.accepted is False and c.expected for c, o in pairs),
        undecided=sum(o.accepted is None for _, o in pairs),
        median=times[len(times) // 2],
        p95=times[min(len(times) - 1, int(len(times) * 0.95))],
        most=times[-1],
    )


def _row(s: Score) -> str:
    counts = f"{s.cases:6d} {s.right:6d} {s.false_accepts:11d} {s.false_rejects:11d}"
    return f"{s.name:12}{counts} {s.undecided:10d} {s.median:11.2f} {s.p95:11.2f} {s.most:11.2f}"


def _list_wrong(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> None:
    for case, outcome in zip(cases, outcomes, strict=True):
        if outcome.accepted is not case.expected:
            print(
                f"  {case.identity}: {case.answer!r} for {case.key['value']!r}: {outcome.accepted}"
            )
