"""How much work a call does, counted and not timed: the same on a busy machine and a quiet one."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

HANG_SECONDS = 10.0  # hundreds of times what any answer takes


class Hang(Exception):
    """Something did not come back; counting calls would never have said so."""


def calls_made(ask: Callable[[], object]) -> int:
    """Calls of Python and C functions that `ask` makes; raises Hang after ten seconds.

    A call that is long in itself (a huge power of whole numbers) counts once: such a call is
    found by the guard, as the counting is never interrupted by Python.
    """
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    with guarded():
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            ask()
        finally:
            sys.setprofile(before)
    return count


@contextmanager
def guarded(seconds: float = HANG_SECONDS) -> Iterator[None]:
    """Raise Hang in the block once `seconds` have passed."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise Hang(f"no answer within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
