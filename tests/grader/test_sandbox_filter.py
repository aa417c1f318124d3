"""The system-call filter, run as the kernel would run it, for both machines."""

from __future__ import annotations

import errno
import re
import struct
from functools import cache
from pathlib import Path

import pytest

from grader.sandbox.inside import kernel, seccomp
from grader.sandbox.inside.kernel import UnsupportedMachine
from grader.sandbox.inside.syscalls import AARCH64, AUDIT_ARCH, TABLES, X86_64

OWN_PID = 1
HIGH = 1 << 32
MACHINES = pytest.mark.parametrize("machine", ["x86_64", "aarch64"])


@cache
def assembled(machine: str) -> bytes:
    return seccomp.for_process(seccomp.build_filter(machine), OWN_PID)


def outcome(machine: str, number: int, *arguments: int, architecture: int | None = None) -> str:
    """Interpret the filter for one call: "allow", "kill", or the name of the error."""
    arch = AUDIT_ARCH[machine] if architecture is None else architecture
    padded = [a % 2**64 for a in (*arguments, *[0] * 6)][:6]
    data = struct.pack("<IIQ6Q", number % 2**32, arch, 0, *padded)
    program = assembled(machine)
    accumulator, at = 0, 0
    while True:
        code, then, otherwise, value = struct.unpack_from("HBBI", program, 8 * at)
        at += 1
        if code == seccomp.LOAD:
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif code == seccomp.GO:
            at += value
        elif code == seccomp.JUMP_EQUAL:
            at += then if accumulator == value else otherwise
        elif code == seccomp.JUMP_AT_LEAST:
            at += then if accumulator >= value else otherwise
        elif code == seccomp.JUMP_ANY_BIT:
            at += then if accumulator & value else otherwise
        else:
            assert code == seccomp.RETURN
            names = {seccomp.ALLOW: "allow", seccomp.KILL: "kill"}
            return names.get(value) or errno.errorcode[value & 0xFFFF]


@MACHINES
@pytest.mark.parametrize("name", ["read", "write", "openat", "mmap", "exit_group"])
def test_what_a_program_needs_is_allowed(machine: str, name: str) -> None:
    assert outcome(machine, TABLES[machine][name]) == "allow"


@MACHINES
def test_every_number_that_is_not_in_the_table_is_refused(machine: str) -> None:
    named = set(TABLES[machine].values())
    assert all(outcome(machine, n) == "EPERM" for n in range(600) if n not in named)


@MACHINES
def test_a_foreign_table_kills(machine: str) -> None:
    i386 = 0x40000003
    assert outcome(machine, 20, architecture=i386) == "kill"


def test_the_x32_table_kills() -> None:
    assert outcome("x86_64", seccomp.X32_BIT + 39) == "kill"
    assert outcome("x86_64", -1) == "kill"


@MACHINES
@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("kill", (OWN_PID, 9), "allow"),
        ("kill", (0, 9), "EPERM"),  # its group
        ("kill", (-1, 9), "EPERM"),  # everybody
        ("kill", (4242, 0), "EPERM"),  # even to ask
        ("tgkill", (4242, 4242, 9), "EPERM"),
        ("getpgid", (0,), "allow"),
        ("getpgid", (4242,), "EPERM"),  # is there such a process?
        ("getsid", (4242,), "EPERM"),
        ("sched_getaffinity", (OWN_PID, 128), "allow"),
        ("sched_getaffinity", (4242, 128), "EPERM"),
        ("clock_gettime", (2,), "allow"),  # its own processor time
        ("clock_gettime", (~4242 << 3 | 2,), "EPERM"),  # that of another process
        ("clock_nanosleep", (~4242 << 3 | 2,), "EPERM"),  # sleep until another has worked
        ("prctl", (15, 0), "allow"),  # a thread's name
        ("prctl", (1, 0), "EPERM"),  # outlive the zygote
        ("prctl", (1 + HIGH, 0), "EPERM"),  # the kernel looks at the low half too
        ("prctl", (22, 2), "EPERM"),  # another filter
        ("ioctl", (0, 0x5401), "allow"),  # is it a terminal?
        ("ioctl", (0, 0x5412), "EPERM"),  # type into it
        ("fcntl", (3, 4), "allow"),  # status flags
        ("fcntl", (3, 4, 0x802), "allow"),  # do not wait
        ("fcntl", (3, 4, 0x40000), "EPERM"),  # leave no trace of reading
        ("fcntl", (3, 4, 0x2000), "EPERM"),  # a signal when something comes
        ("fcntl", (3, 8), "EPERM"),  # signals to an owner
        ("fcntl", (3, 1031), "EPERM"),  # a bigger pipe
        ("futex", (0, 128), "allow"),  # wait for a lock of one's own
        ("futex", (0, 129), "allow"),  # give it back
        ("futex", (0, 1), "EPERM"),  # wake whoever has mapped the same file
        ("futex", (0, 6 | 128), "EPERM"),  # lend priority
        ("futex", (0, 11 | 128), "EPERM"),  # and move between queues with it
        ("madvise", (0, 4096, 4), "allow"),  # give memory back
        ("madvise", (0, 4096, 12), "EPERM"),  # share it with whoever has the same
        ("madvise", (0, 4096, 101), "EPERM"),  # take it off the machine
        ("renameat2", (3, 0, 3, 0, 1), "allow"),  # not over another
        ("renameat2", (3, 0, 3, 0, 4), "EPERM"),  # leave a device behind
        ("prlimit64", (0, 7, 0), "allow"),  # asking
        ("prlimit64", (0, 7, 0x1000), "EPERM"),  # setting
        ("prlimit64", (0, 7, HIGH), "EPERM"),  # setting, from an address whose low half is zero
        ("prlimit64", (4242, 7, 0), "EPERM"),  # somebody else's
        ("clone", (0x11,), "EAGAIN"),  # a process
        ("clone", (0x10F00,), "EAGAIN"),  # a thread
        ("clone3", (), "ENOSYS"),  # the C library then falls back to clone
        ("execve", (), "EPERM"),
    ],
)
def test_calls_that_depend_on_their_arguments(
    machine: str, name: str, arguments: tuple[int, ...], expected: str
) -> None:
    assert outcome(machine, TABLES[machine][name], *arguments) == expected


@pytest.mark.parametrize(("machine", "packets"), [("x86_64", 0x4000), ("aarch64", 0x10000)])
def test_no_pipe_is_made_one_of_packets(machine: str, packets: int) -> None:
    assert outcome(machine, TABLES[machine]["fcntl"], 1, 4, packets | 1) == "EPERM"


@MACHINES
def test_the_numbers_are_those_of_the_kernels_own_tables(machine: str) -> None:
    published = numbers_of_the_kernel(machine)
    assert {name: published.get(name) for name in TABLES[machine]} == TABLES[machine]
    own = kernel._PER_MACHINE[machine]
    assert {name: published[name] for name in own} == own


@MACHINES
def test_of_all_calls_that_the_kernel_has_only_those_of_the_table_are_answered(
    machine: str,
) -> None:
    published = numbers_of_the_kernel(machine)
    answered = {number for number in published.values() if outcome(machine, number) == "allow"}
    assert answered <= set(TABLES[machine].values())
    dangerous = {"ptrace", "mount", "unshare", "setns", "bpf", "socket", "connect", "userfaultfd"}
    dangerous |= {"io_uring_setup", "perf_event_open", "process_vm_readv", "keyctl", "init_module"}
    dangerous |= {"pidfd_getfd", "memfd_create", "setresuid", "kexec_load", "open_by_handle_at"}
    assert answered.isdisjoint(published[name] for name in dangerous)


def numbers_of_the_kernel(machine: str) -> dict[str, int]:
    """The table as the kernel's headers have it; aarch64 uses the one of new architectures."""
    place = "asm-generic/unistd.h"
    if machine == "x86_64":
        place = "x86_64-linux-gnu/asm/unistd_64.h"
    header = Path("/usr/include") / place
    if not header.exists():
        pytest.skip(f"{header} is not installed")
    text = header.read_text()
    found = re.findall(r"#define\s+__NR(?:3264)?_(\w+)\s+(\d+)", text)
    numbers = {name: int(number) for name, number in reversed(found)}
    for name, same in re.findall(r"#define\s+__NR_(\w+)\s+__NR3264_(\w+)", text):
        if same in numbers:
            numbers.setdefault(name, numbers[same])
    return numbers


def test_no_table_no_filter() -> None:
    with pytest.raises(UnsupportedMachine):
        seccomp.build_filter("riscv64")


def test_both_tables_name_the_same_calls_but_for_the_old_ones() -> None:
    """aarch64 never had the calls that x86-64 keeps for old programs; it has nothing of its own."""
    assert set(AARCH64) <= set(X86_64)
