"""Giving root up for one program, without losing sight of its files.

PostgreSQL refuses to run as root. A checkout under /root (mode 700) cannot be entered by any other
user, so changing the user alone is not enough: the new process keeps exactly one of root's
powers, CAP_DAC_OVERRIDE, which lets it enter closed folders. See capabilities(7), "ambient".
"""

import ctypes
import os
import pwd
from typing import Final

from campus.serving.errors import PlatformTrouble

PR_SET_KEEPCAPS: Final = 8
PR_CAP_AMBIENT: Final = 47
PR_CAP_AMBIENT_RAISE: Final = 2
CAP_DAC_OVERRIDE: Final = 1
CAPABILITY_VERSION_3: Final = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Sets(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


def is_root() -> bool:
    return os.geteuid() == 0


def nobody() -> tuple[int, int]:
    """User and group number of `nobody`; initdb wants a user that has a name."""
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise PlatformTrouble(
            "PostgreSQL refuses to run as root and this machine has no user 'nobody': "
            "run as an ordinary user, or set DATABASE_URL to a server of your own."
        ) from None
    return entry.pw_uid, entry.pw_gid


def become_nobody() -> None:
    """Turn the calling process into `nobody` with CAP_DAC_OVERRIDE alone. Between fork and exec."""
    uid, gid = nobody()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    bit = 1 << CAP_DAC_OVERRIDE
    sets = (_Sets * 2)(_Sets(bit, bit, bit), _Sets(0, 0, 0))
    header = _Header(CAPABILITY_VERSION_3, 0)
    # In a container without that power the calls fail; then open folders still serve.
    if libc.capset(ctypes.byref(header), ctypes.byref(sets)) == 0:
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
