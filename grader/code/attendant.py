"""
Beside the learner's program, in its process: loads it, does the tests' errands, tells what came.

It holds no secret and is believed in nothing but what the program itself could have said: learner's
code may rewrite it, and wins no more than a wrong answer of its own.
"""

from __future__ import annotations

import linecache
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

from grader.code import bans, traps
from grader.code.errands import Answer, Ask, Errand, perform
from grader.code.faults import PROGRAM_FILE, describe, named, read_raised
from grader.code.figures import pyplot
from grader.code.isolation import can_change
from grader.code.link import Link, Packed
from grader.code.transcript import identical, kept
from grader.code.variants import shortened, try_course

MODULE = "program"


class Attendant:
    """One program and its end of the line."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._module = types.ModuleType(MODULE)
        self._link = Link(
            self._borrowed,
            at_home=lambda value: type(value).__module__ == MODULE,
        )

    def start(self, program: str, entries: Sequence[str]) -> Answer:
        """Run the program's top level; the value is the packed entries, None for missing ones."""
        # dataclasses and tracebacks look these two up.
        sys.modules[MODULE] = self._module
        linecache.cache[PROGRAM_FILE] = (
            len(program),
            None,
            program.splitlines(True),
            PROGRAM_FILE,
        )
        try:
            exec(compile(program, PROGRAM_FILE, "exec"), vars(self._module))  # noqa: S102
        except BaseException as error:  # noqa: BLE001 - a program may raise anything, SystemExit too
            return {"raised": describe(error)}
        found = [getattr(self._module, name, None) for name in entries]
        return {"value": [self._link.pack(entry) if callable(entry) else None for entry in found]}

    def serve(self, errand: Errand) -> Answer:
        """Do one errand; whatever the program raises comes back as data."""
        answer: Answer = {}
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        before = kept([errand["args"], errand.get("kwargs", {})])
        try:
            target = self._link.unpack(errand["target"])
            args = self._link.unpack(errand["args"])
            kwargs = self._link.unpack(errand.get("kwargs", {}))
            answer["value"] = self._link.pack(perform(errand, target, args, kwargs))
        except BaseException as error:  # noqa: BLE001 - as above
            answer.pop("value", None)
            answer["raised"] = describe(error)
        if errand["do"] == "call" and any(map(can_change, (*args, *kwargs.values()))):
            after = self._link.pack_after(args, kwargs)
            if not identical(after, before):  # most calls change nothing, and save the journey
                answer["after"] = after
        return answer

    def try_out(self, targets: Packed, courses: Sequence[Any]) -> list[dict[str, Any]]:
        """Take some courses (`grader.code.courses`) from the entries on, in all their variants."""
        entries = self._link.unpack(targets)
        lent = self._link.borrow
        return [shortened(try_course(entries, lent, course)) for course in courses]

    def _borrowed(self, number: int, kind: str, is_callable: bool) -> Callable[..., Any]:
        """A function of the test, as the program sees it."""

        def borrowed(*args: Any, **kwargs: Any) -> Any:
            pack = self._link.pack
            answer = self._ask(
                {
                    "do": "call",
                    "target": {"\0there": number},
                    "args": pack(list(args)),
                    "kwargs": pack(kwargs),
                }
            )
            if "raised" in answer:
                raised = read_raised(answer["raised"])
                raise named(raised)(raised["message"])
            return self._link.unpack(answer["value"])

        return borrowed


_attendant: Attendant


def examine(program: str, banned: Sequence[str]) -> dict[str, Any]:
    """Read the program before any of it runs; see `grader.code.bans.examine`."""
    return bans.examine(program, banned)


def start(ask: Ask, program: str, entries: Sequence[str], banned: Sequence[str]) -> Answer:
    """Set the traps and run the program's top level."""
    global _attendant
    _attendant = Attendant(ask)
    pyplot.install()
    traps.set_traps(banned)
    return _attendant.start(program, entries)


def serve(errand: Errand) -> Answer:
    """Do one errand of a test."""
    return _attendant.serve(errand)


def try_out(targets: Packed, courses: Sequence[Any]) -> list[dict[str, Any]]:
    """Take the courses of the standard battery."""
    return _attendant.try_out(targets, courses)


def figures() -> list[dict[str, Any]]:
    """What the program has drawn so far, as data."""
    return pyplot.figures()
