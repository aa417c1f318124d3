"""Values on their way through the wall: JSON nodes and raw buffers. Never pickle, eval or np.load.

    null, booleans, short strings, integers below 2**53      as JSON has them
    {"$": tag, ...}                                           everything else, see _Encoder

Only exact types pass: an object that merely claims to be a list or a float does not. Both sides
encode and both decode (decoding.py).
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, Final

import numpy as np

MAX_NODES, MAX_DEPTH, MAX_HEX, MAX_TEXT = 200_000, 64, 4096, 1 << 20
SHORT_TEXT: Final = 1024
MAX_ARRAY_BYTES: Final = 8 << 20
MAX_OBJECTS: Final = 10_000
DTYPES: Final = frozenset("|b1 |i1 |u1 <i2 <u2 <i4 <u4 <i8 <u8 <f2 <f4 <f8 <c8 <c16".split())

Node = Any
"""A JSON value; `Any` because every node from outside is checked where it is used."""


class CodecError(ValueError):
    """The value cannot be handed over; the message says why, for whoever returned it."""


def encode(
    value: object, buffers: list[bytes], handle: Callable[[Any], Node] | None = None
) -> Node:
    """Write `value` as a node, its raw bytes onto `buffers`.

    handle  writes what is not plain data (functions, objects); without it that is a CodecError

    >>> encode([1, (True, None)], [])
    {'$': 'l', 'v': [1, {'$': 't', 'v': [True, None]}]}
    """
    return _Encoder(buffers, handle).node(value, 0)


class _Encoder:
    def __init__(self, buffers: list[bytes], handle: Callable[[Any], Node] | None) -> None:
        self.buffers = buffers
        self.handle = handle

    def node(self, value: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise CodecError("nested too deep")
        write = self._WRITERS.get(type(value))
        if write is not None:
            return write(self, value, depth)
        if isinstance(value, np.str_):
            return self._text(str(value), depth)
        if isinstance(value, np.generic):
            return self._scalar(value)
        if isinstance(value, np.ndarray):
            return self._array(np.ndarray.view(value, np.ndarray), depth)
        if self.handle is not None:
            return self.handle(value)
        kind = type(value)
        raise CodecError(f"cannot hand over a {kind.__module__}.{kind.__qualname__}")

    def _itself(self, value: bool | None, depth: int) -> Node:
        return value

    def _int(self, value: int, depth: int) -> Node:
        if value.bit_length() > 3 * MAX_HEX:
            raise CodecError("integer too large")
        return value if -(2**53) < value < 2**53 else {"$": "i", "v": hex(value)}

    def _float(self, value: float, depth: int) -> Node:
        return {"$": "f", "v": value.hex() if math.isfinite(value) else repr(value)}

    def _complex(self, value: complex, depth: int) -> Node:
        return {"$": "c", "v": [repr(value.real), repr(value.imag)]}

    def _fraction(self, value: Fraction, depth: int) -> Node:
        return {"$": "q", "v": [self._int(value.numerator, 0), self._int(value.denominator, 0)]}

    def _text(self, value: str, depth: int) -> Node:
        if len(value) > MAX_TEXT:
            raise CodecError("string too large")
        if len(value) <= SHORT_TEXT:
            return value
        return {"$": "u", "n": self._buffer(value.encode("utf-8", "surrogatepass"))}

    def _bytes(self, value: bytes, depth: int) -> Node:
        return {"$": "b", "n": self._buffer(value)}

    def _sequence(self, value: Iterable[Any], depth: int) -> Node:
        tags = {list: "l", tuple: "t", set: "S", frozenset: "S"}
        return {"$": tags[type(value)], "v": self._nodes(value, depth)}

    def _dict(self, value: dict[Any, Any], depth: int) -> Node:
        pairs = [
            [self.node(key, depth + 1), self.node(item, depth + 1)] for key, item in value.items()
        ]
        return {"$": "d", "v": pairs}

    def _nodes(self, values: Iterable[Any], depth: int) -> list[Node]:
        nodes = [self.node(value, depth + 1) for value in values]
        if len(nodes) > MAX_NODES:
            raise CodecError("sequence too long")
        return nodes

    def _scalar(self, value: np.generic) -> Node:
        array = np.asarray(value)
        kind = array.dtype.newbyteorder("<").str
        if kind not in DTYPES:
            raise CodecError(f"cannot hand over a number of dtype {array.dtype}")
        return {"$": "s", "d": kind, "n": self._buffer(array.astype(kind).tobytes())}

    def _array(self, array: np.ndarray[Any, Any], depth: int) -> Node:
        """Write an array of an allowed dtype as bytes, one of strings or objects as nodes."""
        kind = array.dtype.newbyteorder("<").str
        shape = list(array.shape)
        if array.dtype.kind in "OU" and array.size <= MAX_OBJECTS:
            tag = "o" if array.dtype.kind == "O" else "U"
            return {"$": tag, "s": shape, "v": self._nodes(array.ravel().tolist(), depth)}
        if kind not in DTYPES:
            raise CodecError(f"cannot hand over an array of dtype {array.dtype}")
        if (
            array.nbytes > MAX_ARRAY_BYTES
        ):  # before any copy: a broadcast array costs its maker nothing
            raise CodecError(f"array too large: {array.nbytes} bytes")
        raw = np.ascontiguousarray(array).astype(kind, copy=False).tobytes()
        return {"$": "a", "d": kind, "s": shape, "n": self._buffer(raw)}

    def _buffer(self, raw: bytes) -> int:
        self.buffers.append(raw)
        return len(self.buffers) - 1

    _WRITERS: Final[dict[type, Callable[[_Encoder, Any, int], Node]]] = {
        type(None): _itself,
        bool: _itself,
        int: _int,
        float: _float,
        complex: _complex,
        Fraction: _fraction,
        str: _text,
        bytes: _bytes,
        list: _sequence,
        tuple: _sequence,
        set: _sequence,
        frozenset: _sequence,
        dict: _dict,
        OrderedDict: _dict,
        defaultdict: _dict,
        Counter: _dict,
    }
