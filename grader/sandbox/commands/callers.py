"""Who called a listener of ours: a program of the sandbox, or something else on a busy machine?"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

LOCAL, USER, INODE = 1, 7, 9
"""Columns of /proc/net/tcp."""


def is_stranger(connection: socket.socket, zygote: int, uids: range) -> bool:
    """Say whether a TCP connection was shown to come from outside of the sandbox.

    zygote  process id; all programs descend from it
    uids    those that programs have

    In doubt it is a program's. Ask before the connection is closed.
    """
    known = _end_of(connection.getpeername()[1])
    if known is None:
        return False
    uid, inode = known
    if uid not in uids:
        return True
    owners = set(_owners(f"socket:[{inode}]"))
    return bool(owners) and not any(_descends(pid, zygote) for pid in owners)


def _end_of(port: int) -> tuple[int, str] | None:
    """The uid and inode of the socket that has this local port."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        columns = line.split()
        if int(columns[LOCAL].rpartition(":")[2], 16) == port:
            return int(columns[USER]), columns[INODE]
    return None


def _owners(name: str) -> Iterator[int]:
    """Processes with this open, of those we may look at."""
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            numbers = os.listdir(folder)
        except OSError:
            continue  # gone, or not ours to look at
        if any(_leads_to(folder / number, name) for number in numbers):
            yield int(folder.parent.name)


def _leads_to(link: Path, name: str) -> bool:
    try:
        return os.readlink(link) == name
    except OSError:
        return False  # closed meanwhile


def _descends(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return True  # gone meanwhile: in doubt it was a program
    return False
