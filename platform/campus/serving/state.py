"""The state folder: everything a site remembers. One owner, one running site at a time.

lock            held while a site runs; says where it is
secrets.json    keys and passwords, made once, readable by the owner alone
postgres/       the database          valkey/   queue and cache
static/         style sheets and scripts as they are served
logs/           one file per program
"""

import fcntl
import json
import os
import pwd
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from campus.serving.errors import StateTrouble


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must survive a restart: with another seed secret every learner would get new numbers."""

    secret_key: str
    seed_secret: str
    postgres_password: str
    valkey_password: str


@dataclass(frozen=True, slots=True)
class State:
    """An open state folder; the lock is held until the process ends."""

    folder: Path
    secrets: Secrets
    lock: IO[str]

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    def log(self, program: str) -> Path:
        return self.logs / f"{program}.log"

    def announce(self, address: str) -> None:
        """Write into the lock where the site is, for whoever tries to start a second one."""
        self.lock.seek(0)
        self.lock.truncate()
        self.lock.write(address)
        self.lock.flush()


def open_state(folder: Path) -> State:
    """Make the folder if need be, take its lock, read its secrets.

    Raises StateTrouble if it belongs to somebody else, cannot be written, or is in use.
    """
    folder = folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _must_be_ours(folder)
        (folder / "logs").mkdir(exist_ok=True)
        lock = (folder / "lock").open("a+")
    except PermissionError:
        raise StateTrouble(
            f"The state folder {folder} cannot be written to: choose another with --state DIR."
        ) from None
    except (FileExistsError, NotADirectoryError):
        raise StateTrouble(
            f"{folder} is a file and no folder: choose another with --state DIR."
        ) from None
    _take(lock, folder)
    return State(folder, _read_secrets(folder / "secrets.json"), lock)


def _must_be_ours(folder: Path) -> None:
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        name = _name_of(owner)
        raise StateTrouble(
            f"The state folder {folder} belongs to {name}: start the site as {name}, "
            "or choose another folder with --state DIR."
        )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user number {uid}"


def _take(lock: IO[str], folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        where = lock.read().strip() or "it is still starting"
        raise StateTrouble(
            f"A site already runs on {folder} ({where}): stop it first, "
            "or choose another folder with --state DIR."
        ) from None


def _read_secrets(path: Path) -> Secrets:
    if not path.exists():
        made = Secrets(*(secrets.token_urlsafe(36) for _ in range(4)))
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(made), file, indent=2)
        return made
    try:
        return Secrets(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        raise StateTrouble(
            f"{path} cannot be read as the keys of this site: bring it back from a backup, "
            "or start afresh with another --state folder."
        ) from None
