"""The Linux calls the sandbox stands on, by ctypes: no compiler, no package, no libseccomp."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from typing import Final

libc: Final = ctypes.CDLL(None, use_errno=True)
MACHINE: Final = platform.machine()

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
PR_CAPBSET_DROP, PR_SET_SECUREBITS, PR_CAP_AMBIENT = 24, 28, 47

CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN = 6, 7, 21

# libc wraps neither of these everywhere. Numbers from 424 on are the same on every machine.
MOUNT_SETATTR, CLOSE_RANGE = 442, 436
_PER_MACHINE = {
    "x86_64": {"seccomp": 317, "pivot_root": 155, "capset": 126},
    "aarch64": {"seccomp": 277, "pivot_root": 41, "capset": 91},
}


class UnsupportedMachine(OSError):
    """Neither x86-64 nor aarch64: there is no system-call table to confine a child with."""


def number(name: str) -> int:
    """Return the system-call number of `seccomp`, `pivot_root` or `capset` on this machine."""
    try:
        return _PER_MACHINE[MACHINE][name]
    except KeyError:
        raise UnsupportedMachine(f"no system-call table for {MACHINE}") from None


def check(result: int, what: str) -> int:
    """Return `result`, or raise OSError naming the call: the self-check shows it to an admin."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result


def syscall(call: int, *arguments: object) -> int:
    """Make a raw system call; -1 and errno on failure, as in C."""
    # Without c_long an int argument would be cut to 32 bits.
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return int(libc.syscall(ctypes.c_long(call), *converted))


def fork() -> int:
    """Fork by the C library alone; 0 in the child.

    `os.fork` then runs what threading, logging and random registered for a child: locks and states
    made anew that write to some 200 pages, a millisecond of copying. They are for processes with
    several threads; this one has a single thread, which holds no lock, and children are seeded.
    """
    return check(int(libc.fork()), "fork")


def unshare(flags: int) -> None:
    check(libc.unshare(ctypes.c_int(flags)), f"unshare({flags:#x})")


def setns(fd: int, kind: int) -> None:
    check(libc.setns(ctypes.c_int(fd), ctypes.c_int(kind)), "setns")


def mount(
    source: str | None, target: str, fstype: str | None, flags: int, data: str | None = None
) -> None:
    def encoded(text: str | None) -> bytes | None:
        return None if text is None else os.fsencode(text)

    result = libc.mount(
        encoded(source), encoded(target), encoded(fstype), ctypes.c_ulong(flags), encoded(data)
    )
    check(result, f"mount({source}, {target}, {fstype}, {flags:#x})")


def detach(target: str) -> None:
    check(libc.umount2(os.fsencode(target), MNT_DETACH), f"umount2({target})")


def pivot_root(new: str, old: str) -> None:
    check(syscall(number("pivot_root"), os.fsencode(new), os.fsencode(old)), "pivot_root")


def prctl(option: int, value: int = 0) -> None:
    zero = ctypes.c_ulong(0)
    result = libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero)
    check(result, f"prctl({option})")


class _MountAttributes(ctypes.Structure):
    _fields_ = [
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    ]


def bind_read_only(source: str, target: str) -> None:
    """Bind `source` and all mounts below it onto `target`: read-only, no setuid, no devices."""
    mount(source, target, None, MS_BIND | MS_REC)
    read_only_nosuid_nodev, at_fdcwd, at_recursive = 1 | 2 | 4, -100, 0x8000
    attributes = _MountAttributes(set=read_only_nosuid_nodev)
    result = syscall(
        MOUNT_SETATTR,
        at_fdcwd,
        os.fsencode(target),
        at_recursive,
        ctypes.byref(attributes),
        ctypes.sizeof(attributes),
    )
    if result < 0:  # kernels before 5.12 cannot do it recursively
        mount(None, target, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def bind_device(source: str, target: str) -> None:
    """Bind one device node; a mount flag nodev would make it useless, so it gets none."""
    open(target, "w").close()
    mount(source, target, None, MS_BIND)


def has_capabilities(*wanted: int) -> bool:
    """Say whether this process may use all of `wanted`; uid 0 alone says nothing in a container."""
    with open("/proc/self/status") as status:
        effective = next(line for line in status if line.startswith("CapEff:"))
    held = int(effective.split()[1], 16)
    return all(held >> capability & 1 for capability in wanted)


def drop_capabilities() -> None:
    """Empty every capability set and lock the door behind: nothing later can grant one again."""
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break  # past the last one this kernel knows
    libc.prctl(PR_CAP_AMBIENT, 4, 0, 0, 0)  # clear all
    locked_noroot_and_no_setuid_fixup = 0x2F
    libc.prctl(PR_SET_SECUREBITS, ctypes.c_ulong(locked_noroot_and_no_setuid_fixup), 0, 0, 0)
    header = struct.pack("Ii", 0x20080522, 0)  # version 3, this process
    check(syscall(number("capset"), header, bytes(24)), "capset")


def close_from(lowest: int) -> None:
    """Close every descriptor from `lowest` up, known to Python or not."""
    check(syscall(CLOSE_RANGE, lowest, 0xFFFFFFFF, 0), "close_range")
