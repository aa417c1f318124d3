"""
Everything the grader may raise; the type says whose matter it is, the message says what to do.

    GraderError
      UnreadableAnswer   the learner's text; shown to the learner, with the place; costs nothing
      BadKey             the author's exercise (key, test or program); shown to the author
      MachineFault       ours: memory, time or isolation ran out; nobody is blamed, nothing counts
        NoIsolation        no sandbox tier holds here; code is refused, mathematics goes on
"""

from __future__ import annotations


class GraderError(Exception):
    """The root of everything the grader raises on purpose."""


class UnreadableAnswer(GraderError):
    """The learner's text cannot be read; `start` and `end` count characters of that text."""

    def __init__(self, message: str, start: int = 0, end: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = start + 1 if end is None else end


class BadKey(GraderError):
    """The author's key, test or program is wrong; the learner is never blamed for it."""


class MachineFault(GraderError):
    """Our machine could not do its part; the submission is not counted and staff are told."""


class NoIsolation(MachineFault):
    """No tier of the sandbox passes its self-check; `reasons` says why, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons) or "no sandbox tier is available")
        self.reasons = reasons
