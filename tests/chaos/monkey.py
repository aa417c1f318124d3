"""What goes wrong with a site: processes killed or stopped at random, the broker emptied."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import redis

from tests.processes import children, command, descendants
from tests.site import RunningSite

STOPPED_S = 12.0  # longer than a grader's mark in the broker lasts
FULL_S = 8.0
PIECE = 1 << 16


@dataclass(slots=True)
class Monkey:
    """Does something to the site every few seconds; `done` counts what.

    A site needs some seconds to start a program again: with harm twice as frequent on a busy
    machine no web server is up for most of the time, and nothing is tried.
    """

    site: RunningSite
    seed: int = 1
    every_s: float = 6.0
    done: Counter[str] = field(default_factory=Counter)
    _over: threading.Event = field(default_factory=threading.Event)

    def play(self) -> None:
        """Go on until `stop`; each kind of harm comes before any comes again."""
        dice = random.Random(self.seed)
        bag: list[str] = []
        while not self._over.wait(dice.uniform(0.5, 1.5) * self.every_s):
            if not bag:
                bag = dice.sample(sorted(self.harms), len(self.harms))
            what = bag.pop()
            if self.harms[what](dice):
                self.done[what] += 1

    def stop(self) -> None:
        self._over.set()

    @property
    def harms(self) -> Mapping[str, Callable[[random.Random], bool]]:
        return {
            "a grader killed": lambda dice: self._kill(dice, self.named("grader.worker")),
            "a grader's child killed": lambda dice: self._kill(dice, self._pools()),
            "a sandbox killed": lambda dice: self._kill(dice, self._sandboxes()),
            "a grader hung": lambda dice: self._hang(dice, self._pools()),
            "a sandbox hung": lambda dice: self._hang(dice, self._sandboxes()),
            "the disk filled": self._fill,
            "the recorder killed": lambda dice: self._kill(dice, self.named("-Q verdicts")),
            "the scheduler killed": lambda dice: self._kill(dice, self.named(" beat ")),
            "the web killed": lambda dice: self._kill(dice, self.named("gunicorn")),
            "a web worker killed": lambda dice: self._kill(dice, self._web_workers()),
            "the broker killed": lambda dice: self._kill(dice, self.named("valkey")),
            "the broker emptied": self._empty,
            "PostgreSQL restarted": lambda dice: self._kill(
                dice, self.named("postgres"), signal.SIGINT
            ),
        }

    def named(self, words: str) -> list[int]:
        return [pid for pid in children(self.site.supervisor.pid) if words in command(pid)]

    def _pools(self) -> list[int]:
        return [child for grader in self.named("grader.worker") for child in children(grader)]

    def _sandboxes(self) -> list[int]:
        return [below for pool in self._pools() for below in descendants(pool)]

    def _web_workers(self) -> list[int]:
        return [child for web in self.named("gunicorn") for child in children(web)]

    def _kill(
        self, dice: random.Random, victims: list[int], how: signal.Signals = signal.SIGKILL
    ) -> bool:
        if not victims:
            return False
        try:
            os.kill(dice.choice(victims), how)
        except ProcessLookupError:
            return False
        return True

    def _hang(self, dice: random.Random, victims: list[int]) -> bool:
        """Something that neither works nor dies for a while."""
        if not victims:
            return False
        victim = dice.choice(victims)
        if not self._kill(dice, [victim], signal.SIGSTOP):
            return False
        self._over.wait(STOPPED_S)
        self._kill(dice, [victim], signal.SIGCONT)
        return True

    def _fill(self, dice: random.Random) -> bool:
        """No room for the database, the queue and the logs; only on a small disk of their own."""
        state = self.site.folder
        if os.stat(state).st_dev == os.stat(state.parents[1]).st_dev:
            return False
        filler = state / "filler"
        try:
            with filler.open("wb") as file:
                while shutil.disk_usage(state).free:
                    file.write(bytes(PIECE))
                    file.flush()
        except OSError:
            pass  # that was the last of it
        self._over.wait(FULL_S)
        filler.unlink(missing_ok=True)
        return True

    def _empty(self, dice: random.Random) -> bool:
        try:
            with redis.Redis.from_url(self.site.environment()["REDIS_URL"]) as broker:
                broker.flushall()
        except redis.RedisError:
            return False
        return True
