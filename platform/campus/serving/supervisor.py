"""The parent of a site's processes: starts them, starts the dead again, stops the lot.

Nothing outlives it. A child gets a signal from the kernel when its parent dies, whatever the
parent died of; and what the children leave behind is adopted here and ended at the end.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from campus.serving.child import Child, Program, adopt_orphans
from campus.serving.errors import ProgramTrouble

TICK: Final = 0.1  # seconds
STEADY: Final = 30.0  # a program that ran this long is well: its next failure waits the least
WAITS: Final = (0.2, 1.0, 3.0, 10.0)  # seconds before the first, second, … start after a death

REFUSED: Final = 3  # the exit status of a program whose last line is for the person who asked


class StopAsked(BaseException):
    """Ctrl-C, TERM or a closed terminal: leave what you do and put everything in order."""


class Supervisor:
    """Keeps programs running. Use from the main thread, as a context manager."""

    def __init__(self, log_of: Callable[[str], Path]) -> None:
        self.log_of = log_of
        self.children: list[Child] = []
        self.started: dict[str, float] = {}
        self.deaths: dict[str, int] = {}
        self.due: dict[str, tuple[float, Program]] = {}
        self.errand: Child | None = None

    def __enter__(self) -> "Supervisor":
        adopt_orphans()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _ask_to_stop)
        return self

    def __exit__(self, *_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.stop()

    def start(self, program: Program) -> Child:
        child = Child(program, self.log_of(program.name))
        self.children.append(child)
        self.started[program.name] = time.monotonic()
        return child

    def begin(self, program: Program) -> Child:
        """Start a program that ends by itself, with a log of its own; `finish` waits for it."""
        self.log_of(program.name).unlink(missing_ok=True)
        self.errand = self.start(program)
        return self.errand

    def finish(self, errand: Child) -> None:
        """Wait until it has ended; raises ProgramTrouble with what it said, if it failed."""
        while (status := errand.ended()) is None:
            self.look_after()
            time.sleep(TICK / 4)
        self.children.remove(errand)
        self.errand = None
        if status:
            words = errand.last_words(1 if status == REFUSED else 12)
            raise ProgramTrouble(words if status == REFUSED else f"{errand.log} ends:\n{words}")

    def wait_until(self, ready: Callable[[], bool], seconds: float, what: str) -> None:
        """Look after the children until `ready`; raises ProgramTrouble after `seconds`."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.look_after()
            if time.monotonic() > deadline:
                raise ProgramTrouble(what)
            time.sleep(TICK)

    def watch(self) -> None:
        """Look after the children until somebody asks to stop."""
        while True:
            self.look_after()
            time.sleep(TICK)

    def look_after(self) -> None:
        """Reap adopted orphans, note the dead, start again those whose wait is over."""
        _reap_all_but({child.pid for child in self.children})
        for child in [child for child in self.children if child is not self.errand]:
            if child.ended() is not None:
                self._note_death(child)
        for name, (when, program) in list(self.due.items()):
            if time.monotonic() >= when:
                del self.due[name]
                self.start(program)

    def _note_death(self, child: Child) -> None:
        name = child.program.name
        child.kill()  # its session may hold workers that have lost their head
        self.children.remove(child)
        ran = time.monotonic() - self.started[name]
        count = 0 if ran > STEADY else self.deaths.get(name, 0)
        self.deaths[name] = count + 1
        wait = WAITS[min(count, len(WAITS) - 1)]
        self.due[name] = (time.monotonic() + wait, child.program)
        _say(f"{name} ended ({_how(child.process.returncode)}) and is started again; {child.log}:")
        _say(f"    {child.last_words(1)}")

    def stop(self) -> None:
        """Stop in three waves, so that nobody loses the server he still talks to."""
        servers = [child for child in self.children if child.program.name in ("postgres", "valkey")]
        desks = [child for child in self.children if child not in servers]
        for wave in (desks, servers):
            _stop_together(wave)
        self.children.clear()
        _end_descendants()


def _ask_to_stop(number: int, frame: FrameType | None) -> None:
    raise StopAsked


def _stop_together(children: Sequence[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_or_kill()


def _reap_all_but(ours: set[int]) -> None:
    """Bury orphans that came to us. Our own are left to their Popen, which wants the status."""
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid in ours:
            return
        os.waitpid(ended.si_pid, 0)


def _end_descendants() -> None:
    """Kill what the children left behind: whoever loses his parent becomes a child of ours."""
    while left := _own_children():
        for pid in left:
            os.kill(pid, signal.SIGKILL)  # at worst already dead, but not yet reaped: still ours
        _reap_all_but(set())
        time.sleep(0.01)


def _own_children() -> list[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return [int(pid) for each in lists for pid in each.read_text().split()]


def _how(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"status {status}"


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
