"""How much one session may use, and what it did use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one session.

    cpu_s    seconds of processor time, rounded up to whole seconds by the kernel
    wall_s   seconds from the first request to the program until it is killed; the time it waited
             for a processor comes on top, up to twice as much
    mem_mb   MiB of address space beyond what the libraries take; over it is MemoryError
    tmp_mb   MiB of files in its own folder (namespace tier; elsewhere it cannot write)
    out_kb   KiB kept of standard output, and as much of standard error; 16 times that is a kill

    >>> Limits(wall_s=0)
    Traceback (most recent call last):
    ValueError: limits must be positive: wall_s = 0
    """

    cpu_s: float = 2
    wall_s: float = 3.0
    mem_mb: int = 256
    tmp_mb: int = 16
    out_kb: int = 64

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise ValueError(f"limits must be positive: {name} = {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a session used, known once it is over; all zero before.

    cpu_s       processor seconds, set-up included (about 5 ms)
    max_rss_kb  greatest resident memory in KiB, shared library pages included
    code        exit status: negative for a signal, None when unknown
    """

    cpu_s: float = 0.0
    max_rss_kb: int = 0
    code: int | None = None
