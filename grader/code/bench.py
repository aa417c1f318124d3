"""
The tests' own process: holds the author's tests and reference, meets programs, and judges them.

Nothing of the learner runs here. Programs are met by name ("learner", "learner again", a mutant's
tag), each over its own line, so one bench can hold one's answers beside another's.
"""

from __future__ import annotations

import copy
import random
import time
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Literal, TypedDict

import numpy as np

from grader.code.errands import Answer, Ask, Errand
from grader.code.faults import LearnerRaised, ProgramEnded, Raised, describe
from grader.code.isolation import isolated
from grader.code.line import Line, read_answer
from grader.code.link import HERE, THERE, Packed
from grader.code.showing import shown
from grader.code.transcript import Transcript, kept
from grader.code.vocabulary import Vocabulary

Test = Callable[..., object]


class Setup(TypedDict):
    """What the worker hands the bench: the author's sources and the drawn values."""

    visible: str
    hidden: str
    reference: str
    entries: list[str]
    params: dict[str, Any]
    seed: str


class Outcome(TypedDict, total=False):
    """How one test went.

    how       passed; failed (its assertion); raised (by the program); unusable (the test could not
              work with the result, though it can with the reference's); ended; fault (the author's)
    message, expected, got, raised   only for visible tests
    ms        wall time, milliseconds
    """

    how: str
    message: str
    expected: str
    got: str
    raised: Raised
    ms: float


class AuthorsFault(Exception):
    """The author's source does not run; the message names the block and the line."""


class Program:
    """One program the tests can call: its line, its entries, and what it answered in each test."""

    def __init__(self, ask: Ask, packed: Sequence[Packed], entries: Sequence[str]) -> None:
        self.line = Line(self._asking)
        self._ask = ask
        self.packed = [{THERE: entry[HERE][0]} for entry in packed]  # as its errands name them
        stand_ins = [self.line.entry(entry) for entry in packed]
        self.f = as_entry(stand_ins, entries)
        self.transcripts: dict[str, Transcript] = {}
        self.ended = ""
        self._current: Transcript = Transcript()

    def record(self, test: str) -> None:
        """Begin the transcript of a test."""
        self._current = self.transcripts[test] = Transcript()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let it be called without a trace: in the test's arguments, and in the transcripts."""
        kept_aside, self._current = self._current, Transcript()
        self.line.apart = True
        try:
            yield
        finally:
            self.line.apart = False
            self._current = kept_aside

    def _asking(self, errand: Errand) -> Answer:
        asked: Errand = kept(errand)
        begin, served = time.perf_counter(), self.line.served
        answer = read_answer(self._ask(errand))
        self.ended = answer.get("ended", "")
        seconds = time.perf_counter() - begin
        self._current.note(asked, answer, seconds, self.line.served - served)
        return answer


def as_entry(objects: Sequence[Any], names: Sequence[str]) -> Any:
    """`f` of the tests: the one entry, or a namespace of several."""
    if len(objects) == 1:
        return objects[0]
    return types.SimpleNamespace(**dict(zip(names, objects, strict=True)))


class Bench:
    """The author's tests, ready to be run against any program."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._vocabulary = Vocabulary()
        self._names: dict[str, Any] = {"np": np, **self._vocabulary.words()}
        self.visible = self._tests("visible")
        self.hidden = self._tests("hidden")
        self.programs: dict[str, Program] = {}
        self._reference: list[Any] | None = None
        self._isolation: dict[str, bool] = {}

    def reference(self) -> list[Any]:
        """The entries of the author's reference, run in this process; loaded when first needed."""
        if self._reference is None:
            module = {"__name__": "reference"}
            _run_source(self._setup["reference"], "<reference>", module)
            missing = [name for name in self._setup["entries"] if name not in module]
            if missing:
                raise AuthorsFault(f"the reference does not define {missing[0]}")
            self._reference = [module[name] for name in self._setup["entries"]]
        return self._reference

    def run(self, who: str, name: str) -> Outcome:
        """Run one test against one program."""
        program = self.programs[who]
        if program.ended:
            return {"how": "ended", "message": program.ended}
        program.record(name)
        program.line.changed = False
        outcome = self._judge(name, program.f)
        if outcome["how"] == "passed" and program.line.changed and self._bears_isolation(name):
            outcome = self._judge_apart(name, program)
        if program.ended:  # whatever a test that catches everything makes of that
            return {"how": "ended", "message": program.ended}
        if name in self.visible or outcome["how"] in {"ended", "fault"}:
            return outcome
        return {"how": outcome["how"]}

    def passes_itself(self, name: str) -> bool:
        """Whether the reference passes a test, in this process."""
        return self._judge(name, self._reference_entry())["how"] == "passed"

    def _bears_isolation(self, name: str) -> bool:
        """Whether the reference passes a test although no change of an argument is seen."""
        if name not in self._isolation:
            alone = as_entry([isolated(each) for each in self.reference()], self._setup["entries"])
            self._isolation[name] = self._judge(name, alone)["how"] == "passed"
        return self._isolation[name]

    def _judge_apart(self, name: str, program: Program) -> Outcome:
        """Judge a program once more while the test's arguments stay as they are."""
        with program.apart():
            outcome = self._judge(name, program.f)
        if outcome["how"] != "passed":
            message = "this holds only because your program changes what it was given"
            return {"how": "failed", "message": message}
        return outcome

    def _reference_entry(self) -> Any:
        return as_entry(self.reference(), self._setup["entries"])

    def _judge(self, name: str, f: Any) -> Outcome:
        self._vocabulary.last_difference = None
        try:
            self._call(name, f)
        except ProgramEnded as end:
            return {"how": "ended", "message": str(end)}
        except LearnerRaised as error:
            return {"how": "raised", "raised": error.raised}
        except AssertionError as error:
            return self._failure(name, error)
        except Exception as error:  # noqa: BLE001 - the author's test may raise anything
            return self._unusable(name, error)
        return {"how": "passed"}

    def _call(self, name: str, f: Any) -> None:
        test = self.visible.get(name) or self.hidden[name]
        fixed = int.from_bytes(sha256(f"{self._setup['seed']}/{name}".encode()).digest()[:8])
        random.seed(fixed)
        np.random.seed(fixed % 2**32)
        self._names["rng"] = np.random.default_rng(fixed)
        p = types.SimpleNamespace(**copy.deepcopy(self._setup["params"]))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            test(f, np, p)

    def _failure(self, name: str, error: AssertionError) -> Outcome:
        found = self._vocabulary.last_difference
        if str(error):
            return {"how": "failed", "message": str(error)[:500]}
        if found is not None:
            off = "" if found.off_by is None else f", off by {found.off_by:.3g} at most"
            return {
                "how": "failed",
                "message": f"{found.reason}{off}",
                "expected": shown(found.expected),
                "got": shown(found.got),
            }
        return {"how": "failed", "message": f"not true: {self._asserted(name, error)}"}

    def _asserted(self, name: str, error: AssertionError) -> str:
        """The text of the assertion that failed, from the author's source."""
        frame, line = error.__traceback__, 0
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == "<visible>":
                line = frame.tb_lineno
            frame = frame.tb_next
        lines = self._setup["visible"].splitlines()
        return lines[line - 1].strip().removeprefix("assert ") if 0 < line <= len(lines) else name

    def _unusable(self, name: str, error: Exception) -> Outcome:
        """A test broke down. If the reference passes it, the program's result broke it."""
        try:
            self._call(name, self._reference_entry())
        except AuthorsFault:
            raise
        except Exception as own:  # noqa: BLE001 - whatever it is, it is the author's
            message = f"{name} fails with the reference: {type(own).__name__}: {own}"
            return {"how": "fault", "message": message[:1000]}
        kind = type(error).__name__
        return {
            "how": "unusable",
            "message": f"the test could not use what your program returned ({kind}: {error})"[:500],
        }

    def _tests(self, block: Literal["visible", "hidden"]) -> dict[str, Test]:
        """Run a block of tests; its names come after those of the block before."""
        before = {name: value for name, value in self._names.items() if name.startswith("test_")}
        _run_source(self._setup[block], f"<{block}>", self._names)
        tests = {name: value for name, value in self._names.items() if name.startswith("test_")}
        for name, value in before.items():
            if tests.pop(name) is not value:
                raise AuthorsFault(f"{block}: there are two tests named {name}")
        return {name: test for name, test in tests.items() if callable(test)}


def _run_source(source: str, name: str, names: dict[str, Any]) -> None:
    """Run a block of the author's; raises AuthorsFault."""
    try:
        exec(compile(source, name, "exec"), names)  # noqa: S102
    except SyntaxError as error:
        raise AuthorsFault(f"{name[1:-1]}, line {error.lineno}: {error.msg}") from error
    except Exception as error:  # the author's top level may raise anything
        described = describe(error)
        raise AuthorsFault(f"{name[1:-1]}: {described['kind']}: {described['message']}") from error
