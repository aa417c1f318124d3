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

import numpy as np

from grader.code import bans, traps
from grader.code.errands import OPERATORS, Answer, Ask, Errand
from grader.code.faults import PROGRAM_FILE, describe, named, read_raised
from grader.code.figures import pyplot
from grader.code.link import Link, Packed
from grader.code.transcript import identical, kept
from grader.code.variants import shortened, try_call

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
            answer["value"] = self._link.pack(self._do(errand, target, args, kwargs))
        except BaseException as error:  # noqa: BLE001 - as above
            answer.pop("value", None)
            answer["raised"] = describe(error)
        if errand["do"] == "call" and any(map(is_mutable, (*args, *kwargs.values()))):
            after = self._link.pack_after(args, kwargs)
            if not identical(after, before):  # most calls change nothing, and save the journey
                answer["after"] = after
        return answer

    def try_out(self, targets: Packed, calls: Sequence[Packed]) -> list[dict[str, Any]]:
        """Make some calls, each (entry, args, kwargs), in all their variants."""
        functions = self._link.unpack(targets)
        return [
            shortened(try_call(self._link, functions[entry], packed)) for entry, *packed in calls
        ]

    def _do(self, errand: Errand, target: Any, args: list[Any], kwargs: dict[str, Any]) -> object:
        match errand["do"]:
            case "call":
                return target(*args, **kwargs)
            case "get":
                return getattr(target, errand["name"])
            case "set":
                setattr(target, errand["name"], args[0])
                return None
            case "operate":
                return OPERATORS[errand["name"]](*args)
            case "many":
                return [target(*each) for each in args]
            case "rows":
                results = [target(*row) for row in args[0].tolist()]
                return None if all(result is None for result in results) else results
            case other:
                return CONTAINER_ERRANDS[other](target, *args)

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


CONTAINER_ERRANDS: dict[str, Callable[..., Any]] = {
    "length": len,
    "item": lambda target, key: target[key],
    "put": lambda target, key, value: target.__setitem__(key, value),
    "iterate": iter,
    "next": lambda target: [next(target)],
    "take": lambda target, count: [item for item, _ in zip(target, range(count), strict=False)],
}


def is_mutable(value: object) -> bool:
    return isinstance(value, np.ndarray | list | dict | set)


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


def try_out(targets: Packed, calls: Sequence[Packed]) -> list[dict[str, Any]]:
    """Make the calls of the standard battery."""
    return _attendant.try_out(targets, calls)


def figures() -> list[dict[str, Any]]:
    """What the program has drawn so far, as data."""
    return pyplot.figures()
