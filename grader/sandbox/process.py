"""One confined process, from the trusted side: asked for, awaited, killed, buried."""

from __future__ import annotations

import array
import json
import math
import os
import signal
import socket
import time
from pathlib import Path
from typing import Final

from grader.errors import MachineFault
from grader.sandbox import frames
from grader.sandbox.channel import Channel, ChannelClosed
from grader.sandbox.faults import LimitExceeded
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.limits import Limits, Usage

HELLO_SECONDS: Final = 10.0
GRACE_SECONDS: Final = 0.25
"""A process that closed its channel has this long to end by itself and tell its exit code."""
END_SECONDS: Final = 5.0


class Process:
    """A child of a zygote. Making one asks for it and does not wait; `confirm` waits.

    channel  the wire to it
    usage    what it used, once it is buried
    born     when it was asked for, on the monotonic clock
    """

    def __init__(self, server: ForkServer, limits: Limits, idle_s: float) -> None:
        self.server, self.limits, self.born = server, limits, time.monotonic()
        self.usage = Usage()
        self.over = False
        self._pidfd = -1
        self._buried = self._closed = False
        ours, theirs = socket.socketpair()
        output, output_end = os.pipe()
        errors, errors_end = os.pipe()
        self._report, report_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.channel = Channel(ours, output, errors, limits.out_kb * 1024, self.kill)
        server.open_sessions += 1
        try:
            given = [theirs.fileno(), output_end, errors_end, report_end.fileno()]
            server.request(limits, idle_s, given)
        except MachineFault:
            self.close()
            raise
        finally:
            theirs.close()
            report_end.close()
            os.close(output_end)
            os.close(errors_end)

    def confirm(self) -> None:
        """Wait until the process is confined; raises MachineFault when it cannot be."""
        self.channel.deadline = time.monotonic() + HELLO_SECONDS
        self._take_pidfd()
        try:
            message, _ = self.channel.receive()
        except (ChannelClosed, LimitExceeded, frames.FrameError) as error:
            self.bury()
            raise MachineFault(f"a child could not be confined: {self._last_words()}") from error
        if message != {"op": "hello"}:
            raise MachineFault("a child did not say hello")

    @property
    def process_id(self) -> int:
        """The process as this machine counts it; -1 before `confirm`, 0 once it is gone."""
        if self._pidfd < 0:
            return -1
        lines = Path(f"/proc/self/fdinfo/{self._pidfd}").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))

    def kill(self) -> None:
        self.over = True
        if self._pidfd >= 0:
            try:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def ended(self) -> LimitExceeded | MachineFault:
        """Say why the process is gone, when it was not we who killed it."""
        self.bury()
        code = self.usage.code
        if code is None:
            return MachineFault("the zygote died under a session")
        # The kernel samples; what it reports at the end may be a little less than the limit.
        if code == -signal.SIGKILL and self.usage.cpu_s >= 0.8 * math.ceil(self.limits.cpu_s):
            return LimitExceeded("cpu time limit")
        if code < 0:
            return LimitExceeded(f"the program crashed (signal {-code})")
        return LimitExceeded(f"the program ended its process (exit code {code})")

    def bury(self) -> None:
        """Wait for the exit status; a process that will not end by itself is killed."""
        if self._buried:
            return
        self._buried = self.over = True
        if self._pidfd >= 0:
            told = self._hear(GRACE_SECONDS)
            if told is None:
                self.kill()
                told = self._hear(END_SECONDS)
            if told:
                known = json.loads(told)
                self.usage = Usage(known["cpu_s"], known["max_rss_kb"], known["code"])
        self.channel.drain_quietly()

    def close(self) -> None:
        """Kill, bury, and give every descriptor back. Twice does no harm."""
        if self._closed:
            return
        self._closed = True
        self.kill()
        self.bury()
        self.channel.close()
        self._report.close()
        if self._pidfd >= 0:
            os.close(self._pidfd)
        self.server.open_sessions -= 1

    def _take_pidfd(self) -> None:
        """Take the zygote's word that there is a process, and the means to kill it."""
        self._report.settimeout(HELLO_SECONDS)
        try:
            raw, ancillary, _, _ = self._report.recvmsg(4096, socket.CMSG_SPACE(4))
        except OSError as error:
            raise MachineFault(f"the zygote does not answer: {error}") from error
        message = json.loads(raw) if raw else {"why": "the zygote is gone"}
        if message.get("event") != "alive":
            self.over = True
            raise MachineFault(f"no child: {message.get('why')}")
        self._pidfd = array.array("i", ancillary[0][2])[0]

    def _hear(self, seconds: float) -> bytes | None:
        """Return the zygote's report, b"" when the zygote is gone, None when none came in time."""
        self._report.settimeout(seconds)
        try:
            return self._report.recv(4096)
        except TimeoutError:
            return None
        except OSError:
            return b""

    def _last_words(self) -> str:
        text = self.channel.printed_text(self.channel.errors)
        return text.strip().splitlines()[-1][:300] if text.strip() else "no reason was given"
