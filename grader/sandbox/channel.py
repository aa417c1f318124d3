"""The wire to one child: frames both ways and its output, all under one deadline.

Nothing here looks at what a frame says. Every wait ends at the deadline, every buffer has a bound.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable
from typing import Any, Final

from grader.sandbox import frames
from grader.sandbox.faults import LimitExceeded, showable

READ_BYTES: Final = 1 << 20
OUTPUT_FLOOD: Final = 16
"""A program that prints this many times what is kept is killed: it costs us time to throw away."""


STRETCH: Final = 2.0
"""Wall times by which a deadline may be put off, at most, for a machine that had no time."""


class ChannelClosed(Exception):
    """The other side is gone; whose fault that is, the session knows."""


class Channel:
    """The trusted ends of the rpc socket and of the two output pipes.

    kill      ends the child; called before LimitExceeded is raised
    starved   seconds the child was ready to run and had no processor, so far
    kept      bytes kept of each output
    deadline  on the monotonic clock; moved by `allow`, and put off by what the child was starved
    """

    def __init__(
        self,
        rpc: socket.socket,
        output: int,
        errors: int,
        kept: int,
        kill: Callable[[], None],
        starved: Callable[[], float],
    ) -> None:
        self.rpc, self.output, self.errors = rpc, output, errors
        self.deadline = time.monotonic()
        self._may_stretch = 0.0
        self._stretched = 0.0
        self.text = {output: bytearray(), errors: bytearray()}
        self.printed = 0
        self._kept = kept
        self._kill = kill
        self._starved = starved
        self._received = bytearray()
        self._poll = select.poll()
        rpc.setblocking(False)
        for descriptor in (output, errors):
            os.set_blocking(descriptor, False)
            self._poll.register(descriptor, select.POLLIN)
        self._poll.register(rpc, select.POLLIN)
        self._open = {output, errors}

    def allow(self, seconds: float, *, stretch: bool = False) -> None:
        """Set the deadline; with `stretch` it is put off by the time the machine did not have."""
        self.deadline = time.monotonic() + seconds
        self._may_stretch = STRETCH * seconds if stretch else 0.0

    def send(self, frame: bytes) -> None:
        """Send all of `frame`, reading output meanwhile: a full pipe must not block both sides."""
        left = memoryview(frame)
        while left:
            try:
                left = left[self.rpc.send(left) :]
            except BlockingIOError:
                self._poll.modify(self.rpc, select.POLLOUT)
                self._wait()
                self._poll.modify(self.rpc, select.POLLIN)
            except OSError:
                raise ChannelClosed from None

    def receive(self) -> tuple[Any, list[bytes]]:
        """Return the next frame; raises LimitExceeded, ChannelClosed or frames.FrameError."""
        while True:
            self._left()  # also with frames in hand: a flood of them must not outlast the deadline
            frame = self._next_frame()
            if frame is not None:
                for descriptor in tuple(self._open):
                    self._read_output(descriptor)
                return frames.unpack(frame)
            if self._wait():
                self._read_rpc()

    def printed_text(self, descriptor: int) -> str:
        """What was kept of one output, as text that can be stored and shown."""
        kept = self.text[descriptor]
        return showable(kept.decode("utf-8", "replace"), len(kept))

    def drain_quietly(self) -> None:
        """Read what the dying process left in the pipes; too much of it no longer matters."""
        try:
            for descriptor in tuple(self._open):
                self._read_output(descriptor)
        except LimitExceeded:
            pass

    def close(self) -> None:
        self.rpc.close()
        os.close(self.output)
        os.close(self.errors)

    def refuse(self, reason: str) -> LimitExceeded:
        """Kill the child, and return the error to raise."""
        self._kill()
        return LimitExceeded(reason)

    def _next_frame(self) -> bytes | None:
        head = frames.LENGTH.size
        if len(self._received) < head:
            return None
        end = head + frames.size_of(self._received)
        if len(self._received) < end:
            return None
        frame = bytes(self._received[head:end])
        del self._received[:end]
        return frame

    def _wait(self) -> bool:
        """Wait for something; read output if there is, and say whether the socket is ready."""
        ready = False
        for descriptor, _ in self._poll.poll(self._left() * 1000 + 1):
            if descriptor in self._open:
                self._read_output(descriptor)
            else:
                ready = True
        return ready

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            self._put_off()
            left = self.deadline - time.monotonic()
        if left <= 0:
            raise self.refuse("wall time limit")
        return left

    def _put_off(self) -> None:
        """A program that waited for a processor gets that time back; how long it computed is
        bounded by the kernel all the same."""
        lost = min(self._starved(), self._may_stretch) if self._may_stretch else 0.0
        self.deadline += max(0.0, lost - self._stretched)
        self._stretched = max(lost, self._stretched)

    def _read_rpc(self) -> None:
        try:
            piece = self.rpc.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            raise ChannelClosed
        self._received += piece

    def _read_output(self, descriptor: int) -> None:
        """Keep the first bytes, count all of them, and stop listening at the end."""
        while True:
            try:
                piece = os.read(descriptor, 1 << 16)
            except BlockingIOError:
                return
            if not piece:
                self._open.discard(descriptor)
                self._poll.unregister(descriptor)
                return
            self.printed += len(piece)
            kept = self.text[descriptor]
            kept += piece[: max(0, self._kept - len(kept))]
            if self.printed > OUTPUT_FLOOD * self._kept:
                raise self.refuse("output limit")
