"""What a session may say about the program inside it; the machine's own faults are grader.errors.MachineFault."""

from __future__ import annotations

from collections.abc import Sequence


class ProgramError(Exception):
    """The program raised: `kind` is the exception's name, `frames` its own (line, function) pairs."""

    def __init__(self, kind: str, message: str, frames: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(f"{kind}: {message}" if message else kind)
        self.kind = kind
        self.message = message
        self.frames = tuple(frames)


class LimitExceeded(Exception):
    """The program ran out of time, output or memory, died, or broke the protocol."""

    def __init__(self, reason: str | None) -> None:
        super().__init__(reason or "the program ended")
        self.reason = reason or "the program ended"
