"""The processes of one grading: the bench, the learner's program, others when they are needed."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import replace
from hashlib import sha256
from types import TracebackType
from typing import Any, Self

from grader.code.budget import Budget
from grader.code.faults import Raised, read_raised
from grader.code.key import CodeKey, Libraries
from grader.code.link import HERE, Packed
from grader.code.relay import Bench, Ended, Program
from grader.sandbox import Limits, ProgramError, Sandbox, Session

_SCIENTIFIC = re.compile(r"^\s*(?:import|from)\s+(?:scipy|sympy)\b", re.MULTILINE)


class NotStarted(Exception):
    """A program did not get as far as its tests.

    sentence   what happened, for the learner
    raised     the exception at its top level, if that was it
    """

    def __init__(self, sentence: str, raised: Raised | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.raised = raised


class Unreadable(NotStarted):
    """The text is no Python, or lacks the entry: a matter of form. Line from 1, columns from 0."""

    def __init__(self, sentence: str, line: int = 0, column: int = 0, end_column: int = -1) -> None:
        super().__init__(sentence)
        self.line = line
        self.column = column
        self.end_column = end_column


class Forbidden(NotStarted):
    """The text uses what the exercise forbids."""


class Stage:
    """Opens processes as they are asked for and closes them all at the end.

    The seed of a session follows from the request's, so random numbers repeat with the request.
    """

    def __init__(self, box: Sandbox, key: CodeKey, seed: str) -> None:
        self._box = box
        self._key = key
        self.seed = seed
        self._budget = Budget()
        self._open = ExitStack()
        self._sessions: dict[str, Session] = {}
        self._programs: dict[str, Program] = {}
        self._sources: dict[str, str] = {}
        self.bench: Bench

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        for session in self._sessions.values():  # their ends then overlap
            session.kill()
        self._open.close()

    @property
    def tests(self) -> dict[str, list[list[str]]]:
        """Names and docstrings of the author's tests by block; raises BadKey."""
        return self.bench.tests

    def open_bench(self, name: str = "bench") -> Bench:
        """Start the tests' process; the tests load while others start."""
        key = self._key
        setup = {
            "visible": key.visible,
            "hidden": key.hidden,
            "reference": key.reference,
            "entries": list(key.entries),
            "params": dict(key.params),
            "seed": self.seed,
        }
        session = self._session(key.bench_limits, name, key.libraries or "numpy")
        self.bench = Bench(session, setup)
        return self.bench

    def admit(self, who: str, source: str, *, patience: float = 1.0) -> Program:
        """Start a program, and introduce it to the bench; raises NotStarted or one of its kinds."""
        program = self.start(who, source, patience=patience)
        program.meet_bench()
        return program

    def start(self, who: str, source: str, *, patience: float = 1.0) -> Program:
        """Run a program's top level in a process of its own.

        `patience` stretches its limits. Raises NotStarted, or one of its two kinds.
        """
        limits = self._key.limits
        if patience != 1.0:
            limits = replace(limits, cpu_s=limits.cpu_s * patience, wall_s=limits.wall_s * patience)
        libraries = self._key.libraries or needed_libraries(source)
        session = self._session(self._shared_limits(source, limits), who, libraries)
        self._sources[who] = source
        program = Program(session, self.bench, who, limits)
        self._programs[who] = program
        self._read(program, source)
        try:
            answer = program.start(source, self._key.entries, self._key.ban)
        except Ended as ended:
            raise NotStarted(ended.sentence) from ended
        except ProgramError as error:
            raise NotStarted("Your program stopped before any test could run.") from error
        if "raised" in answer:
            raised = read_raised(answer["raised"])
            raise NotStarted("Your program stopped before any test could run.", raised)
        program.entries = self._entries(answer.get("value"))
        return program

    def dismiss(self, who: str) -> None:
        """End a process that is no longer needed."""
        self._sessions[who].close()

    def _shared_limits(self, source: str, limits: Limits) -> Limits:
        """Limits that leave a program its share, with what its other processes have used."""
        others = [who for who, known in self._sources.items() if known == source]
        used = [self._sessions[who].processor_s for who in others]
        shared = self._budget.share(limits, used)
        if shared is None:
            raise NotStarted("Your program used more time than all of its tests may take.")
        return self._budget.cut(shared)

    def errands(self, who: str) -> int:
        """How often the tests have asked something of a program so far."""
        return self._programs[who].errands

    def cpu_s(self, who: str) -> float:
        """Processor seconds a process has used, set-up included; known once it is closed."""
        return self._sessions[who].usage.cpu_s

    def _read(self, program: Program, source: str) -> None:
        try:
            found = program.examine(source, self._key.ban)
        except (Ended, ProgramError) as error:
            raise Unreadable("Python could not read this program.") from error
        if unreadable := found.get("unreadable"):
            place = (unreadable["line"], unreadable["column"], unreadable["end_column"])
            raise Unreadable(f"Line {place[0]}: {unreadable['message']}.", *place)
        if found["banned"]:
            uses = [f"{name} (line {line})" for name, line in found["banned"]]
            raise Forbidden(f"This exercise does not allow: {', '.join(uses)}.")

    def _entries(self, packed: Any) -> list[Packed]:
        """Check that the program lent every entry; raises Unreadable naming a missing one."""
        offered = packed if type(packed) is list else []
        for place, name in enumerate(self._key.entries):
            if place >= len(offered) or not is_lent(offered[place]):
                is_class = re.search(rf"^class {name}\b", self._key.reference, re.MULTILINE)
                raise Unreadable(f"Define a {'class' if is_class else 'function'} named {name}.")
        return offered

    def _session(self, limits: Limits, who: str, libraries: Libraries) -> Session:
        digest = sha256(f"{self.seed}/{who}".encode()).digest()
        seed = int.from_bytes(digest[:4], "little")
        session = self._box.session(limits, libraries=libraries, seed=seed)
        self._sessions[who] = session
        return self._open.enter_context(session)


def is_lent(packed: object) -> bool:
    """Whether a packed value stands for an object of the program."""
    lent = packed.get(HERE) if type(packed) is dict else None
    return type(lent) is list and list(map(type, lent)) == [int, str, bool]


def needed_libraries(source: str) -> Libraries:
    """Which zygote a program wants, by its imports; importing late costs it a second."""
    return "scientific" if _SCIENTIFIC.search(source) else "numpy"
