"""The zygote: imports the libraries once, then forks one confined child for each request.

    python … -c BOOT <checkout> <control fd> <config as JSON>

It never sees a program, an answer or a test. A request on the control socket carries limits and
four descriptors (channel, output, errors, report); the answer, on the report socket of that
request, is a pidfd at once and the exit status at the end. When the control socket closes, the
worker is gone: the zygote ends, and the kernel ends every child with it.
"""

from __future__ import annotations

import array
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass, field
from typing import Any

from grader.sandbox.inside import kernel, landlock, namespaces, runner, seccomp
from grader.sandbox.inside.confining import Cell, confine, furnish, prepare_rules

CONTROL = 3
SET_UP_FAILED = 98
REHEARSALS = 12


@dataclass(slots=True)
class Child:
    pid: int
    report: socket.socket
    slot: int
    until: float


@dataclass(slots=True)
class Zygote:
    """The state of the fork server.

    first_uid  uid of the child in slot 0 as this process sees it; None for an ordinary user
    proc       the open /proc of the world before; own_tree: our process-tree namespace
    free       slots without a child; children: by pidfd
    """

    tier: str
    readable: list[str]
    first_uid: int | None
    control: socket.socket
    proc: int
    free: list[int]
    children: dict[int, Child] = field(default_factory=dict)
    own_tree: int = -1
    rules: int = -1
    call_filter: bytes = b""

    def serve(self) -> None:
        gc.collect()
        gc.freeze()  # else the first collection in a child would copy every page of every library
        poll = select.poll()
        poll.register(CONTROL, select.POLLIN)
        _say(self.control, event="ready")
        while True:
            for descriptor, _ in poll.poll(self._patience()):
                if descriptor == CONTROL:
                    self._take_request(poll)
                else:
                    poll.unregister(descriptor)
                    self._bury(descriptor)
            self._kill_the_overdue()

    def _patience(self) -> float | None:
        """Milliseconds to the next deadline; None waits for ever."""
        if not self.children:
            return None
        left = min(child.until for child in self.children.values()) - time.monotonic()
        return max(0.0, left * 1000) + 1

    def _take_request(self, poll: select.poll) -> None:
        message, ancillary, _, _ = self.control.recvmsg(4096, socket.CMSG_SPACE(16))
        if not message:
            os._exit(0)  # the worker is gone
        descriptors = [
            fd
            for level, kind, data in ancillary
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
            for fd in array.array("i", data)
        ]
        if len(descriptors) != 4:
            for fd in descriptors:
                os.close(fd)
            return
        *streams, reporting = descriptors
        report = socket.socket(fileno=reporting)
        if self.free:
            self._fork(json.loads(message), streams, report, poll)
        else:
            _say(report, event="refused", why="every slot of the zygote is taken")
            report.close()
        for fd in streams:
            os.close(fd)

    def _fork(
        self, wanted: dict[str, Any], streams: list[int], report: socket.socket, poll: select.poll
    ) -> None:
        slot = self.free.pop(0)
        try:
            pid = self._fork_into_own_tree(wanted, streams, slot)
            pidfd = os.pidfd_open(pid)
        except OSError as error:
            self.free.append(slot)
            _say(report, event="refused", why=f"fork: {error}")
            report.close()
            return
        _say(report, [pidfd], event="alive")
        self.children[pidfd] = Child(pid, report, slot, time.monotonic() + wanted["alive_s"])
        poll.register(pidfd, select.POLLIN)

    def _fork_into_own_tree(self, wanted: dict[str, Any], streams: list[int], slot: int) -> int:
        """Fork; in the namespace tier the child is process 1 of a tree of its own."""
        base = self._address_space()
        if self.tier == "ns":
            kernel.unshare(kernel.CLONE_NEWPID)  # for children from now on, not for ourselves
        try:
            pid = kernel.fork()
            if pid == 0:
                self._live(wanted, streams, slot, base)
        finally:
            if self.tier == "ns":
                kernel.setns(self.own_tree, kernel.CLONE_NEWPID)
        return pid

    def _live(self, wanted: dict[str, Any], streams: list[int], slot: int, base: int) -> None:
        """Be the child: confine, say hello, serve. Never returns."""
        try:
            self.control.detach()  # its number becomes the channel; collecting it would close that
            confine(self._cell(wanted, slot, base), *streams)
        except BaseException:  # noqa: BLE001 - half-confined, nothing may run: tell why and end
            try:
                os.write(2, traceback.format_exc().encode())
            finally:
                os._exit(SET_UP_FAILED)
        try:
            runner.serve(is_spare=wanted["is_spare"])
        finally:
            os._exit(1)

    def _cell(self, wanted: dict[str, Any], slot: int, base: int) -> Cell:
        return Cell(
            tier=self.tier,
            uid=None if self.first_uid is None else self.first_uid + slot,
            rules=self.rules,
            call_filter=self.call_filter,
            base_bytes=base,
            cpu_s=wanted["cpu_s"],
            mem_mb=wanted["mem_mb"],
            tmp_mb=wanted["tmp_mb"],
        )

    def _address_space(self) -> int:
        """Bytes of our address space; /proc was opened before the root without one was entered."""
        with os.fdopen(os.open("self/statm", os.O_RDONLY, dir_fd=self.proc)) as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")

    def _bury(self, pidfd: int) -> None:
        child = self.children.pop(pidfd)
        _, status, used = os.wait4(child.pid, 0)
        _say(
            child.report,
            event="exit",
            code=os.waitstatus_to_exitcode(status),
            cpu_s=used.ru_utime + used.ru_stime,
            max_rss_kb=used.ru_maxrss,
        )
        child.report.close()
        os.close(pidfd)
        self.free.append(child.slot)

    def _kill_the_overdue(self) -> None:
        """Kill what the worker should have killed: it may itself be stopped or wedged."""
        now = time.monotonic()
        for pidfd, child in self.children.items():
            if now > child.until:
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)


def main(descriptor: int, config: dict[str, Any]) -> None:
    os.dup2(descriptor, CONTROL)
    if descriptor != CONTROL:
        os.close(descriptor)
    control = socket.socket(fileno=CONTROL)
    # Imported as the worker's own user and in the world as it is: in the namespaces, or with the
    # uid of a child, a checkout below a folder of mode 700 could no longer be read.
    for module in config["preload"]:
        importlib.import_module(module)
    _rehearse(config["rehearsals"])
    capable = gives_uids(config["tier"])
    first_uid = None
    if capable:
        first_uid = 1 if config["tier"] == "ns" else config["first_uid"]  # mapped to it, in ns
    zygote = Zygote(
        tier=config["tier"],
        readable=config["readable"],
        first_uid=first_uid,
        control=control,
        proc=os.open("/proc", os.O_RDONLY | os.O_DIRECTORY),
        free=list(range(config["uids"] - 2)),
    )
    if zygote.tier == "ns":
        links = [(place, target) for place, target in config["links"]]
        ask = (lambda: _ask_for_uids(control)) if capable else None
        namespaces.enter(zygote.readable, links, ask)
        zygote.own_tree = os.open("self/ns/pid", os.O_RDONLY, dir_fd=zygote.proc)
    elif zygote.tier == "landlock":
        landlock.require()
    if zygote.tier != "none":
        zygote.rules = prepare_rules(zygote.tier, zygote.readable)
        zygote.call_filter = seccomp.build_filter()
    sys.path[:] = [path for path in sys.path if path]
    furnish()
    zygote.serve()


def _rehearse(modules: list[str]) -> None:
    """Do what children will do, so often that the interpreter has its own shortcuts ready.

    It writes them into the code of functions; each child would otherwise find them anew, and copy
    every page they lie on.
    """
    for _ in range(REHEARSALS):
        runner.rehearse()
        for module in modules:
            importlib.import_module(module).rehearse()


def gives_uids(tier: str) -> bool:
    """Whether children can have uids of their own: an engine may give us uid 0 and nothing else."""
    if tier == "ns":
        return kernel.has_capabilities(kernel.CAP_SETUID, kernel.CAP_SETGID, kernel.CAP_SYS_ADMIN)
    return kernel.has_capabilities(kernel.CAP_SETUID, kernel.CAP_SETGID)


def _ask_for_uids(control: socket.socket) -> None:
    _say(control, event="map")
    if control.recv(64) != b"mapped":
        raise OSError("the supervisor did not map our uids")


def _say(to: socket.socket, descriptors: list[int] | None = None, **message: object) -> None:
    """Send one message; the other end may be gone, which is its own affair."""
    passed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors or []))]
    try:
        to.sendmsg([json.dumps(message).encode()], passed if descriptors else [])
    except OSError:
        pass
