"""Which processes make a site, and what each of them may know.

The site's own processes get the addresses and the keys. Graders run programs that learners wrote:
they get the queue's address and nothing else, so that whoever breaks out finds no database.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campus.serving.child import Program
from campus.serving.ports import LOOPBACK

GRADERS: Final = 2
THREADS: Final = 16  # a request may wait up to 0.4 s for its verdict

#: All that a grader takes over from the shell. Settings of its own begin with GRADER_.
HARMLESS: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")
#: One small array at a time: threads of a BLAS would only fight over two cores.
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site's parts are. `folder` is the state folder."""

    folder: Path
    port: int
    database_url: str
    redis_url: str
    secret_key: str
    seed_secret: str
    shell: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def environment(self) -> dict[str, str]:
        """For the processes that serve pages and keep the books."""
        defaults = {
            "SITE_URL": self.address,
            "SECRET_KEY": self.secret_key,
            "SEED_SECRET": self.seed_secret,
            "GRADER_PRELOAD": "exercises.drawing",
        }
        return {
            **defaults,
            **self.shell,
            **ONE_THREAD,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "STATIC_ROOT": str(self.folder / "static"),
            "DJANGO_SETTINGS_MODULE": "campus.settings",
        }

    def grader_environment(self) -> dict[str, str]:
        """For the processes that run learners' programs."""
        taken = {
            name: value
            for name, value in self.shell.items()
            if name in HARMLESS or name.startswith("GRADER_")
        }
        return {
            "GRADER_PRELOAD": "exercises.drawing",
            **taken,
            **ONE_THREAD,
            "REDIS_URL": self.redis_url,
        }

    def graders(self) -> list[Program]:
        return [
            _worker(f"grader{number}", "grader.worker", "grade", self.grader_environment())
            for number in range(1, GRADERS + 1)
        ]

    def preparing(self, *, demo: bool) -> Program:
        return Program(
            "preparing",
            _module("campus.serving.preparing", *([] if demo else ["--no-demo"])),
            self.environment(),
        )

    def desks(self) -> list[Program]:
        """Everything that needs the prepared database."""
        environment = self.environment()
        beat = [
            "-A",
            "campus",
            "beat",
            "--loglevel=WARNING",
            f"--schedule={self.folder / 'beat'}",
            "--pidfile=",
        ]
        return [
            Program("web", _module("gunicorn", *_gunicorn(self.port)), environment, patience=15.0),
            _worker("recorder", "campus", "verdicts", environment),
            Program("scheduler", _module("celery", *beat), environment),
        ]


def site_of(
    folder: Path, port: int, database_url: str, redis_url: str, keys: tuple[str, str]
) -> Site:
    return Site(folder, port, database_url, redis_url, *keys, shell=dict(os.environ))


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]


def _worker(name: str, app: str, queue: str, environment: Mapping[str, str]) -> Program:
    arguments = [
        *("-A", app, "worker", "-Q", queue, "-c", "1", "-n", f"{name}@%h"),
        *("--loglevel=WARNING", "--without-gossip", "--without-mingle"),
    ]
    return Program(name, _module("celery", *arguments), environment, patience=15.0)


def _gunicorn(port: int) -> list[str]:
    return [
        "campus.wsgi:application",
        f"--bind={LOOPBACK}:{port}",
        "--worker-class=gthread",
        "--workers=2",
        f"--threads={THREADS}",
        "--preload",
        "--no-control-socket",
        "--graceful-timeout=10",
        "--log-level=warning",
    ]
