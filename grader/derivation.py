"""
Values that follow from the learner's own answers: carried-forward keys and live mistakes.

The exercise's program is loaded in the sandbox when the first of them is asked for, and not at all
when every answer is right. A program that fails never hurts the learner: the question is answered
with None and the reason kept for the author.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from grader.errors import NoIsolation
from grader.request import Derivation

CPU_SECONDS, WALL_SECONDS, MEMORY_MB = 2, 3.0, 256


class DerivedValues:
    """The program of one submission, opened lazily and closed with the `with` block."""

    def __init__(self, derivation: Derivation | None, answers: Mapping[str, str]) -> None:
        self.derivation = derivation
        self.answers = dict(answers)
        self.problems: list[str] = []
        self._session: Any = None
        self._loaded: Any = None

    def carried(self, blank: str) -> str | None:
        """The right value of `blank`, had all earlier answers been right; None if there is none."""
        value = self._call("carried", blank)
        return value if isinstance(value, str) else None

    def mistake(self, index: int) -> str | bool | None:
        """The value of a live mistake, or whether the answers have the property it names."""
        value = self._call("mistake", index)
        return value if isinstance(value, (str, bool)) else None

    def __enter__(self) -> DerivedValues:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            self._session.__exit__(kind, error, trace)

    def _call(self, function: str, argument: str | int) -> object:
        if self.derivation is None or self.problems:
            return None
        # The sandbox costs a process: mathematics without carried values never imports it.
        from grader.sandbox import LimitExceeded, ProgramError

        try:
            return self._program(self.derivation).call(function, argument, self.answers)
        except (ProgramError, LimitExceeded, NoIsolation) as error:
            self.problems.append(f"{function}({argument!r}): {error}")
            return None

    def _program(self, derivation: Derivation) -> Any:
        if self._loaded is None:
            from grader.sandbox import Limits, shared

            limits = Limits(cpu_s=CPU_SECONDS, wall_s=WALL_SECONDS, mem_mb=MEMORY_MB)
            self._session = shared().session(limits, libraries=derivation.preload)
            session = self._session.__enter__()
            session.load(derivation.source)
            self._loaded = session
        return self._loaded
