"""One storm over one site, and its report: `python -m tests.chaos.storm --answers 1000`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.behind import rows
from tests.chaos.crowd import Crowd
from tests.chaos.monkey import Monkey
from tests.processes import comes_true
from tests.site import RunningSite, start_site, stop_site

QUIET_S = 120.0  # after the last harm everything must be judged within this
WAITING = "SELECT count(*) FROM learning_submission WHERE state IN ('queued', 'running')"
NEWEST = "SELECT coalesce(max(id), 0) FROM accounts_user"


def storm(
    answers: int,
    *,
    learners: int = 12,
    pause_s: float = 0.2,
    every_s: float = 6.0,
    seed: int = 1,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Start a site, let learners hand in while it is harmed, and count.

    keep   a folder for the site, whose logs then stay; else a temporary one
    """
    os.environ |= {"SUBMISSIONS_AT_AN_EXERCISE": "100000", "SUBMISSIONS_OF_A_LEARNER": "100000"}
    with tempfile.TemporaryDirectory(prefix="lemma-chaos-") as folder:
        site = start_site(keep or Path(folder), "--no-demo", seconds=400.0)
        try:
            crowd = Crowd(site.url, learners, answers, pause_s)
            return _storm_over(site, crowd, Monkey(site, seed, every_s))
        finally:
            stop_site(site)


def _storm_over(site: RunningSite, crowd: Crowd, monkey: Monkey) -> dict[str, Any]:
    ((before,),) = rows(site, NEWEST)
    begun = time.monotonic()
    playing = threading.Thread(target=monkey.play)
    crowd.work(playing.start)
    monkey.stop()
    playing.join()
    calm = time.monotonic()
    judged = comes_true(lambda: _waiting(site) == 0, QUIET_S)
    found = _books(site, before)
    typed = Counter(map(tuple, found.pop("typed")))
    return {
        "answers accepted": len(crowd.accepted),
        "asked again": crowd.retried,
        "learners who gave up": crowd.troubles,
        "seconds": round(calm - begun),
        "harms": dict(monkey.done),
        "seconds until all were judged": round(time.monotonic() - calm) if judged else None,
        "stuck": _waiting(site),
        "lost": sum(1 for each in crowd.accepted if typed[each] == 0),
        "kept twice": sum(1 for count in typed.values() if count > 1),
        **found,
    }


def _waiting(site: RunningSite) -> int:
    ((count,),) = rows(site, WAITING)
    return int(count)


def _books(site: RunningSite, since: int) -> dict[str, Any]:
    environment = {**os.environ, **site.environment(), "DJANGO_SETTINGS_MODULE": "campus.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.books", str(since)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.storm")
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--learners", type=int, default=12)
    parser.add_argument("--pause", type=float, default=0.2, help="seconds between two answers")
    parser.add_argument("--every", type=float, default=6.0, help="seconds between two harms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where the site and its logs stay")
    asked = parser.parse_args()
    told = storm(
        asked.answers,
        learners=asked.learners,
        pause_s=asked.pause,
        every_s=asked.every,
        seed=asked.seed,
        keep=asked.keep,
    )
    print(json.dumps(told, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
