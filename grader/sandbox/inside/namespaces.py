"""The namespace tier's private world: a root of read-only binds, no /proc, no network.

Built once by the zygote; every child adds a mount namespace with a box of its own (confining.py).
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from typing import Final

from grader.sandbox.inside import kernel

BOX_PLACE: Final = "/box"
BOX: Final = f"{BOX_PLACE}/own"
"""Where a child mounts its box. The folder above is the root's and read-only; Landlock, which does
not look at a folder that something is mounted on, is told of it once for all children."""
DEVICES: Final = ("null", "zero", "urandom", "random", "full")
HOST_NAME: Final = b"sandbox"
_EVERYTHING_BUT_MOUNTS: Final = (
    kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWCGROUP
)


def enter(
    readable: Sequence[str],
    links: Sequence[tuple[str, str]],
    ask_for_uids: Callable[[], None] | None,
) -> None:
    """Move this process into fresh namespaces, and return in a child that is process 1 of them.

    readable      folders and files bound read-only at their own places
    links         (place, target) symlinks of the root, such as /lib -> usr/lib
    ask_for_uids  makes the supervisor write our uid map; None when we are not a capable root

    Must run while this process has a single thread: the kernel refuses a user namespace otherwise.
    """
    if ask_for_uids is not None:
        # Mounts first, as the real root: a checkout below a folder of mode 700 can be opened now
        # and not later. Then uids nobody else has, so that even an escape is nobody.
        kernel.unshare(kernel.CLONE_NEWNS)
        _build_root(readable, links)
        kernel.unshare(kernel.CLONE_NEWUSER)
        ask_for_uids()
        os.setresgid(0, 0, 0)
        os.setresuid(0, 0, 0)
        os.setgroups([])
        kernel.unshare(_EVERYTHING_BUT_MOUNTS)
    else:
        uid, gid = os.getuid(), os.getgid()
        kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS | _EVERYTHING_BUT_MOUNTS)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"0 {uid} 1")
        _write("/proc/self/gid_map", f"0 {gid} 1")
        _build_root(readable, links)
    kernel.check(kernel.libc.sethostname(HOST_NAME, len(HOST_NAME)), "sethostname")
    _become_process_one()


def _become_process_one() -> None:
    """Fork: the parent only waits, and the child lives and dies with it."""
    pid = os.fork()
    if pid:
        kernel.close_from(3)
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


def _build_root(readable: Sequence[str], links: Sequence[tuple[str, str]]) -> None:
    """Make a root that holds the interpreter, five devices, an empty box, and nothing else."""
    new = "/tmp"  # any folder that exists; only this mount namespace sees it covered
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    # Opened before the cover goes on: the interpreter or the checkout may themselves be in /tmp.
    sources = [(path, os.open(path, os.O_PATH)) for path in readable if os.path.exists(path)]
    devices = [(name, os.open(f"/dev/{name}", os.O_PATH)) for name in DEVICES]
    kernel.mount(
        "tmpfs",
        new,
        "tmpfs",
        kernel.MS_NOSUID | kernel.MS_NODEV,
        "size=1m,nr_inodes=4096,mode=755",
    )
    for place, target in links:
        os.makedirs(new + os.path.dirname(place), exist_ok=True)
        os.symlink(target, new + place)
    for path, source in sources:
        _bind(source, new + path)
    os.makedirs(new + "/dev", exist_ok=True)
    for name, source in devices:
        kernel.bind_device(f"/proc/self/fd/{source}", f"{new}/dev/{name}")
        os.close(source)
    os.makedirs(new + BOX)
    os.chmod(new + BOX_PLACE, 0o111)  # to pass through; there is nothing to read
    if not os.path.lexists(new + "/tmp"):  # a checkout in /tmp must not be covered by the box
        os.symlink(BOX, new + "/tmp")
    _change_root(new)


def _bind(source: int, target: str) -> None:
    """Bind an open file or folder, read-only, and close it."""
    opened = f"/proc/self/fd/{source}"
    if os.path.isdir(opened):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        open(target, "w").close()
    kernel.bind_read_only(opened, target)
    os.close(source)


def _change_root(new: str) -> None:
    """Make `new` the root, drop the old one, and freeze what is left."""
    old = new + "/.old"
    os.makedirs(old)
    os.chdir(new)
    kernel.pivot_root(".", ".old")
    os.chdir("/")
    kernel.detach("/.old")
    os.rmdir("/.old")
    frozen = kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount(None, "/", None, kernel.MS_REMOUNT | kernel.MS_BIND | frozen)


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
