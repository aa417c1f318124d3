"""The trusted side of one zygote: start it, map its uids, ask it for children, notice its death."""

from __future__ import annotations

import array
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from grader.errors import MachineFault
from grader.sandbox.channel import STRETCH
from grader.sandbox.libraries import REHEARSALS
from grader.sandbox.limits import Limits
from grader.sandbox.readable import CHECKOUT, readable_paths, root_links

UIDS: Final = 64
"""Uids, and so children at one time, of one zygote."""
START_SECONDS: Final = 60.0
END_SECONDS: Final = 3.0
GRACE_SECONDS: Final = 2.0
"""The zygote kills a child this long after the session should have, had the worker not wedged."""

_BOOT: Final = (
    "import json, sys; sys.path.insert(0, sys.argv[1]); "
    "from grader.sandbox.inside.zygote import main; main(int(sys.argv[2]), json.loads(sys.argv[3]))"
)
# Own environment, no user site, nothing from the current folder. Not -I: that would ignore
# PYTHONHASHSEED, and the order of a set would differ between machines and days.
_PYTHON: Final = (sys.executable, "-s", "-P", "-X", "utf8", "-c", _BOOT)
_ENVIRONMENT: Final = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    # One thread: a user namespace can be entered by a single thread only, and none may be forked.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
}


class ForkServer:
    """One zygote process. It starts at once and is waited for by `wait_ready`.

    tier        "ns", "landlock" or "none" (the negative control of the attack runner)
    preload     modules imported before any child is forked; one that fails keeps it from starting
    hash_seed   decides the order of sets of texts
    """

    def __init__(self, tier: str, preload: Sequence[str], hash_seed: int = 0) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control = ours
        self.born = time.monotonic()
        self.forked = 0
        self.open_sessions = 0
        self.ready = False
        self._first_uid = own_uids(tier).start
        config = {
            "tier": tier,
            "preload": list(preload),
            "rehearsals": [name for name in REHEARSALS if name in preload],
            "readable": readable_paths(),
            "links": root_links(),
            "first_uid": self._first_uid,
            "uids": UIDS,
        }
        self._errors = tempfile.TemporaryFile()  # a pipe nobody reads could fill and block it
        command = [*_PYTHON, str(CHECKOUT), str(theirs.fileno()), json.dumps(config)]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            pass_fds=[theirs.fileno()],
            env={**_ENVIRONMENT, "PYTHONHASHSEED": str(hash_seed)},
            cwd="/",
            start_new_session=True,  # Ctrl-C at a terminal is for the worker, which then closes us
        )
        theirs.close()

    def wait_ready(self) -> None:
        """Wait until it can fork; raises MachineFault with its last words when it cannot."""
        self.control.settimeout(START_SECONDS)
        while not self.ready:
            self._hear()

    def is_ready(self) -> bool:
        """Say whether it can fork by now, without waiting."""
        self.control.settimeout(0)
        try:
            while not self.ready:
                self._hear()
        except BlockingIOError:
            return False
        return True

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def request(self, limits: Limits, idle_s: float, descriptors: Sequence[int]) -> None:
        """Ask for a child; its report comes on the last of the four descriptors."""
        wanted = {
            "cpu_s": limits.cpu_s,
            "mem_mb": limits.mem_mb,
            "tmp_mb": limits.tmp_mb,
            "is_spare": idle_s > 0,
            "alive_s": idle_s + (1 + STRETCH) * limits.wall_s + GRACE_SECONDS,
        }
        passed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))]
        self.control.settimeout(START_SECONDS)
        try:
            self.control.sendmsg([json.dumps(wanted).encode()], passed)
        except OSError as error:
            raise MachineFault(f"the zygote is gone: {error}") from error
        self.forked += 1

    def close(self) -> None:
        """End the zygote and every child of it."""
        self.control.close()  # it exits on its own; the kernel takes the children with it
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._errors.close()

    def _hear(self) -> None:
        """Take one message of the start-up."""
        try:
            raw = self.control.recv(4096)
        except TimeoutError:
            raise MachineFault("the zygote did not start in time") from None
        except ConnectionError:
            raw = b""
        if not raw:
            raise MachineFault("the zygote did not start: " + self._last_words())
        message: dict[str, Any] = json.loads(raw)
        if message["event"] == "map":
            self._map_uids()
            self.control.send(b"mapped")
        else:
            self.ready = message["event"] == "ready"

    def _map_uids(self) -> None:
        for kind in ("uid_map", "gid_map"):
            mapping = f"0 {self._first_uid} {UIDS}"
            Path(f"/proc/{self.process.pid}/{kind}").write_text(mapping)

    def _last_words(self) -> str:
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else f"exit code {self.process.returncode}"


def own_uids(tier: str) -> range:
    """Return the uids of this worker's children, when the worker is root.

    Another worker gets another range, so that children of two workers share no uid. With a user
    namespace they lie above what subuid files and systemd hand out; without one they stay below
    65536, for a rootless container maps no more.
    """
    if tier == "ns":
        first = 2_000_000_000 + os.getpid() % 4096 * UIDS
    else:
        first = 61_000 + os.getpid() % 64 * UIDS
    return range(first, first + UIDS)
