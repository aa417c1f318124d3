"""Exceptions that cross between program and bench: described as data there, raised by name here."""

from __future__ import annotations

import builtins
import traceback
from typing import Any, TypedDict

import numpy as np

PROGRAM_FILE = "<program>"

_MOST_FRAMES = 12
_LONGEST_MESSAGE = 1000


class Raised(TypedDict):
    """An exception as data.

    kind      name of its type; `lineage` the names of the types it descends from, nearest first
    frames    (line, function) of the learner's file only, outermost first
    """

    kind: str
    lineage: list[str]
    message: str
    frames: list[tuple[int, str]]


class LearnerRaised(Exception):
    """The program raised while a test called it. Its subclasses also descend from the built-in
    type of the same name, so a test may expect `ValueError` as usual."""

    raised: Raised


class ProgramEnded(BaseException):
    """The program is gone (time, memory, exit): no test may catch this by accident."""


class UnusableResult(AssertionError):
    """The program's value is not of a sort that the test could work with."""


# Types whose constructor takes one text. SystemExit and its like must stay harmless here.
_KNOWN: dict[str, type[Exception]] = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type)
    and issubclass(value, Exception)
    and not issubclass(value, UnicodeError | ExceptionGroup)
} | {"LinAlgError": np.linalg.LinAlgError, "UnicodeError": UnicodeError}

_TWINS: dict[type[Exception], type[LearnerRaised]] = {}


def describe(error: BaseException) -> Raised:
    """Put an exception into words; one that cannot even be printed is named all the same."""
    try:
        message = str(error)[:_LONGEST_MESSAGE]
    except BaseException:  # noqa: BLE001 - its __str__ is the program's
        message = "(its message could not be printed)"
    frames = [
        (frame.lineno or 0, frame.name[:80])
        for frame in traceback.extract_tb(error.__traceback__, limit=2000)
        if frame.filename == PROGRAM_FILE
    ]
    return {
        "kind": type(error).__name__[:80],
        "lineage": [base.__name__[:80] for base in type(error).__mro__[1:8]],
        "message": message,
        "frames": frames[-_MOST_FRAMES:],
    }


def named(raised: Raised) -> type[Exception]:
    """The nearest built-in type of a described exception; RuntimeError if there is none."""
    for name in (raised["kind"], *raised["lineage"]):
        if name in _KNOWN and name != "Exception":
            return _KNOWN[name]
    return RuntimeError


def as_learners(raised: Raised, *, may_end_a_loop: bool = False) -> LearnerRaised:
    """The exception of a program, ready to be raised inside a test.

    StopIteration out of a plain call would end the test's own `map` or `zip`, and `all` of nothing
    is true; as in a generator (PEP 479) it is a RuntimeError there.
    """
    base = named(raised)
    if issubclass(base, StopIteration | StopAsyncIteration) and not may_end_a_loop:
        base = RuntimeError
    if base not in _TWINS:
        _TWINS[base] = type(f"Learner{base.__name__}", (LearnerRaised, base), {})
    error = _TWINS[base](raised["message"])
    error.raised = raised
    return error


def read_raised(data: Any) -> Raised:
    """Check a description that came from a program, which may say anything."""
    fields = data if isinstance(data, dict) else {}
    frames = fields.get("frames")
    lineage = fields.get("lineage")
    return {
        "kind": _text(fields.get("kind"), 80) or "Exception",
        "lineage": [_text(name, 80) for name in lineage[:8]] if isinstance(lineage, list) else [],
        "message": _text(fields.get("message"), _LONGEST_MESSAGE),
        "frames": [
            (frame[0], _text(frame[1], 80))
            for frame in (frames[-_MOST_FRAMES:] if isinstance(frames, list) else [])
            if isinstance(frame, tuple | list) and len(frame) == 2 and type(frame[0]) is int
        ],
    }


def _text(value: object, longest: int) -> str:
    return value[:longest] if type(value) is str else ""
