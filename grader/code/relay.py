"""
The worker's part while tests run: carries errands from the bench to the program and back.

It counts and keeps the clock, and looks into nothing: what the two ends send each other is plain
data (`grader.code.link`). It alone knows when a program has ended, and why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

from grader.code.errands import Answer, Errand
from grader.code.faults import Raised
from grader.code.figures.reading import read_figures
from grader.code.link import HERE, THERE, Packed
from grader.errors import BadKey, GraderError, MachineFault
from grader.sandbox import LimitExceeded, Limits, ProgramError

MOST_ERRANDS = 50_000

_LOAD_ATTENDANT = "from grader.code.attendant import examine, figures, serve, start, try_out"
_LOAD_DESK = "from grader.code.desk import *"


class Session(Protocol):
    """What is needed of a session of the sandbox."""

    def load_later(self, source: str) -> Callable[[], Any]: ...

    def call(self, function: str, *args: object) -> Any: ...

    def call_later(self, function: str, *args: object) -> Callable[[], Any]: ...

    @property
    def stdout(self) -> str: ...

    @property
    def processor_s(self) -> float: ...


class Ended(Exception):
    """The program's process is over; `sentence` tells the learner why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def why_ended(reason: str, limits: Limits) -> str:
    """One sentence for the learner about the limit that was met."""
    if "cpu" in reason:
        return f"Your program ran longer than {limits.cpu_s:g} s."
    if "wall" in reason or "time" in reason:
        return f"Your program did not answer within {limits.wall_s:g} s."
    if "output" in reason:
        return "Your program printed too much."
    if "memory" in reason:
        return f"Your program used more than {limits.mem_mb} MB of memory."
    if "signal 9" in reason:  # killed by the kernel, which does not say for which of the two
        return (
            f"Your program ran longer than {limits.cpu_s:g} s or used more than "
            f"{limits.mem_mb} MB of memory."
        )
    if "signal" in reason:
        return "Your program crashed its process."
    return "Your program ended its own process."


def load_our_own(session: Session, source: str) -> Callable[[], None]:
    """Begin to load our part of a process; nobody else's code has run there, so a failure is ours.

    What is returned waits for it: two processes get ready beside each other.
    """
    loaded = session.load_later(source)

    def wait() -> None:
        try:
            loaded()
        except (ProgramError, LimitExceeded) as error:
            raise MachineFault(f"a process for code did not start: {error}") from error

    return wait


class BenchEnded(BadKey):
    """A test met a limit of the bench: the author's matter, unless the program's result did it."""


class Bench:
    """The worker's side of the bench; whatever goes wrong in there is the author's matter.

    fault   what went wrong while the bench and a program were calling each other; raised by the
            outermost request, for in between the fault has two sandboxed processes to cross
    """

    def __init__(self, session: Session, setup: Mapping[str, Any]) -> None:
        """Begin to load the tests; whoever asks first waits for them."""
        self._session = session
        self.fault: GraderError | None = None
        self._loaded: Callable[[], None] | None = load_our_own(session, _LOAD_DESK)
        self._prepared = session.call_later("prepare", setup)
        self._tests: dict[str, list[list[str]]] = {}

    @property
    def tests(self) -> dict[str, list[list[str]]]:
        """Names and docstrings of the tests by block; raises BadKey where they do not load."""
        if self._loaded is not None:
            wait, self._loaded = self._loaded, None
            wait()
            self._tests = self._answer("prepare", self._prepared)
        return self._tests

    def ask(self, request: str, *args: object) -> Any:
        """One request of `grader.code.desk`; raises BadKey where the author's code fails."""
        return self.ask_later(request, *args)()

    def ask_later(self, request: str, *args: object) -> Callable[[], Any]:
        """Send a request, and return what waits for its answer."""
        _ = self.tests
        try:
            awaited = self._session.call_later(request, *args)
        except LimitExceeded as error:
            raise BenchEnded(f"the tests met a limit: {error.reason}") from error
        return lambda: self._answer(request, awaited)

    def _answer(self, request: str, awaited: Callable[[], Any]) -> Any:
        try:
            answer = awaited()
        except ProgramError as error:
            raise self.fault or BadKey(f"the tests broke down ({request}): {error}") from error
        except LimitExceeded as error:
            raise self.fault or BenchEnded(f"the tests met a limit: {error.reason}") from error
        if isinstance(answer, dict) and "fault" in answer:
            raise BadKey(str(answer["fault"]))
        if self.fault is not None:
            raise self.fault
        return answer


class Program:
    """The worker's side of one program: a session, and the bench it is lent to.

    who       its name at the bench
    seconds   wall time spent in it so far, for timing against the reference
    errands   how often the tests have asked something of it
    entries   what it lent the tests, packed
    ended     set once its process is over
    """

    def __init__(self, session: Session, bench: Bench, who: str, limits: Limits) -> None:
        self._session = session
        self._bench = bench
        self._limits = limits
        self.errands = 0
        self.who = who
        self.seconds = 0.0
        self.entries: list[Packed] = []
        self.ended: Ended | None = None
        self._loaded = load_our_own(session, _LOAD_ATTENDANT)

    def examine(self, source: str, banned: Sequence[str]) -> dict[str, Any]:
        """Have the source read, not run; see `grader.code.bans.examine`."""
        self._loaded()
        return cast(dict[str, Any], self._call("examine", source, list(banned)))

    def start(self, source: str, entries: Sequence[str], banned: Sequence[str]) -> Answer:
        """Run the program's top level; raises Ended."""
        answer = self._call("start", self._to_bench, source, list(entries), list(banned))
        return cast(Answer, answer) if type(answer) is dict else {}

    def meet_bench(self) -> None:
        """Let the tests call it under its name."""
        self._bench.ask("meet", self.who, self._to_program, self.entries)

    def try_out(self, courses: Sequence[Any]) -> Any:
        """Take some courses from its entries on in all their variants, in one go.

        What comes is for the bench to read; None if the program does not survive it.
        """
        if self.ended is not None:
            return None
        try:
            targets = [{THERE: entry[HERE][0]} for entry in self.entries]
            return self._call("try_out", targets, list(courses))
        except (Ended, ProgramError):
            return None

    def figures(self) -> list[dict[str, Any]]:
        """What it has drawn so far, checked; [] of a program that is gone or tells nonsense."""
        if self.ended is not None:
            return []
        try:
            return read_figures(self._call("figures"))
        except (Ended, ProgramError):
            return []

    def end(self, sentence: str) -> None:
        """Ask nothing more of this program."""
        self.ended = Ended(sentence)

    @property
    def processor_s(self) -> float:
        """Processor seconds it has used so far."""
        return self._session.processor_s

    @property
    def printed(self) -> str:
        return self._session.stdout

    def _call(self, request: str, *args: object) -> Any:
        begin = time.perf_counter()
        try:
            return self._session.call(request, *args)
        except LimitExceeded as error:
            spent = self.seconds + time.perf_counter() - begin
            if "wall" in error.reason and spent < min(self._limits.cpu_s, self._limits.wall_s / 2):
                raise MachineFault("the tests took the time that was the program's") from error
            self.ended = Ended(why_ended(error.reason, self._limits))
            raise self.ended from error
        finally:
            self.seconds += time.perf_counter() - begin

    def _to_program(self, errand: Errand) -> Answer:
        """The bench asks; a program that is gone is an answer, not an error of the bench."""
        self.errands += 1
        if self.errands > MOST_ERRANDS and self.ended is None:
            self.end("The tests called your program too often.")
        if self.ended is not None:
            return {"ended": self.ended.sentence}
        try:
            answer = self._call("serve", errand)
        except Ended as ended:
            return {"ended": ended.sentence}
        except ProgramError as error:
            return {"raised": _described(error)}
        except GraderError as fault:
            self._bench.fault = fault
            return {"ended": "The program could not be tested."}
        return cast(Answer, answer) if type(answer) is dict else {}

    def _to_bench(self, errand: Errand) -> Answer:
        """The program calls a function that a test has lent it."""
        begin = time.perf_counter()
        try:
            return cast(Answer, self._bench.ask("serve", self.who, errand))
        except GraderError as fault:
            self._bench.fault = fault
            return {"raised": _described(ProgramError("RuntimeError", "the test is over", []))}
        finally:
            self.seconds -= time.perf_counter() - begin


def _described(error: ProgramError) -> Raised:
    """What the sandbox says where the attendant could not speak: a result too large to send."""
    return {"kind": error.kind, "lineage": [], "message": error.message, "frames": []}
