"""The state folder: everything a site remembers. One owner, one running site at a time.

lock            held while a site runs; says where it and its servers are
secrets.json    keys and passwords, made once, readable by the owner alone
certificates.pem  the key that signs certificates, made with the first of them
postgres/       the database          valkey/   queue and cache
prepared        with which code and exercises the database was brought up to date
logs/           one file per program
"""

import fcntl
import json
import os
import pwd
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from campus.serving.errors import StateTrouble

#: What a running site tells of itself; the lock can be read by its owner alone.
ANNOUNCED: Final = ("SITE_URL", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SEED_SECRET")


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

    def announce(self, environment: Mapping[str, str]) -> None:
        """Write into the lock where the site and its servers are."""
        self.lock.seek(0)
        self.lock.truncate()
        json.dump({name: environment[name] for name in ANNOUNCED}, self.lock)
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
        lock = os.fdopen(os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except PermissionError:
        raise StateTrouble(
            f"The state folder {folder} cannot be written to: choose another with --state DIR."
        ) from None
    except (FileExistsError, NotADirectoryError):
        raise StateTrouble(
            f"{folder} is a file and no folder: choose another with --state DIR."
        ) from None
    try:
        _take(lock, folder)
        return State(folder, _read_secrets(folder / "secrets.json"), lock)
    except StateTrouble:
        lock.close()
        raise


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


def running(folder: Path) -> dict[str, str]:
    """The environment of the site that runs on this folder; empty if none does."""
    try:
        lock = (folder / "lock").open()
    except OSError:
        return {}
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            written = lock.read()
            return dict(json.loads(written)) if written else {}
    return {}


def _take(lock: IO[str], folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        where = running(folder).get("SITE_URL", "it is still starting")
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
