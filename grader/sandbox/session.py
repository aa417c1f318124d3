"""One session: one program in one confined process, from the trusted side.

Nothing that comes back is run, and nothing but the codec looks at it. Whose fault an end was is
decided by hello alone: before it no line of the program had run, after it the program answers for
its process. The one exception is a zygote that died under it, which the program cannot bring about.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Final, Self

from grader.errors import GraderError
from grader.sandbox import frames
from grader.sandbox.channel import ChannelClosed
from grader.sandbox.decoding import decode
from grader.sandbox.encoding import CodecError, encode
from grader.sandbox.faults import (
    MAX_TOLD,
    LimitExceeded,
    ProgramError,
    program_error,
    showable,
)
from grader.sandbox.handle import Handle
from grader.sandbox.limits import Usage
from grader.sandbox.process import Process

MAX_CALLBACKS: Final = 100_000
MAX_NESTING: Final = 20
"""Calls within callbacks within calls; each level takes a dozen frames of our own stack."""


class Session:
    """One confined process. Made by Sandbox.session; use it as a context manager.

    Every method that runs the program raises ProgramError (it raised), LimitExceeded (it is over)
    or MachineFault (ours). After LimitExceeded the session is over.

    warned  warnings of the last call, such as "RuntimeWarning: overflow … (line 4)", at most 20
    """

    def __init__(self, process: Process, on_close: Callable[[], None] | None = None) -> None:
        self.warned: list[str] = []
        self._process, self._channel = process, process.channel
        self._on_close = on_close
        self._sequence = self._nesting = 0
        self._clock_runs = False
        self._callbacks: list[Callable[..., Any]] = []
        self._called_back = 0
        self._shown = [0, 0]

    def start(self, seed: int) -> Self:
        """Wait until the process is confined; seed it. The clock starts at the first request."""
        self._process.confirm()
        self._send({"op": "begin", "seed": seed}, [])
        return self

    def load(self, source: str, name: str = "program") -> list[str]:
        """Run `source` as a fresh module; return its public names (at most 200)."""
        names = self._ask({"op": "load", "src": source, "name": name})
        return [name for name in names if type(name) is str] if type(names) is list else []

    def call(self, function: str, *arguments: Any, **named: Any) -> Any:
        """Call a function of the module. A callable among the arguments stays on our side."""
        return self._call({"f": function}, arguments, named)

    def call_post(self, function: str, *arguments: Any, **named: Any) -> tuple[Any, list[Any]]:
        """Call a function; return its result and the positional arguments as it left them."""
        result: tuple[Any, list[Any]] = self._call({"f": function}, arguments, named, post=True)
        return result

    def load_later(self, source: str) -> Callable[[], Any]:
        """Have a program run, and go on; what is returned waits for it and raises as `load` does.

        Requests may run ahead of answers, which are then taken in the order of the requests.
        """
        return self._ask_later({"op": "load", "src": source, "name": "program"})

    def call_later(self, function: str, *arguments: Any) -> Callable[[], Any]:
        """Have a function called, and go on; see `load_later`."""
        return self._call_later({"f": function}, arguments, {})

    def get(self, name: str) -> Any:
        """Return a global of the module."""
        return self._ask({"op": "get", "f": name})

    @property
    def remaining_s(self) -> float:
        """Seconds of wall time left; all of them until the first request."""
        if not self._clock_runs:
            return self._process.limits.wall_s
        return max(0.0, self._channel.deadline - time.monotonic())

    @property
    def stdout(self) -> str:
        """All that was printed so far, cut at the limit."""
        return self._channel.printed_text(self._channel.output)

    @property
    def stderr(self) -> str:
        return self._channel.printed_text(self._channel.errors)

    @property
    def truncated(self) -> bool:
        """Whether more was printed than was kept."""
        return self._channel.printed > sum(map(len, self._channel.text.values()))

    def new_output(self) -> tuple[str, str]:
        """Return what was printed (output, errors) since this was last asked: that of one call."""
        whole = [self.stdout, self.stderr]
        fresh = [text[start:] for text, start in zip(whole, self._shown, strict=True)]
        self._shown = [len(text) for text in whole]
        return fresh[0], fresh[1]

    @property
    def process_id(self) -> int:
        """The process as this machine counts it, for measuring from outside."""
        return self._process.process_id

    @property
    def processor_s(self) -> float:
        """Processor seconds used so far, for comparing one call with another."""
        return self._process.processor_s

    @property
    def usage(self) -> Usage:
        """What it used; zero until the session is closed, and then waits for its last moment."""
        return self._process.usage

    def kill(self) -> None:
        """End the process without waiting for it; `close` is still to come."""
        self._process.kill()

    def close(self) -> None:
        """Kill the process. Twice does no harm. The kernel may need some milliseconds more."""
        self._process.close()
        if self._on_close is not None:
            self._on_close()
            self._on_close = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(
        self,
        target: dict[str, Any],
        arguments: Sequence[Any],
        named: dict[str, Any],
        post: bool = False,
    ) -> Any:
        return self._call_later(target, arguments, named, post)()

    def _call_later(
        self,
        target: dict[str, Any],
        arguments: Sequence[Any],
        named: dict[str, Any],
        post: bool = False,
    ) -> Callable[[], Any]:
        buffers: list[bytes] = []
        request = {
            "op": "call",
            **target,
            "a": encode(list(arguments), buffers, self._outgoing),
            "k": encode(named, buffers, self._outgoing),
            "post": post,
        }
        return self._ask_later(request, buffers, post)

    def _ask(self, request: dict[str, Any]) -> Any:
        return self._ask_later(request)()

    def _ask_later(
        self, request: dict[str, Any], buffers: Sequence[bytes] = (), post: bool = False
    ) -> Callable[[], Any]:
        """Send one request, and return what waits for its answer."""
        if self._process.over:
            raise LimitExceeded("the session is over")
        if self._nesting >= MAX_NESTING:
            raise RecursionError("calls within callbacks nest too deep")
        if not self._clock_runs:
            self._clock_runs = True
            self._channel.allow(self._process.limits.wall_s, stretch=True)
        self._sequence += 1
        sequence = request["seq"] = self._sequence
        try:
            self._send(request, buffers)
        except ChannelClosed:
            raise self._process.ended() from None
        except frames.FrameError as error:
            raise self._channel.refuse(f"protocol: {error}") from None
        return lambda: self._await(sequence, post)

    def _await(self, sequence: int, post: bool) -> Any:
        """Serve callbacks until the answer to a request comes, and read that.

        A callback may ask anew before it returns, so requests nest like calls: only the answer to
        the innermost one is taken.
        """
        if self._process.over:
            raise LimitExceeded("the session is over")
        self._nesting += 1
        try:
            return self._read(*self._answer(sequence), post)
        except ChannelClosed:
            raise self._process.ended() from None
        except frames.FrameError as error:
            raise self._channel.refuse(f"protocol: {error}") from None
        except CodecError as error:
            raise self._channel.refuse(f"protocol: bad result: {error}") from None
        finally:
            self._nesting -= 1

    def _answer(self, sequence: int) -> tuple[dict[str, Any], list[bytes]]:
        while True:
            message, buffers = self._channel.receive()
            if type(message) is not dict:
                raise frames.FrameError("not a message")
            if message.get("op") == "cb":
                self._call_back(message, buffers)
                continue
            if message.get("op") != "r" or message.get("seq") != sequence:
                raise frames.FrameError("unsolicited frame")
            return message, buffers

    def _read(self, message: dict[str, Any], buffers: list[bytes], post: bool) -> Any:
        """Turn an answer into a value, or into the error it tells of."""
        warned = message.get("warned")
        warned = warned[:MAX_TOLD] if type(warned) is list else []
        self.warned = [showable(text, 400) for text in warned]
        if "err" in message:
            raise program_error(message["err"])
        if not post:
            return decode(message.get("v"), buffers, self._incoming)
        # One reading for both, so that no buffer serves twice.
        pair = {"$": "l", "v": [message.get("v"), message.get("post")]}
        result, after = decode(pair, buffers, self._incoming)
        if type(after) is not list:
            raise CodecError("arguments")
        return result, after

    def _call_back(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        """Run a function of ours for the program."""
        self._called_back += 1
        if self._called_back > MAX_CALLBACKS:
            raise frames.FrameError("too many callbacks")
        index = message.get("cb")
        if type(index) is not int or not 0 <= index < len(self._callbacks):
            raise frames.FrameError("no such callback")
        arguments = decode(message.get("a"), buffers, self._incoming)
        if type(arguments) is not list:
            raise CodecError("arguments")
        raw: list[bytes] = []
        try:
            reply = {"v": encode(self._callbacks[index](*arguments), raw)}
        except (GraderError, LimitExceeded):
            self._process.kill()  # it waits for an answer that will not come
            raise
        except ProgramError as error:  # another program's, or this one's further in
            raw, reply = [], {"err": [error.kind, error.message[:300]]}
        except Exception as error:  # noqa: BLE001 - its arguments are the program's, so is its failure
            raw, reply = [], {"err": [type(error).__name__, str(error)[:300]]}
        self._send(reply, raw)

    def _outgoing(self, value: Any) -> dict[str, Any]:
        if isinstance(value, Handle):
            if value._session is not self:
                raise CodecError("a handle of another session")
            return {"$": "h", "id": value._number}
        if callable(value):
            self._callbacks.append(value)
            return {"$": "h", "cb": len(self._callbacks) - 1}
        raise CodecError(f"cannot hand over a {type(value).__qualname__}")

    def _incoming(self, node: dict[str, Any]) -> Handle:
        number, kind = node.get("id"), node.get("t")
        if type(number) is not int or type(kind) is not str:
            raise CodecError("handle")
        return Handle(self, number, kind[:80])

    def _send(self, message: dict[str, Any], buffers: Sequence[bytes]) -> None:
        self._channel.send(frames.pack(message, buffers))
