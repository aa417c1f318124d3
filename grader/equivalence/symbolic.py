"""
The last step before "undecided": SymPy, in a process of its own that is killed when it takes long.

The helper process imports SymPy once and forks a child for each question; child and helper have
hard bounds on time and memory. Trees travel as ASCII of the answer language and are read by the
same parser there; SymPy objects are built by constructors, never from text.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path

from grader.equivalence.domain import Domain
from grader.parse.functions import ARITY
from grader.plain import ascii as plain
from grader.tree import Call, Node, free_names, walk

WALL_SECONDS = 1.8  # from the question to the verdict, the start of the helper included
CHECKOUT = Path(__file__).resolve().parents[2]


def decide(answer: Node, key: Node, domain: Domain) -> bool | None:
    """Ask SymPy whether `answer - key` is zero; None if it does not know, or not in time."""
    names = sorted(free_names(answer) | free_names(key))
    calls = (part for tree in (answer, key) for part in walk(tree) if isinstance(part, Call))
    question = {
        "answer": plain(answer),
        "key": plain(key),
        "names": names,
        "functions": sorted({call.func for call in calls} - ARITY.keys()),
        "assumptions": {name: _assumption(domain, name) for name in names},
    }
    return _helper().ask(json.dumps(question))


def warm() -> None:
    """Start the helper ahead of the first question."""
    _helper().start()


def _assumption(domain: Domain, name: str) -> str:
    values = domain.of(name)
    if values.field == "real" and values.low is not None and values.low >= 0:
        return "positive"
    return values.field


class Helper:
    """The process that knows SymPy; started when needed, again after it had to be killed."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "grader.equivalence.algebra"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=CHECKOUT,
            )
        return self._process

    def ask(self, question: str) -> bool | None:
        deadline = time.monotonic() + WALL_SECONDS
        with self._lock:
            process = self.start()
            assert process.stdin is not None and process.stdout is not None
            try:
                process.stdin.write(question.encode() + b"\n")
                process.stdin.flush()
            except BrokenPipeError:
                self.stop()
                return None
            ready, _, _ = select.select([process.stdout], [], [], deadline - time.monotonic())
            answer = process.stdout.readline().strip() if ready else b""
            if answer not in (b"same", b"different", b"unknown"):
                self.stop()
            return {b"same": True, b"different": False}.get(answer)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


_current: Helper | None = None


def _helper() -> Helper:
    """This process's own helper: a forked worker must not talk through its parent's pipes."""
    global _current
    if _current is None or _current.owner != os.getpid():
        _current = Helper()
        atexit.register(_current.stop)
    return _current
