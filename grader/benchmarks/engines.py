"""Ways to decide whether an answer is right: ours, and others in a process with a time limit."""

from __future__ import annotations

import importlib.util
import json
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.benchmarks.cases import Case
from grader.errors import BadKey
from grader.grade import grade
from grader.kinds import KINDS, language
from grader.request import GradingRequest

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`accepted` is None if the engine did not decide: an error, no answer, or no time left.

    ms   processor time, so that a busy machine does not count; a case that is stopped costs the
         whole limit
    """

    accepted: bool | None
    ms: float


class Engine(Protocol):
    name: str

    def decide(self, case: Case) -> Outcome: ...

    def close(self) -> None: ...


class Ours:
    """The grader from text to report, reading included."""

    name = "lemma"

    def decide(self, case: Case) -> Outcome:
        key = {name: value for name, value in case.key.items() if name != "kind"}
        blank = {"name": "a", "kind": case.key["kind"], "key": key}
        answer = {"text": case.answer, "syntax": case.syntax}
        started = time.process_time()
        try:
            request = GradingRequest.from_json(
                {"seed": "bench", "answers": {"a": answer}, "blanks": [blank]}
            )
            outcome = grade(request).verdicts["a"].outcome
        except BadKey:
            outcome = "undecided"
        ms = (time.process_time() - started) * 1000
        return Outcome(None if outcome == "undecided" else outcome == "right", ms)

    def close(self) -> None:
        """Remember no key and no text."""
        language.forget()
        for kind in KINDS.values():
            kind.forget()


class Other:
    """An engine of `baseline`, in a process that is killed when a case takes too long."""

    def __init__(self, name: str, seconds: float) -> None:
        self.name = name
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def decide(self, case: Case) -> Outcome:
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps([case.answer, case.key]).encode() + b"\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], self.seconds)
        line = process.stdout.readline() if ready else b""
        if not line:
            self.close()
            return Outcome(None, self.seconds * 1000)
        accepted, ms = json.loads(line)
        return Outcome(accepted, ms)

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, with its libraries loaded: their import is not part of a case's time."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "grader.benchmarks.baseline", self.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=CHECKOUT,
            )
            assert self._process.stdout is not None
            self._process.stdout.readline()
        return self._process

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def engines(seconds: float) -> tuple[list[Engine], list[str]]:
    """Every engine that is installed, and a sentence for each that is not."""
    found: list[Engine] = [Ours(), Other("simplify", seconds), Other("equals", seconds)]
    if importlib.util.find_spec("math_verify"):
        return [*found, Other("math-verify", seconds)], []
    return found, ["math-verify is not installed, so it was left out"]
