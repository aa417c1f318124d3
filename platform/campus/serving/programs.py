"""Which processes make a site, and what each of them may know.

The site's own processes get the addresses and the keys. Graders run programs that learners wrote:
they get the queue's address and nothing else, so that whoever breaks out finds no database.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campus.serving.child import Program
from campus.serving.collecting import COLLECTED
from campus.serving.ports import LOOPBACK

GRADERS: Final = 2
THREADS: Final = 16  # a request may wait up to 0.4 s for its verdict

#: All that a grader takes over from the shell; its own settings begin with GRADER_.
HARMLESS: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")
#: Arrays are small: threads of a BLAS would only fight over the cores.
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PRELOAD: Final = {"GRADER_PRELOAD": "exercises.drawing"}

#: Celery would run Django's checks of all the pages, which the recorder never shows.
UNCHECKED: Final = {"CELERY_SKIP_CHECKS": "1"}

#: What `preparing` says when schema and exercises are there.
PUBLISHED: Final = "schema and exercises are up to date"

#: How long PostgreSQL may take for one statement, in milliseconds: a page must not hang.
PAGE_STATEMENT: Final = 5_000
WORKER_STATEMENT: Final = 60_000


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site's parts are. `folder` is the state folder, `shell` the environment of ours."""

    folder: Path
    port: int
    database_url: str
    redis_url: str
    secret_key: str
    seed_secret: str
    demo: bool
    shell: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def environment(self, statement_ms: int = 0) -> dict[str, str]:
        """For the processes that serve pages and keep the books; 0 means no limit."""
        defaults = {
            "SITE_URL": self.address,
            "SECRET_KEY": self.secret_key,
            "SEED_SECRET": self.seed_secret,
            "DEMO": "1" if self.demo else "0",
            "STATEMENT_TIMEOUT_MS": str(statement_ms),
            "CREDENTIAL_KEY_FILE": str(self.folder / "certificates.pem"),
        }
        ours = {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "STATIC_ROOT": str(COLLECTED),
            "DJANGO_SETTINGS_MODULE": "campus.settings",
        }
        return {**defaults, **PRELOAD, **self.shell, **ONE_THREAD, **ours}

    def grader_environment(self) -> dict[str, str]:
        """For the processes that run learners' programs."""
        taken = {
            name: value
            for name, value in self.shell.items()
            if name in HARMLESS or name.startswith("GRADER_")
        }
        return {**PRELOAD, **taken, **ONE_THREAD, "REDIS_URL": self.redis_url}

    def graders(self) -> list[Program]:
        environment = self.grader_environment()
        names = [f"grader{number}" for number in range(1, GRADERS + 1)]
        return [
            worker(name, "grader.worker", "exam,grade,draw", environment, "-I", "exercises.worker")
            for name in names
        ]

    def bulk(self) -> Program:
        """The slow lane, at the lowest priority: it runs authors' programs, and knows as little."""
        return worker("bulk", "exercises.bulk", "bulk", self.grader_environment())

    def preparing(self) -> Program:
        """Says PUBLISHED in its log when pages may be served, and then adds the demo's people."""
        flags = ["--demo"] if self.demo else []
        command = module("campus.serving.preparing", *flags)
        return Program("preparing", command, self.environment())

    def history(self) -> Program:
        """What the demo's people did so far."""
        command = module("django", "demo", "--verbosity=0")
        return Program("history", command, self.environment())

    def desks(self) -> list[Program]:
        """Everything that needs the prepared database."""
        web, books = self.environment(PAGE_STATEMENT), self.environment(WORKER_STATEMENT)
        return [
            Program("web", module("gunicorn", *_gunicorn(self.port)), web, patience=15.0),
            worker("recorder", "campus", "verdicts", {**books, **UNCHECKED}),
        ]

    def scheduler(self) -> Program:
        schedule = f"--schedule={self.folder / 'beat'}"
        beat = ["-A", "campus.clock", "beat", "--loglevel=WARNING", schedule, "--pidfile="]
        broker = {**self.grader_environment(), "TZ": self.shell.get("TZ", "UTC")}
        return Program("scheduler", module("celery", *beat), broker)


def module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]


def worker(
    name: str, app: str, queues: str, environment: Mapping[str, str], *flags: str
) -> Program:
    """A Celery worker that takes one message at a time from its queues."""
    which = ["-A", app, "worker", "-Q", queues, "-c", "1", "-n", f"{name}@%h", *flags]
    quiet = ["--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    return Program(name, module("celery", *which, *quiet), environment, patience=15.0)


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
