"""
What a session says about the program inside it; the type says what the program did:

    ProgramError     it raised an exception (its own, or MemoryError at the memory limit)
    LimitExceeded    it ran out of time or output, died, or did not keep to the protocol

The machine's own failures are grader.errors.MachineFault, never told to a learner as theirs. Which
of the two it is, is decided by one fact the program cannot touch: whether the child had said hello
before, for until then no line of the program had run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

MAX_TOLD: Final = 20
"""Frames of an error, and warnings of a call, that are kept."""


_CONTROLS: Final = [*range(9), 11, 12, *range(14, 32), *range(127, 160)]
_DIRECTIONS: Final = [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_DECEIVING: Final = dict.fromkeys([*_CONTROLS, *_DIRECTIONS], "\ufffd")


def showable(told: object, longest: int) -> str:
    """Return text a program made up, cut, without what a database cannot take or a reader is
    deceived by: controls of terminals, and of the direction of writing.

    >>> showable("a\\x00b\\ud800c", 4)
    'a\ufffdb?'
    """
    text = told[:longest] if type(told) is str else "?"
    return text.encode("utf-8", "replace").decode("utf-8").translate(_DECEIVING)


class ProgramError(Exception):
    """The program raised.

    kind      the name of the exception's class, at most 80 characters
    message   its text, at most 2000 characters, in the program's words: escape it for a page
    frames    (line, function) of the program's own frames, outermost first
    """

    def __init__(self, kind: str, message: str, frames: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(f"{kind}: {message}" if message else kind)
        self.kind = kind
        self.message = message
        self.frames = tuple(frames)


class LimitExceeded(Exception):
    """The program is over; `reason` is one phrase in plain words, such as "wall time limit"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def program_error(told: Any) -> ProgramError:
    """Read the program's account of its own exception, which it may have made up."""
    if type(told) is not list or len(told) != 3 or type(told[2]) is not list:
        return ProgramError("Exception", "(the error could not be described)")
    kind, message, frames_told = told
    own = [
        (place[0], showable(place[1], 60))
        for place in frames_told[:MAX_TOLD]
        if type(place) is list and len(place) == 2 and type(place[0]) is int
    ]
    return ProgramError(showable(kind, 80), showable(message, 2000), own)
