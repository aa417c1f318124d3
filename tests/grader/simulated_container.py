"""Runs a command as a default container would: fewer capabilities, and the engine's seccomp filter.

    python simulated_container.py [--user UID] [--without-landlock] [--profile FILE] COMMAND…

Denied is what the usual default profile denies to a process without CAP_SYS_ADMIN: namespaces,
mounts, and calls that reach the kernel's inner works; with --profile, what that seccomp profile
denies (of the calls known here). x86-64 only. Real engines also mask parts of
/proc and give the container its own root; neither makes the sandbox's work easier or harder.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from grader.sandbox.inside import kernel, seccomp
from grader.sandbox.inside.seccomp import ALLOW, ARGUMENTS, CALL, JUMP_EQUAL, LOAD, REFUSE, RETURN

JUMP_ANY_BIT = 0x45
DENIED = {
    "mount": 165, "umount2": 166, "pivot_root": 155, "unshare": 272, "setns": 308,
    "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "move_mount": 429,
    "open_tree": 428, "mount_setattr": 442, "bpf": 321, "perf_event_open": 298, "quotactl": 179,
    "sethostname": 170, "setdomainname": 171, "syslog": 103, "lookup_dcookie": 212,
    "fanotify_init": 300, "keyctl": 250, "add_key": 248, "request_key": 249, "userfaultfd": 323,
    "kexec_load": 246, "open_by_handle_at": 304, "init_module": 175, "finit_module": 313,
    "delete_module": 176, "reboot": 169, "swapon": 167, "swapoff": 168, "iopl": 172, "ioperm": 173,
    "acct": 163, "pidfd_getfd": 438, "kcmp": 312, "process_madvise": 440, "settimeofday": 164,
    "clock_settime": 227,
}  # fmt: skip
LANDLOCK = {"create_ruleset": 444, "add_rule": 445, "restrict_self": 446}
CLONE, CLONE3, ANY_NAMESPACE = 56, 435, 0x7E020000
KEPT_CAPABILITIES = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}
NUMBER_OF_CAPABILITIES = 41


def denied_by(profile: Path) -> list[int]:
    """The numbers a profile refuses with EPERM; it must allow all else."""
    described = json.loads(profile.read_text())
    assert described["defaultAction"] == "SCMP_ACT_ALLOW"
    names = {name for rule in described["syscalls"] for name in rule["names"]}
    return [number for name, number in DENIED.items() if name in names]


def container_filter(denied: list[int], namespaces: bool) -> bytes:
    program = [(LOAD, 0, 0, CALL)]
    for number in denied:
        program += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE | errno.EPERM)]
    program += [(JUMP_EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    if not namespaces:
        program += [
            (JUMP_EQUAL, 0, 3, CLONE),
            (LOAD, 0, 0, ARGUMENTS),
            (JUMP_ANY_BIT, 0, 1, ANY_NAMESPACE),
            (RETURN, 0, 0, REFUSE | errno.EPERM),
        ]
    program.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in program)


def keep_default_capabilities() -> None:
    kept = sum(1 << capability for capability in KEPT_CAPABILITIES)
    low, high = kept & 0xFFFFFFFF, kept >> 32
    data = struct.pack("IIIIII", low, low, 0, high, high, 0)
    header = struct.pack("Ii", 0x20080522, 0)
    kernel.check(kernel.syscall(kernel.number("capset"), header, data), "capset")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--user", type=int, default=0)
    parser.add_argument("--without-landlock", action="store_true")
    parser.add_argument("--profile", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    wanted = parser.parse_args()
    denied = denied_by(wanted.profile) if wanted.profile else list(DENIED.values())
    if wanted.without_landlock:
        denied += LANDLOCK.values()
    for capability in range(NUMBER_OF_CAPABILITIES):
        if capability not in KEPT_CAPABILITIES:
            kernel.libc.prctl(kernel.PR_CAPBSET_DROP, capability, 0, 0, 0)
    if wanted.user:
        os.setgroups([])
        os.setresgid(wanted.user, wanted.user, wanted.user)
        os.setresuid(wanted.user, wanted.user, wanted.user)
    elif os.getuid() == 0:
        keep_default_capabilities()
    # An engine installs its filter with CAP_SYS_ADMIN; here this is the only way to be allowed to.
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install(container_filter(denied, namespaces=wanted.profile is not None))
    os.execvp(wanted.command[0], wanted.command)


if __name__ == "__main__":
    main()
