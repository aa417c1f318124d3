"""A grader and a recorder for tests that look into the database while real processes work on it."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import redis

from campus.serving.child import Child
from campus.serving.programs import Site
from grader.queue import GRADER_MARK
from tests.processes import comes_true


@dataclass(frozen=True, slots=True)
class Workers:
    grader: Child
    recorder: Child

    def stop(self) -> None:
        for child in (self.grader, self.recorder):
            child.ask_to_stop()
        for child in (self.grader, self.recorder):
            child.wait_or_kill()


def start_workers(folder: Path, database: str) -> Workers:
    """Start both on `database` and this test's queue; return when the grader shows life."""
    site = Site(
        folder,
        port=0,
        database_url=urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl(),
        redis_url=os.environ["REDIS_URL"],
        secret_key=os.environ["SECRET_KEY"],
        seed_secret=os.environ["SEED_SECRET"],
        demo=False,
        shell=os.environ,
    )
    recorder = next(program for program in site.desks() if program.name == "recorder")
    workers = Workers(
        Child(site.graders()[0], folder / "grader.log"), Child(recorder, folder / "recorder.log")
    )
    with redis.Redis.from_url(site.redis_url) as broker:
        alive = comes_true(lambda: next(broker.scan_iter(f"{GRADER_MARK}*"), None) is not None, 60)
    assert alive, workers.grader.last_words()
    return workers
