"""One process that cannot outlive its parent: own session, own log, a signal when that dies."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from campus.serving.unprivileged import become_nobody

PR_SET_PDEATHSIG: Final = 1
LOG_KEPT: Final = 5_000_000  # bytes; a longer log is put aside once, at the next start


@dataclass(frozen=True, slots=True)
class Program:
    """What to start, and how it is told to stop.

    name          one word, also the name of its log
    argv          the program and its arguments
    env           its whole environment: nothing is inherited
    stop          the signal that asks it to end in good order
    as_nobody     give root's identity up first; PostgreSQL refuses to run as root
    patience      seconds it may take to stop before it is killed
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    stop: signal.Signals = signal.SIGTERM
    as_nobody: bool = False
    patience: float = 10.0


@dataclass(slots=True)
class Child:
    """A program that runs. Start children from the main thread only: the kernel sends the
    parent-death signal when the *thread* that forked them ends."""

    program: Program
    log: Path
    process: "subprocess.Popen[bytes]" = field(init=False)

    def __post_init__(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                list(self.program.argv),
                env=dict(self.program.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=self._before_exec,
            )

    def _before_exec(self) -> None:
        if self.program.as_nobody:
            become_nobody()
        die_with_parent(self.program.stop)  # last: a change of identity clears it

    @property
    def pid(self) -> int:
        return self.process.pid

    def ended(self) -> int | None:
        """The exit status, or None while it runs."""
        return self.process.poll()

    def ask_to_stop(self) -> None:
        if self.ended() is None:
            self.process.send_signal(self.program.stop)

    def wait_or_kill(self) -> None:
        """Wait until it has stopped; after its patience kill its whole session."""
        try:
            self.process.wait(self.program.patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def last_words(self, lines: int = 8) -> str:
        """The end of its log, for a message to the person who started us."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


def plain_environment() -> dict[str, str]:
    """An environment without a locale of its own and without anybody's secrets."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def die_with_parent(sign: signal.Signals) -> None:
    """Have the kernel send `sign` to the calling process when its parent dies (Linux only)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of every grandchild whose parent dies, so that none is lost sight of."""
    PR_SET_CHILD_SUBREAPER = 36
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
