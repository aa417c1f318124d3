"""Frames on the channel between the two sides: a JSON header, then raw buffers.

    4 bytes  length of what follows        4 bytes  length of the header
    header   [message, [length of each buffer]]        buffers, one after another

`unpack` is the first code of the trusted side to touch bytes a hostile program wrote. Each check
stands before the work it bounds: the smallest JSON (`[],[],[]…`) costs thirty times its size as
Python objects, so brackets are counted before anything is parsed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, Final, NoReturn

MAX_FRAME: Final = 16 << 20
MAX_HEADER: Final = 4 << 20
MAX_MARKS: Final = 600_000
"""Commas and opening brackets of a header; 600 000 are at most 70 MB of Python objects."""

LENGTH: Final = struct.Struct("<I")
_LENGTHS: Final = struct.Struct("<II")


class FrameError(ValueError):
    """What came over the channel is not a frame, or is too large to be looked at."""


def pack(message: object, buffers: Sequence[bytes] = ()) -> bytes:
    """Write one frame; raises FrameError when it would be refused on the other side."""
    lengths = [len(buffer) for buffer in buffers]
    text = _ENCODER.encode([message, lengths])
    header = text.encode("utf-8", "surrogatepass")
    size = LENGTH.size + len(header) + sum(lengths)
    if size > MAX_FRAME or len(header) > MAX_HEADER or _marks(header) > MAX_MARKS:
        raise FrameError("the value is too large to hand over")
    return b"".join([_LENGTHS.pack(size, len(header)), header, *buffers])


def size_of(start: bytes | bytearray) -> int:
    """Return the length of the frame body announced by its first four bytes."""
    (size,) = LENGTH.unpack_from(start)
    if size > MAX_FRAME:
        raise FrameError("frame too large")
    return int(size)


def unpack(body: bytes) -> tuple[Any, list[bytes]]:
    """Read one frame body (without its first length); raises FrameError, and nothing else."""
    if len(body) < LENGTH.size:
        raise FrameError("frame too short")
    (header_size,) = LENGTH.unpack_from(body)
    end = LENGTH.size + header_size
    if end > len(body) or header_size > MAX_HEADER:
        raise FrameError("header length")
    parsed = _parse(body[LENGTH.size : end])
    if type(parsed) is not list or len(parsed) != 2 or type(parsed[1]) is not list:
        raise FrameError("header shape")
    message, lengths = parsed
    return message, _cut(body, end, lengths)


def _parse(header: bytes) -> Any:
    if _marks(header) > MAX_MARKS:
        raise FrameError("header too dense")
    try:
        return _DECODER.decode(header.decode("utf-8", "surrogatepass"))
    except RecursionError:
        raise FrameError("JSON nested too deep") from None
    except ValueError:
        raise FrameError("not JSON") from None


def _cut(body: bytes, start: int, lengths: list[Any]) -> list[bytes]:
    buffers = []
    for length in lengths:
        if type(length) is not int or not 0 <= length <= len(body) - start:
            raise FrameError("buffer length")
        buffers.append(body[start : start + length])
        start += length
    if start != len(body):
        raise FrameError("trailing bytes")
    return buffers


def _marks(header: bytes) -> int:
    return header.count(b",") + header.count(b"[") + header.count(b"{")


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


# Made once: json.dumps and json.loads would make them anew for each frame, a third of reading one.
_ENCODER: Final = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
_DECODER: Final = json.JSONDecoder(
    parse_float=_no_number,  # floats travel as text, exactly
    parse_constant=_no_number,
)
