"""From the click to the verdict, through HTTP, on an idle site of its own.

    ./run bench http [--clicks N]

The stopwatch runs from sending the form until the fragment with the verdict has arrived, asking
again after the pauses the page asks for. The baseline is a page of the same site that does nothing
but render, in the same run: what is above it is grading.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.behind import body_of, fields_of, listed_mistakes, right_answers
from tests.learner import Learner, Working
from tests.site import RunningSite, start_site, stop_site

MATHEMATICS = ("gcond-hand", "eig-values", "grad-compute", "pca-hand")
CODE = ("fp-logsumexp",)
EACH = 9  # clicks of one learner at one exercise; the site takes 12 a minute
PATIENCE_S = 240.0  # the worker of lowest priority draws variants ahead after a first start
QUIET = 0.9  # share of processor time that nobody wants
WRONG_PROGRAM = "import numpy as np\n\ndef logsumexp(z):\n    return float(np.max(z))\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench http")
    parser.add_argument("--clicks", type=int, default=60, help="of each kind")
    clicks = parser.parse_args().clicks
    with tempfile.TemporaryDirectory(prefix="lemma-bench-") as folder:
        site = start_site(Path(folder))
        try:
            measure(site, clicks)
        finally:
            stop_site(site)
    return 0


def measure(site: RunningSite, clicks: int) -> None:
    waited = until_idle()
    print(f"idle after {waited:.0f} s; load in the last minute: {os.getloadavg()[0]:.1f}")
    print(f"{'':30}{'n':>4}{'p50':>9}{'p95':>9}{'max':>9}   milliseconds")
    report("a page (baseline)", pages(site, clicks))
    report("mathematics, click to verdict", verdicts(site, MATHEMATICS, clicks, wrong_mathematics))
    report("a program, click to verdict", verdicts(site, CODE, clicks, wrong_program))


def until_idle() -> float:
    """Wait until the machine has had nothing to do for three seconds, or PATIENCE_S at most; the
    seconds waited."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_S:
        before = processor_ticks()
        time.sleep(3)
        idle, total = (now - then for now, then in zip(processor_ticks(), before, strict=True))
        if idle >= QUIET * total:
            break
    return time.monotonic() - begun


def processor_ticks() -> tuple[int, int]:
    """Ticks the processors had nothing to do or waited for a disk, and all ticks, since boot."""
    first = Path("/proc/stat").read_text().partition("\n")[0]
    ticks = [int(field) for field in first.split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


def report(what: str, seconds: list[float]) -> None:
    p50 = statistics.median(seconds)
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    figures = "".join(f"{1000 * value:9.1f}" for value in (p50, p95, max(seconds)))
    print(f"{what:30}{len(seconds):4}{figures}", flush=True)


def pages(site: RunningSite, count: int) -> list[float]:
    """The sign-in page, by a connection that is kept."""
    with Learner.at(site.url) as learner:
        learner.get("/sign-in/")
        return [timed(lambda: learner.get("/sign-in/")) for _ in range(count)]


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def verdicts(
    site: RunningSite,
    slugs: tuple[str, ...],
    count: int,
    answer: Callable[[RunningSite, Working, int], dict[str, str]],
) -> list[float]:
    """`count` clicks, one after the other, by as many learners as the site's limits ask for."""
    taken: list[float] = []
    while len(taken) < count:
        with Learner.at(site.url) as learner:
            learner.sign_up()
            for slug in slugs:
                work = learner.open(slug)
                for turn in range(min(EACH, count - len(taken))):
                    taken.append(work.time_to_verdict(answer(site, work, turn)))
    return taken


def wrong_mathematics(site: RunningSite, work: Working, turn: int) -> dict[str, str]:
    """All right but one listed mistake, another one each time: nothing is graded twice."""
    body = body_of(site, work.attempt)
    mistakes = listed_mistakes(body)
    blank, value, _ = mistakes[turn % len(mistakes)]
    return right_answers(body) | fields_of(blank, value)


def wrong_program(site: RunningSite, work: Working, turn: int) -> dict[str, str]:
    return {"answer-code": f"{WRONG_PROGRAM}# {turn}\n"}


if __name__ == "__main__":
    raise SystemExit(main())
