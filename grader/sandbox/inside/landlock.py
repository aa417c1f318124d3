"""Landlock: the file tree a process may still open, whatever its uid and mounts say.

In the namespace tier it is a second wall behind the private root; in the landlock tier it is the
only one, so a child there refuses to start without it. It does not hide names: `stat` of a path
outside the rules still answers (docs/why/sandbox.md says what that means).
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Iterable

from grader.sandbox.inside import kernel

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
# Bits of the access mask, linux/landlock.h.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
# How many bits of the mask each version of the interface knows; asking for more is refused.
_BITS_OF_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}

FIRST_WITH_TRUNCATE = 3
"""Before it, `open(path, O_RDONLY | O_TRUNC)` empties a file of one's own that may only be read."""

READABLE = READ_FILE | READ_DIR | EXECUTE
"""Execute is needed to map shared libraries nowhere, but costs nothing: execve is refused."""
A_DEVICE = READ_FILE | READ_DIR | WRITE_FILE
A_BOX = (
    READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE | MAKE_REG | MAKE_DIR | REMOVE_FILE | REMOVE_DIR
)
"""Files and folders come and go; no symlinks, sockets, devices, and nothing to execute."""


def version() -> int:
    """Return the version of Landlock in this kernel, 0 when it is absent or switched off."""
    ask_version = 1
    return max(0, kernel.syscall(CREATE_RULESET, None, 0, ask_version))


def require() -> None:
    """Raise OSError when Landlock alone could not hold; for the tier that has nothing else."""
    if (found := version()) < FIRST_WITH_TRUNCATE:
        raise OSError(f"Landlock {FIRST_WITH_TRUNCATE} (Linux 6.2) is needed, found {found}")


def prepare(readable: Iterable[str], devices: Iterable[str], box: str | None) -> int:
    """Return a descriptor of rules that leave `readable` trees, `devices` and one writable folder.

    The rules name files, not paths, and bind nobody yet; any number of children may `enforce` them.
    From version 4 on TCP is refused as well, from 6 on abstract sockets and signals that leave
    the process: seccomp says so already, this is the wall behind it.
    """
    found = version()
    if not found:
        raise OSError(errno.ENOSYS, "Landlock is not available in this kernel")
    handled = (1 << _BITS_OF_VERSION[min(found, 5)]) - 1
    attributes = struct.pack("QQQ", handled, 3 if found >= 4 else 0, 3 if found >= 6 else 0)
    size = 8 if found < 4 else 16 if found < 6 else 24
    ruleset = kernel.check(
        kernel.syscall(CREATE_RULESET, attributes, size, 0), "landlock_create_ruleset"
    )
    for path in readable:
        _allow(ruleset, path, READABLE & handled)
    for path in devices:
        _allow(ruleset, path, A_DEVICE & handled)
    if box is not None:
        _allow(ruleset, box, A_BOX & handled)
    return ruleset


def enforce(ruleset: int) -> None:
    """Bind this process to prepared rules for good; needs NO_NEW_PRIVS. Closes the descriptor."""
    kernel.check(kernel.syscall(RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not there, or not ours to open: nothing to allow
    if not os.path.isdir(path):
        access &= OF_A_FILE  # folder rights on a file are an error, not ignored
    path_beneath = 1
    rule = struct.pack("=Qi", access, beneath)
    result = kernel.syscall(ADD_RULE, ruleset, path_beneath, rule, 0)
    os.close(beneath)
    kernel.check(result, f"landlock_add_rule({path})")
