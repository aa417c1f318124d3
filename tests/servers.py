"""The tests' own PostgreSQL and Valkey: addresses are chosen at once, servers start when wanted.

`DATABASE_URL` and `REDIS_URL` in the environment point the tests at servers of one's own. Under
pytest-xdist the controlling process owns the servers; its workers inherit the addresses and use a
database and a pair of Valkey's numbered databases each.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from campus.serving.child import Child
from campus.serving.ports import free_port
from campus.serving.postgres import FORGETFUL, SETTINGS, Postgres
from campus.serving.valkey import Valkey

PASSWORD = "only-for-tests"
INHERITED = "LEMMA_TEST_SERVERS"  # set by the controlling process: its workers start nothing


@dataclass(slots=True)
class Servers:
    """The embedded servers of one test run; either may be absent when an address was given."""

    folder: Path
    postgres: Postgres | None
    valkey: Valkey | None
    running: dict[str, Child] = field(default_factory=dict)

    def start_postgres(self) -> None:
        if self.postgres is not None and "postgres" not in self.running:
            self.postgres.initialise()
            child = Child(self.postgres.program(), self.folder / "postgres.log")
            self.running["postgres"] = child
            self.postgres.wait_until_ready(child)

    def start_valkey(self) -> None:
        if self.valkey is not None and "valkey" not in self.running:
            self.valkey.initialise()
            child = Child(self.valkey.program(), self.folder / "valkey.log")
            self.running["valkey"] = child
            self.valkey.wait_until_ready(child)

    def stop(self) -> None:
        for child in self.running.values():
            child.ask_to_stop()
        for child in self.running.values():
            child.wait_or_kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def choose_servers(environ: Mapping[str, str] = os.environ) -> tuple[Servers, dict[str, str]]:
    """Decide where this run's servers are: what to start, and what to put into os.environ."""
    folder = Path(tempfile.mkdtemp(prefix="lemma-tests-"))
    postgres = valkey = None
    changes = {INHERITED: str(folder)}
    if "DATABASE_URL" not in environ:
        postgres = Postgres(folder / "postgres", free_port(), PASSWORD, (*SETTINGS, *FORGETFUL))
        changes["DATABASE_URL"] = postgres.url
    if "REDIS_URL" not in environ:
        valkey = Valkey(folder / "valkey", free_port(), PASSWORD, durable=False)
        changes["REDIS_URL"] = valkey.url
    return Servers(folder, postgres, valkey), changes


def numbered(redis_url: str, worker: str, offset: int) -> str:
    """The address for xdist worker "gw3": database 6 is its queue (offset 0), 7 its cache (1)."""
    number = 2 * int(worker.removeprefix("gw")) + offset
    return urlsplit(redis_url)._replace(path=f"/{number}").geturl()


def cache_address() -> str:
    return numbered(os.environ["REDIS_URL"], _worker(), 1)


def enter_environment() -> Servers:
    """Put the addresses into os.environ, before Django's settings read them; once per process."""
    if INHERITED in os.environ:
        os.environ["REDIS_URL"] = numbered(os.environ["REDIS_URL"], _worker(), 0)
        return Servers(Path(os.environ[INHERITED]), None, None)
    servers, changes = choose_servers()
    os.environ.update(changes)
    atexit.register(servers.stop)
    return servers


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "gw0")


SERVERS = enter_environment()
