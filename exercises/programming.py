"""An exercise's program for the sandbox: its specification as data, and a session that draws."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from exercises.errors import VariantError
from exercises.model import CHOICE_KINDS, LISTED_KINDS, Blank, Exercise, Hole, Python
from exercises.reading.python import drawn_names
from grader.sandbox import LimitExceeded, Limits, ProgramError, Sandbox

# A variant takes some milliseconds; a draw block that needs seconds is its author's mistake.
CPU_SECONDS, WALL_SECONDS, MEMORY_MB = 5, 30.0, 512


def specification(exercise: Exercise) -> dict[str, Any]:
    """What exercises.drawing.program needs to know: plain data."""
    lines = _lines(exercise.file, exercise.draw)
    return {
        "id": exercise.id,
        "version": exercise.version,
        "draw": exercise.draw.source,
        "line": exercise.draw.line,
        "kinds": {b.name: b.kind for b in exercise.blanks if b.name in lines and b.kind != "code"},
        "lines": {b.name: lines[b.name] for b in exercise.blanks if b.name in lines},
        "holes": [_expression(hole) for hole in exercise.holes],
        "mistakes": [
            {
                "source": m.expression,
                "line": m.line,
                "blank": m.blank,
                "predicate": m.predicate,
                "needs": list(m.needs),
            }
            for m in exercise.mistakes
            if m.expression
        ],
        "choices": {
            b.name: [c.right if isinstance(c.right, bool) else _expression(c.right)
                     for c in b.choices]
            for b in exercise.blanks
            if b.kind in CHOICE_KINDS
        },
        "lists": [_list(b) for b in exercise.blanks if b.kind in LISTED_KINDS],
        "pads": {b.name: b.options["on"] for b in exercise.blanks if "on" in b.options},
        "parameters": exercise.kind == "code",
    }  # fmt: skip


@lru_cache(maxsize=64)
def _lines(file: str, program: Python) -> dict[str, int]:
    return drawn_names(file, program)


def _list(blank: Blank) -> dict[str, Any]:
    """What is listed under a blank, as far as a seed decides which items stand there, and where."""
    return {
        "blank": blank.name,
        "kind": blank.kind,
        "count": len(blank.items),
        "take": blank.options.get("take"),
        "fixed": blank.options.get("order") == "fixed",
        "present": [c and _expression(c) for c in blank.conditions]
        if any(blank.conditions)
        else None,
        "apart": [i for i, pair in enumerate(blank.pairs) if pair.left is None],
    }


def source(data: dict[str, Any]) -> str:
    """The program's text; the specification stands in it as a JSON literal, never as code."""
    text = json.dumps(data, ensure_ascii=True)  # blanks keep their order
    return (
        "from exercises.drawing.program import open_program\n"
        "from exercises.drawing.rewriting import rewritten\n"
        f"make, carried, mistake = open_program({text!r})\n"
    )


class Drawer:
    """A sandbox session in which one exercise is loaded; draws as many seeds as are asked."""

    def __init__(self, exercise: Exercise, session: Any) -> None:
        self._exercise = exercise
        self._session = session

    def draw(self, seed: int) -> dict[str, Any]:
        """What the program made of the seed; raises VariantError with the author's line."""
        file, line = self._exercise.file, self._exercise.draw.line
        try:
            data = self._session.call("make", seed)
        except LimitExceeded as wrong:
            message = (
                f"the draw block was stopped ({wrong}): does a loop not end, or a number grow "
                f"without bound?"
            )
            raise VariantError(file, line, message, seed) from wrong
        except ProgramError as wrong:
            raise VariantError(file, line, str(wrong), seed) from wrong
        if not isinstance(data, dict):
            raise VariantError(file, line, "the draw block gave back something strange", seed)
        if "error" in data:
            raise VariantError(file, int(data["line"]), str(data["error"]), seed)
        return data

    def cpu_so_far(self) -> float:
        """Processor seconds of the session's process until now; where the kernel does not tell
        (another machine's process), those of the wall."""
        try:  # the number of a process's clock: clock_getcpuclockid(3)
            return time.clock_gettime(~self._session.process_id << 3 | 2)
        except OSError:
            return time.perf_counter()

    def derive(self, function: str, *arguments: Any) -> Any:
        """What `carried` or `mistake` says for the seed drawn last; None where it cannot."""
        try:
            return self._session.call(function, *arguments)
        except (ProgramError, LimitExceeded):
            return None


@contextmanager
def drawer(exercise: Exercise, box: Sandbox, *, seeds: int = 1) -> Iterator[Drawer]:
    """A Drawer, its session closed at the end; `seeds` says for how many its limits must last."""
    # A checker's session waits while its seeds are graded: the processor's time is the bound.
    seconds = CPU_SECONDS + seeds // 20
    wall = WALL_SECONDS if seeds == 1 else 300 + 2.0 * seeds
    limits = Limits(cpu_s=seconds, wall_s=wall, mem_mb=MEMORY_MB)
    with box.session(limits, libraries="scientific") as session:
        try:
            session.load(source(specification(exercise)))
        except (ProgramError, LimitExceeded) as wrong:
            message = f"the exercise cannot be loaded: {wrong}"
            raise VariantError(exercise.file, exercise.draw.line, message, 0) from wrong
        yield Drawer(exercise, session)


def _expression(hole: Hole) -> dict[str, Any]:
    return {"source": hole.source, "form": hole.form, "line": hole.line}
