"""The tests' own PostgreSQL and Valkey: addresses are chosen at once, the servers start when asked for.

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
    """Decide where the servers of this run are; gives what to start and what to put in os.environ."""
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


def of_worker(redis_url: str, worker: str) -> str:
    """The broker's address for xdist worker "gw3": numbered databases 6 (queue) and 7 (cache)."""
    number = 2 * int(worker.removeprefix("gw"))
    return urlsplit(redis_url)._replace(path=f"/{number}").geturl()


def enter_environment() -> Servers:
    """Put the addresses into os.environ, before Django's settings read them; once per process."""
    if INHERITED in os.environ:
        os.environ["REDIS_URL"] = of_worker(
            os.environ["REDIS_URL"], os.environ.get("PYTEST_XDIST_WORKER", "gw0")
        )
        return Servers(Path(os.environ[INHERITED]), None, None)
    servers, changes = choose_servers()
    os.environ.update(changes)
    atexit.register(servers.stop)
    return servers


SERVERS = enter_environment()
