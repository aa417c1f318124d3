"""The system-call filter of a confined program, assembled as classic BPF by hand.

An allowlist: what syscalls.py names is allowed, some only with the arguments below, all else is
refused with EPERM. A call from a foreign table (32-bit, x32) kills the process: its numbers mean
something else. Refusal rather than death is the rule elsewhere, because honest libraries probe
(`os.cpu_count`, `tempfile`) and cope with EPERM.

The kernel compiles the filter anew for each child, so it is kept small: runs of numbers with one
answer, found by halving, take a third of the time of one comparison a call.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from typing import NamedTuple

from grader.sandbox.inside import kernel
from grader.sandbox.inside.syscalls import AUDIT_ARCH, TABLES

LOAD, GO, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
# Offsets in struct seccomp_data.
CALL, ARCHITECTURE, ARGUMENTS = 0, 4, 16
X32_BIT = 0x40000000
OWN_PID = 0x7FFF1D1D
"""Stands for the process's own number until that is known; above what the kernel gives out."""
FARTHEST = 255
"""Instructions a conditional jump can skip."""

IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""TCGETS and TIOCGWINSZ (is this a terminal?), FIONREAD, FIONBIO, FIONCLEX, FIOCLEX."""
SET_STATUS = 4
FCNTLS = (0, 1, 2, 3, 1030)
"""Duplicate, descriptor flags, and what the status is. No locks, leases, seals, owners or pipe
sizes; the status may be set, but for STATUS_NOT_TO_SET."""
STATUS_NOT_TO_SET = {"x86_64": 0x46000, "aarch64": 0x52000}
"""O_DIRECT, O_NOATIME and O_ASYNC. The first makes a pipe one of packets: every byte that a program
prints would cost its reader a call."""
FUTEXES = (128, 129, 137, 138, 137 | 256)
"""Wait and wake in this process alone, as the C library's locks do. A shared one is a signal to
whoever has mapped the same file; those that lend priority have had the kernel's worst holes."""
MADVICES = (4, 8, 14, 15)
"""DONTNEED, FREE, HUGEPAGE and NOHUGEPAGE, for allocators. No MERGEABLE: how long a write takes
would tell whether another process holds the same page."""
RENAMES = (0, 1)
"""Plainly, or not over another. A whiteout is a device."""
PRCTLS = (3, 15, 16, 0x53564D41)
"""GET_DUMPABLE, SET_NAME, GET_NAME, SET_VMA. No PDEATHSIG: the kill by its parent must stay."""

CLOCKS = 16
"""Clocks of the machine and of this process lie below. A number below zero names the processor
clock of any process there is, to the nanosecond: how long the worker compares would be told."""


class Instruction(NamedTuple):
    """One instruction: on a jump, skip `then` or `otherwise` instructions."""

    code: int
    then: int
    otherwise: int
    value: int


Run = tuple[int, list[Instruction]]
"""The first number of a run of system calls, and what answers all of them."""


def build_filter(machine: str = kernel.MACHINE) -> bytes:
    """Assemble the filter for any process; `for_process` says which."""
    if machine not in TABLES:
        raise kernel.UnsupportedMachine(f"no system-call table for {machine}")
    return b"".join(struct.pack("HBBI", *i) for i in _program(machine))


def for_process(call_filter: bytes, pid: int) -> bytes:
    """Return the filter of a process that may send signals to `pid` (itself) alone."""
    return call_filter.replace(struct.pack("<I", OWN_PID), struct.pack("<I", pid))


def _program(machine: str) -> list[Instruction]:
    program = [
        Instruction(LOAD, 0, 0, ARCHITECTURE),
        Instruction(JUMP_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        Instruction(RETURN, 0, 0, KILL),
        Instruction(LOAD, 0, 0, CALL),
    ]
    if machine == "x86_64":
        program += [
            Instruction(JUMP_AT_LEAST, 0, 1, X32_BIT),
            Instruction(RETURN, 0, 0, KILL),
        ]
    return program + _halving(_runs(machine))


def _runs(machine: str) -> list[Run]:
    """Sort all numbers from 0 on into runs; what the table does not name is refused."""
    bodies = _bodies(machine)
    allowed, refused = [Instruction(RETURN, 0, 0, ALLOW)], [_refuse(errno.EPERM)]
    answers = {call: bodies.get(name, allowed) for name, call in TABLES[machine].items()}
    runs: list[Run] = []
    for call in range(max(answers) + 2):
        answer = answers.get(call, refused)
        if not runs or runs[-1][1] != answer:
            runs.append((call, answer))
    return runs


def _halving(runs: list[Run]) -> list[Instruction]:
    """Find the run of the number in the accumulator, and answer."""
    if len(runs) == 1:
        return runs[0][1]
    middle = len(runs) // 2
    below, above = _halving(runs[:middle]), _halving(runs[middle:])
    if len(below) <= FARTHEST:
        return [Instruction(JUMP_AT_LEAST, len(below), 0, runs[middle][0]), *below, *above]
    jump = [Instruction(JUMP_AT_LEAST, 0, 1, runs[middle][0]), Instruction(GO, 0, 0, len(below))]
    return [*jump, *below, *above]


def _bodies(machine: str) -> dict[str, list[Instruction]]:
    """The calls that depend on their arguments, and the ones refused in a way of their own."""
    return {
        "ioctl": _argument_among(1, IOCTLS),
        "fcntl": _set_status_or_among(STATUS_NOT_TO_SET[machine], FCNTLS),
        "futex": _argument_among(1, FUTEXES),
        "madvise": _argument_among(2, MADVICES),
        "renameat2": _argument_among(4, RENAMES),
        "prctl": _argument_among(0, PRCTLS),
        **dict.fromkeys(("kill", "tkill", "tgkill"), _argument_among(0, (OWN_PID,))),
        # Without namespaces of its own, a process could ask which others there are.
        **dict.fromkeys(("getpgid", "getsid", "sched_getaffinity"), _about_oneself()),
        **dict.fromkeys(("clock_gettime", "clock_getres", "clock_nanosleep"), _known_clock()),
        "prlimit64": _ask_own_limit(),
        # EAGAIN reads as "no more processes" to subprocess and threading; ENOSYS makes the C
        # library fall back from clone3 (whose flags lie in memory, out of our sight) to clone.
        "clone": [_refuse(errno.EAGAIN)],
        "fork": [_refuse(errno.EAGAIN)],
        "vfork": [_refuse(errno.EAGAIN)],
        "clone3": [_refuse(errno.ENOSYS)],
        "execve": [_refuse(errno.EPERM)],
    }


def _argument_among(position: int, values: tuple[int, ...]) -> list[Instruction]:
    """Allow when an argument is one of `values`; all of these are 32-bit ints in the kernel."""
    body = [Instruction(LOAD, 0, 0, _low(position))]
    for value in values:
        body += [
            Instruction(JUMP_EQUAL, 0, 1, value),
            Instruction(RETURN, 0, 0, ALLOW),
        ]
    return [*body, _refuse(errno.EPERM)]


def _set_status_or_among(refused_bits: int, values: tuple[int, ...]) -> list[Instruction]:
    """fcntl: setting the status without some bits, or one of the other commands."""
    return [
        Instruction(LOAD, 0, 0, _low(1)),
        Instruction(JUMP_EQUAL, 0, 3, SET_STATUS),
        Instruction(LOAD, 0, 0, _low(2)),
        Instruction(JUMP_ANY_BIT, 1, 0, refused_bits),
        Instruction(RETURN, 0, 0, ALLOW),
        *_argument_among(1, values),
    ]


def _about_oneself() -> list[Instruction]:
    return _argument_among(0, (0, OWN_PID))


def _known_clock() -> list[Instruction]:
    return [
        Instruction(LOAD, 0, 0, _low(0)),
        Instruction(JUMP_AT_LEAST, 1, 0, CLOCKS),
        Instruction(RETURN, 0, 0, ALLOW),
        _refuse(errno.EPERM),
    ]


def _ask_own_limit() -> list[Instruction]:
    """prlimit64(0, _, NULL, _): reading one's own limits, never setting, never another's."""
    return [
        Instruction(LOAD, 0, 0, _low(0)),
        Instruction(JUMP_EQUAL, 0, 5, 0),
        Instruction(LOAD, 0, 0, _low(2)),
        Instruction(JUMP_EQUAL, 0, 3, 0),
        Instruction(LOAD, 0, 0, _low(2) + 4),
        Instruction(JUMP_EQUAL, 0, 1, 0),
        Instruction(RETURN, 0, 0, ALLOW),
        _refuse(errno.EPERM),
    ]


def _low(position: int) -> int:
    """Offset of the low half of an argument (both machines are little-endian)."""
    return ARGUMENTS + 8 * position


def _refuse(error: int) -> Instruction:
    return Instruction(RETURN, 0, 0, REFUSE | error)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def install(program: bytes) -> None:
    """Confine this process for good; needs NO_NEW_PRIVS set before."""
    memory = ctypes.create_string_buffer(program, len(program))
    described = _Program(len(program) // 8, ctypes.addressof(memory))
    set_mode_filter = 1
    result = kernel.syscall(kernel.number("seccomp"), set_mode_filter, 0, ctypes.byref(described))
    kernel.check(result, "seccomp")
