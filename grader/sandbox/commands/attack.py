"""`python -m grader attack [FOLDER]`: hostile programs against the sandbox of this machine.

One JSON line for each program, then one with the count. Exit status 1 when anything was breached,
3 when no tier holds here. A few minutes for the corpus that ships, tests/grader/attacks.

    python -m grader attack                          all that ships, in the best tier that holds
    python -m grader attack --tier landlock          in the second tier
    python -m grader attack mine --only fork         files of a folder whose names have "fork"
    python -m grader attack --unconfined             the negative control; must end with status 1
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from grader.errors import MachineFault, NoIsolation
from grader.sandbox.box import TIERS, open_sandbox
from grader.sandbox.commands.canaries import Canaries
from grader.sandbox.commands.corpus import HONEST, Attack, judge, read_corpus
from grader.sandbox.fork_server import own_uids
from grader.sandbox.inside.zygote import gives_uids
from grader.sandbox.libraries import preloaded
from grader.sandbox.limits import Limits
from grader.sandbox.pool import Pool
from grader.sandbox.readable import CHECKOUT

LIMITS: Final = Limits(cpu_s=2, wall_s=3.0, mem_mb=256, tmp_mb=16)
CORPUS: Final = CHECKOUT / "tests" / "grader" / "attacks"
LATE_SECONDS: Final = 10.0
"""How long after its wall time a session may end. A kill takes milliseconds, and on a machine with
other work it waits for its turn: this finds what hangs."""
COST_SECONDS: Final = 2.5
"""Processor time that one attack may cost this process; reading a large answer takes one second."""
SETTLE_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one attack did. `breaches` is empty when it was held."""

    attack: str
    what: str
    expect: str
    verdict: str
    why: str
    seconds: float
    rss_mb: int
    breaches: list[str]


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = __doc__
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=CORPUS,
        help="hostile programs (grader/sandbox/commands/corpus.py says how they are written); "
        "without one, those that ship",
    )
    parser.add_argument("--tier", choices=TIERS, help="the one to try; else the best that holds")
    parser.add_argument("--only", default="", help="part of the names of the files to run")
    parser.add_argument(
        "--unconfined",
        action="store_true",
        help="the negative control: no walls, and only programs made for it; must breach",
    )


def run(arguments: argparse.Namespace) -> int:
    if not (corpus := read_corpus(arguments.folder, arguments.only)):
        print(f"{arguments.folder} holds no attack of that name", file=sys.stderr)
        return 2
    if arguments.unconfined:
        corpus = [attack for attack in corpus if attack.control]
        tier = "none"
    else:
        try:
            box = open_sandbox(tiers=[arguments.tier] if arguments.tier else TIERS, spare_depth=0)
        except NoIsolation as refused:
            print(f"no tier holds here: {refused}", file=sys.stderr)
            return 3
        tier = box.tier
        box.close()
        corpus = [attack for attack in corpus if tier in attack.tiers]
    outcomes = []
    for outcome in run_corpus(corpus, tier):
        outcomes.append(outcome)
        print(json.dumps(asdict(outcome)), flush=True)
    breached = sum(bool(outcome.breaches) for outcome in outcomes)
    count = {"attacks": len(outcomes), "held": len(outcomes) - breached, "breached": breached}
    print(json.dumps({"tier": tier, "uid": os.getuid(), **count}))
    return 1 if breached else 0


def run_corpus(corpus: list[Attack], tier: str) -> Iterator[Outcome]:
    """Run each attack between two honest submissions, with canaries all around."""
    pool = Pool(tier, preloaded("numpy"), spare_depth=0)
    pool.warm()
    uids = own_uids(tier) if gives_uids(tier) else range(os.getuid(), os.getuid() + 1)
    canaries = Canaries(pool.process_id, own_uids(tier), uids)
    try:
        for attack in corpus:
            yield _run(attack, pool, canaries)
    finally:
        canaries.close()
        pool.close()


def _run(attack: Attack, pool: Pool, canaries: Canaries) -> Outcome:
    honest = canaries.fill(HONEST)
    _grade(pool, honest, "square")
    canaries.settle(pool.process_id)
    zygote = pool.process_id
    before = time.process_time()
    verdict, why, seconds, rss_mb, shown = _grade(pool, canaries.fill(attack.source), attack.task)
    breaches = _told(shown + why) + _against_expectation(attack, verdict)
    if seconds > LIMITS.wall_s + LATE_SECONDS:
        breaches.append(f"took {seconds:.1f} s")
    if (cost := time.process_time() - before) > COST_SECONDS:
        breaches.append(f"cost the worker {cost:.1f} s")
    _let_settle(canaries)
    breaches += canaries.harmed()
    next_verdict, next_why, *_ = _grade(pool, honest, "square")
    if next_verdict != "pass":
        breaches.append(f"the next honest submission: {next_verdict} {next_why[:80]}")
    if pool.process_id != zygote:
        breaches.append("the zygote died")
    why = why.encode("ascii", "replace").decode()[:100]
    return Outcome(
        attack.name, attack.what, attack.expect, verdict, why, round(seconds, 2), rss_mb, breaches
    )


def _grade(pool: Pool, source: str, task: str) -> tuple[str, str, float, int, str]:
    """Grade one submission; return verdict, why, seconds, resident MiB and all it printed."""
    start = time.monotonic()
    try:
        with pool.session(LIMITS, seed=1) as session:
            verdict, why = judge(session, source, task)
    except MachineFault as fault:
        return "machine", str(fault), time.monotonic() - start, 0, ""
    seconds = time.monotonic() - start
    shown = session.stdout + session.stderr
    return verdict, why, seconds, session.usage.max_rss_kb // 1024, shown


def _told(text: str) -> list[str]:
    found = re.search(r"BREACH[^\n]*", text)
    return [found.group(0)[:120]] if found else []


def _against_expectation(attack: Attack, verdict: str) -> list[str]:
    """A forged pass, an honest program refused, or a fault of ours that a program brought about.

    `fail` and `error` may stand for each other: a tier without a writable folder gives the latter.
    """
    if verdict == "machine":
        return ["the machine was blamed"]
    if attack.expect == "pass" and verdict != "pass":
        return ["an honest program did not pass"]
    if verdict == "pass" and attack.expect not in ("pass", "any"):
        return ["a forged pass"]
    return []


def _let_settle(canaries: Canaries) -> None:
    """Give a killed process a moment to be gone before the processes are counted."""
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end and canaries.leftovers() > 0:
        time.sleep(0.02)
