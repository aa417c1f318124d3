"""How the grader stands hostile answers: what each costs, and that nothing in them runs."""

from __future__ import annotations

import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from grader.benchmarks.hostile import TEXTS
from grader.errors import MachineFault
from grader.grade import grade
from grader.kinds import KINDS
from grader.request import GradingRequest

HANG_SECONDS = 5.0
# What Python reports when code is compiled or run, a file is opened or a process is started.
TELLING = ("exec", "compile", "open", "os.system", "os.exec", "os.posix_spawn", "subprocess.Popen")
LATEX_KINDS = ("expr", "set", "matrix", "interval")


ASK_AGAIN = 0.01  # seconds; the better of two, as a busy machine stalls some answers


class Hung(Exception):
    """An answer that was not judged in time."""


@dataclass(frozen=True, slots=True)
class Resistance:
    """`worst` and `p95` are processor time in milliseconds; `peak` is the process's size in MB."""

    answers: int
    executed: int
    hung: int
    failed: int
    undecided: int
    p95: float
    worst: float
    hardest: str
    peak: float

    def __str__(self) -> str:
        return (
            f"hostile answers: {self.answers}, of which {self.executed} ran anything, "
            f"{self.hung} hung, {self.failed} failed, {self.undecided} stayed undecided\n"
            f"  p95 {self.p95:.2f} ms, worst {self.worst:.1f} ms ({self.hardest}), "
            f"largest size {self.peak:.0f} MB"
        )


def hostile_requests() -> Iterator[tuple[str, GradingRequest]]:
    """Every hostile text as an answer to the example key of every kind."""
    for kind in KINDS.values():
        for syntax in ("ascii", "latex") if kind.name in LATEX_KINDS else ("ascii",):
            for text in TEXTS:
                yield f"{kind.name}, {text[:30]!r}", request_to(kind.name, text, syntax)


def request_to(kind: str, text: str, syntax: str = "ascii") -> GradingRequest:
    """One answer to the example key of a kind, letters x and y allowed where it has letters."""
    key: dict[str, Any] = dict(KINDS[kind].example.key)
    if any(option.name == "vars" for option in KINDS[kind].options):
        key["vars"] = ["x", "y", *key.get("vars", [])]
    answer = {"text": text, "syntax": syntax}
    blank = {"name": "a", "kind": kind, "key": key}
    return GradingRequest.from_json({"seed": "h", "answers": {"a": answer}, "blanks": [blank]})


def measure_resistance() -> Resistance:
    """Grade every hostile request once, in this process."""
    from grader.sandbox import shared  # noqa: F401 - else its import is taken for code that ran

    requests = list(hostile_requests())
    for _, request in requests[:: len(TEXTS)]:
        grade(request)  # what is loaded once is loaded now
    times: list[tuple[float, str]] = []
    executed = hung = failed = undecided = 0
    for name, request in requests:
        with EAR.listening() as heard, _limited():
            started = time.process_time()
            try:
                undecided += grade(request).state == "undecided"
            except Hung:
                hung += 1
            except MachineFault:
                failed += 1
            took = time.process_time() - started
            if took > ASK_AGAIN:
                took = min(took, _again(request))
            times.append((took * 1000, name))
        executed += bool(heard)
    times.sort()
    worst, hardest = times[-1]
    p95 = times[int(len(times) * 0.95)][0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Resistance(len(times), executed, hung, failed, undecided, p95, worst, hardest, peak)


def _again(request: GradingRequest) -> float:
    started = time.process_time()
    try:
        grade(request)
    except (Hung, MachineFault):
        pass
    return time.process_time() - started


class _Ear:
    """Python's reports while it listens; a hook cannot be taken off again, so there is one."""

    def __init__(self) -> None:
        self.heard: list[str] | None = None
        self.hooked = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.heard is not None and event in TELLING:
            self.heard.append(event)

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        if not self.hooked:
            sys.addaudithook(self.hear)
            self.hooked = True
        found: list[str] = []
        self.heard = found
        try:
            yield found
        finally:
            self.heard = None


EAR = _Ear()


@contextmanager
def _limited() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, HANG_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
