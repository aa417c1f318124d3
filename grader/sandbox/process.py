"""One confined process, from the trusted side: asked for, awaited, killed, buried.

Killing is a signal; dying takes the kernel milliseconds more, for namespaces and mounts go with
it. Nobody waits for that but who asks what the process used.
"""

from __future__ import annotations

import array
import json
import math
import os
import signal
import socket
import threading
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
CPU_CLOCK: Final = 2
"""CPUCLOCK_SCHED of linux/posix-timers.h: of a whole process, in nanoseconds."""


class ZygoteSilent(MachineFault):
    """The zygote lives and does not answer: stopped, or stuck in the kernel."""


class Process:
    """A child of a zygote. Making one asks for it and does not wait; `confirm` waits.

    channel  the wire to it
    born     when it was asked for, on the monotonic clock
    """

    def __init__(self, server: ForkServer, limits: Limits, idle_s: float) -> None:
        self.server, self.limits, self.born = server, limits, time.monotonic()
        self.over = False
        self._usage = Usage()
        self._pidfd = -1
        self._buried = self._closed = False
        self._burying = threading.Lock()
        ours, theirs = socket.socketpair()
        output, output_end = os.pipe()
        errors, errors_end = os.pipe()
        self._report, report_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.channel = Channel(
            ours, output, errors, limits.out_kb * 1024, self.kill, self.starved_s
        )
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
        self.channel.allow(HELLO_SECONDS)
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
        """The process as this machine counts it; -1 when there is none (yet)."""
        if self._pidfd < 0:
            return -1
        lines = Path(f"/proc/self/fdinfo/{self._pidfd}").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))

    @property
    def processor_s(self) -> float:
        """Processor seconds so far, set-up included, by the kernel's own clock of the process.

        0.0 of a process that runs where the kernel does not tell (some sandboxes around ours).
        """
        if self.over:
            self.bury()
            return self._usage.cpu_s
        try:
            process = self.process_id
            return time.clock_gettime(~process << 3 | CPU_CLOCK) if process > 0 else 0.0
        except OSError:
            return 0.0

    def starved_s(self) -> float:
        """Seconds it was ready to run and had no processor; 0.0 where the kernel does not say."""
        try:
            told = Path(f"/proc/{self.process_id}/schedstat").read_text().split()
            return int(told[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0

    @property
    def usage(self) -> Usage:
        """What it used, once it is over; waits until the kernel is done with it."""
        if self._closed:
            self.bury()
        return self._usage

    def kill(self) -> None:
        self.over = True
        if not self._closed:  # after that the descriptor may be another's at any moment
            self._signal()

    def _signal(self) -> None:
        if self._pidfd >= 0:
            try:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def ended(self) -> LimitExceeded | MachineFault:
        """Say why the process is gone, when it was not we who killed it."""
        self.bury()
        code = self._usage.code
        if code is None:
            return MachineFault("the zygote died under a session")
        # The kernel samples; what it reports at the end may be a little less than the limit.
        if code == -signal.SIGKILL and self._usage.cpu_s >= 0.8 * math.ceil(self.limits.cpu_s):
            return LimitExceeded("cpu time limit")
        if code < 0:
            return LimitExceeded(f"the program crashed (signal {-code})")
        return LimitExceeded(f"the program ended its process (exit code {code})")

    def bury(self) -> None:
        """Wait for the exit status; a process that will not end by itself is killed."""
        with self._burying:
            if self._buried:
                return
            told = None if self._pidfd < 0 else self._hear(GRACE_SECONDS)
            if told is None:
                self._signal()
                told = b"" if self._pidfd < 0 else self._hear(END_SECONDS)
            self._end(told)

    def is_buried(self) -> bool:
        """Say whether it is gone and its descriptors are given back, without waiting."""
        if not self._burying.acquire(blocking=False):
            return False  # somebody waits for it
        try:
            if not self._buried:
                told = self._hear(0.0)
                if told is not None:
                    self._end(told)
            return self._buried
        finally:
            self._burying.release()

    def close(self) -> None:
        """Kill it, and keep what it printed. Twice does no harm. Still to come: its burial."""
        if self._closed:
            return
        self.kill()
        self._closed = True
        self.channel.drain_quietly()
        self.channel.close()
        self.server.open_sessions -= 1
        if self._pidfd < 0:  # never confirmed: it ends because its socket does
            self.bury()

    def _end(self, told: bytes | None) -> None:
        """Take the zygote's account of the end, if there is one, and close what is left."""
        self._buried = self.over = True
        if told:
            known = json.loads(told)
            self._usage = Usage(known["cpu_s"], known["max_rss_kb"], known["code"])
        if not self._closed:
            self.channel.drain_quietly()
        self._report.close()
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1

    def _take_pidfd(self) -> None:
        """Take the zygote's word that there is a process, and the means to kill it."""
        self._report.settimeout(HELLO_SECONDS)
        try:
            raw, ancillary, _, _ = self._report.recvmsg(4096, socket.CMSG_SPACE(4))
        except OSError as error:
            raise ZygoteSilent(f"the zygote does not answer: {error}") from error
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
        except (TimeoutError, BlockingIOError):
            return None
        except OSError:
            return b""

    def _last_words(self) -> str:
        text = self.channel.printed_text(self.channel.errors)
        return text.strip().splitlines()[-1][:300] if text.strip() else "no reason was given"
