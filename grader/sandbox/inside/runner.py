"""Serves calls inside the learner's process. It holds no secret: no test, no expected value.

What it says is only "this is what the program returned"; the program may rewrite any of it, and the
trusted side believes nothing else of it either. Requests, answered one at a time:

    begin  seed of random and numpy.random           (no answer)
    load   run a source text as a fresh module       -> its public names
    call   a function, or an object's method, with arguments
    get    a name of the module, or an attribute of an object
    next   up to n items of an iterator
"""

from __future__ import annotations

import linecache
import os
import random
import sys
import traceback
import types
import warnings
from itertools import islice
from typing import Any, TextIO

# By its own name: NumPy loads it late, and by then the child may no longer read the file.
import numpy.random

from grader.sandbox import frames
from grader.sandbox.decoding import decode
from grader.sandbox.encoding import encode
from grader.sandbox.inside.confining import CHANNEL

FILE_NAME = "<program>"
MAX_MESSAGE, MAX_FRAMES, MAX_WARNINGS = 2000, 20, 20
CHUNK = 1 << 20
MISSING = object()
BUILT_IN_ERRORS: dict[str, type[Exception]] = {
    error.__name__: error
    for error in (ArithmeticError, ZeroDivisionError, OverflowError, ValueError, TypeError)
}


def serve(*, is_spare: bool) -> None:
    """Say hello, the last word before any program, then answer until the channel closes."""
    program = Program()
    _collect_warnings(program.warned)
    if is_spare:
        rehearse()
    _send({"op": "hello"})
    while True:
        message, buffers = _receive()
        if message["op"] == "begin":
            random.seed(message["seed"])
            numpy.random.seed(message["seed"] % 2**32)
            continue
        _serve_one(program, message, buffers)


def _serve_one(program: Program, message: dict[str, Any], buffers: list[bytes]) -> None:
    program.warned.clear()
    program.module.__dict__.pop("__warningregistry__", None)  # once per line and call
    reply, raw = _answer(program, message, buffers)
    known = {"op": "r", "seq": message["seq"], "warned": list(program.warned)}
    _flush()
    try:
        _send({**known, **reply}, raw)
    except frames.FrameError as error:
        _send({**known, "err": ["CodecError", str(error), []]})


def rehearse() -> None:
    """Do once what every session does: a forked page is copied when it is first written to.

    A spare pays for these copies while it waits, instead of when a learner does; a process that
    is forked on request has nothing to gain.
    """
    raw: list[bytes] = []
    node = encode([numpy.zeros(2), 1.5, "x", {"k": (1,)}], raw)
    message, buffers = frames.unpack(frames.pack({"v": node}, raw)[frames.LENGTH.size :])
    decode(message["v"], buffers)
    source = "import math\ndef f(x):\n    return [x * k for k in range(3)]\nf(1.0)\n"
    exec(compile(source, FILE_NAME, "exec"), {})  # noqa: S102 - our own text


class Program:
    """The loaded module, and the objects the trusted side holds handles of."""

    def __init__(self) -> None:
        self.module = types.ModuleType("program")
        self.objects: list[Any] = []
        self.warned: list[str] = []

    def answer(
        self, message: dict[str, Any], sent: list[bytes], raw: list[bytes]
    ) -> dict[str, Any]:
        match message["op"]:
            case "load":
                return {"v": self._encode(self.load(message["src"], message["name"]), raw)}
            case "get":
                return {"v": self._encode(self._target(message), raw)}
            case "next":
                return {"v": self._encode(list(islice(self._target(message), message["n"])), raw)}
            case _:
                arguments = decode(message["a"], sent, self._incoming)
                named = decode(message["k"], sent, self._incoming)
                reply = {"v": self._encode(self._target(message)(*arguments, **named), raw)}
                if message["post"]:
                    reply["post"] = self._encode(arguments, raw)
                return reply

    def load(self, source: str, name: str) -> list[str]:
        """Run `source` as module `name`; dataclasses and typing look it up in sys.modules."""
        linecache.cache[FILE_NAME] = (len(source), None, source.splitlines(True), FILE_NAME)
        self.module = types.ModuleType(name)
        sys.modules[name] = self.module
        # The one place where a program nobody trusts runs; everything else is here for this line.
        exec(compile(source, FILE_NAME, "exec"), self.module.__dict__)  # noqa: S102
        return [key for key in self.module.__dict__ if not key.startswith("__")][:200]

    def _target(self, message: dict[str, Any]) -> Any:
        """Find what is meant: a name of the module, an object, or an attribute of one."""
        if "f" in message:
            target = self.module.__dict__.get(message["f"], MISSING)
            if target is MISSING:
                raise NameError(f"name {message['f']!r} is not defined")
        else:
            target = self.objects[message["h"]]
        return getattr(target, message["m"]) if message.get("m") else target

    def _encode(self, value: Any, raw: list[bytes]) -> Any:
        return encode(value, raw, self._outgoing)

    def _outgoing(self, value: Any) -> dict[str, Any]:
        self.objects.append(value)
        name = str(type(value).__qualname__)[:80]
        return {"$": "h", "id": len(self.objects) - 1, "t": name}

    def _incoming(self, node: dict[str, Any]) -> Any:
        return Callback(self, node["cb"]) if "cb" in node else self.objects[node["id"]]


class Callback:
    """A function that lives on the trusted side, such as the f of a learner's newton(f, x0)."""

    def __init__(self, program: Program, index: int) -> None:
        self._program = program
        self._index = index

    def __call__(self, *arguments: Any) -> Any:
        raw: list[bytes] = []
        _send({"op": "cb", "cb": self._index, "a": encode(list(arguments), raw)}, raw)
        message, buffers = _receive()
        while "op" in message:  # our side calls back in before it answers
            _serve_one(self._program, message, buffers)
            message, buffers = _receive()
        if "err" in message:
            kind, text = message["err"]
            raise BUILT_IN_ERRORS.get(kind, RuntimeError)(text)
        return decode(message["v"], buffers)


def _answer(
    program: Program, message: dict[str, Any], sent: list[bytes]
) -> tuple[dict[str, Any], list[bytes]]:
    raw: list[bytes] = []
    try:
        return program.answer(message, sent, raw), raw
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt are answers too
        return {"err": _described(error)}, []


def _described(error: BaseException) -> list[Any]:
    """Kind, message and the program's own frames; describing it may itself go wrong."""
    try:
        own = [
            [frame.lineno, frame.name[:60]]
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename == FILE_NAME
        ]
        message = str(error)
        if isinstance(error, SyntaxError) and error.filename == FILE_NAME:
            own.append([error.lineno or 0, "<module>"])
            message = str(error.msg)
        return [type(error).__name__[:80], message[:MAX_MESSAGE], own[-MAX_FRAMES:]]
    except BaseException:  # noqa: BLE001 - a hostile __str__ or an exhausted memory
        return ["Exception", "(the error could not be described)", []]


def _collect_warnings(warned: list[str]) -> None:
    """Note warnings for the trusted side, and print them as Python does."""
    show = warnings.showwarning

    def note(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if len(warned) < MAX_WARNINGS:
            place = f" (line {lineno})" if filename == FILE_NAME else ""
            warned.append(f"{category.__name__}: {str(message)[:300]}{place}")
        show(message, category, filename, lineno, file, line)

    warnings.showwarning = note


def _flush() -> None:
    """What was printed must be in the pipes before the answer is: the reader relies on it."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - the program may have replaced or closed them
        pass


def _receive() -> tuple[Any, list[bytes]]:
    size = frames.size_of(_read(frames.LENGTH.size))
    return frames.unpack(_read(size))


def _read(count: int) -> bytes:
    got = bytearray()
    while len(got) < count:
        piece = os.read(CHANNEL, min(CHUNK, count - len(got)))
        if not piece:
            os._exit(0)  # the session is over
        got += piece
    return bytes(got)


def _send(message: dict[str, Any], raw: list[bytes] | None = None) -> None:
    left = memoryview(frames.pack(message, raw or []))
    while left:
        left = left[os.write(CHANNEL, left[:CHUNK]) :]
