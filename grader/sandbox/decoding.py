"""Reads values that come through the wall; on the trusted side, from a program that may be hostile.

Every size is checked before anything is allocated. A buffer is used once, or one buffer named
100 000 times would be a bomb. Keys are looked at before they make a dict, or chosen keys would
make that quadratic. Strings, numbers and arrays are built by their constructors, never evaluated.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import numpy as np

from grader.sandbox.encoding import (
    DTYPES,
    MAX_ARRAY_BYTES,
    MAX_DEPTH,
    MAX_HEX,
    MAX_NODES,
    CodecError,
    Node,
)

MAX_SAME_HASH: Final = 16
HASHABLE: Final = (str, int, float, complex, bool, bytes, tuple, Fraction, type(None), np.generic)


def decode(node: Node, buffers: list[bytes], handle: Callable[[Any], Any] | None = None) -> Any:
    """Read a node; raises CodecError, and nothing else, for whatever is not one.

    handle  reads a node that stands for an object of the other side
    """
    try:
        return _Decoder(buffers, handle).value(node, 0)
    except (KeyError, TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
        if isinstance(error, CodecError):
            raise
        raise CodecError(f"bad node: {type(error).__name__}") from None


class _Decoder:
    def __init__(self, buffers: list[bytes], handle: Callable[[Any], Any] | None) -> None:
        self.buffers: list[bytes | None] = list(buffers)
        self.handle = handle
        self.count = 0

    def value(self, node: Node, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            raise CodecError("too many nodes")
        if node is None or type(node) in (bool, int, str):
            return node
        if type(node) is not dict:
            raise CodecError("not a node")
        tag = node.get("$")
        if tag == "h" and self.handle is not None:
            return self.handle(node)
        read = self._READERS.get(tag) if type(tag) is str else None
        if read is None:
            raise CodecError("unknown tag")
        return read(self, node, depth)

    def _int(self, node: Node, depth: int) -> int:
        return int(_text(node["v"], MAX_HEX), 16)

    def _float(self, node: Node, depth: int) -> float:
        return float.fromhex(_text(node["v"], 64))

    def _complex(self, node: Node, depth: int) -> complex:
        real, imaginary = node["v"]
        return complex(float(_text(real, 64)), float(_text(imaginary, 64)))

    def _fraction(self, node: Node, depth: int) -> Fraction:
        numerator, denominator = (self.value(part, depth + 1) for part in node["v"])
        if type(numerator) is not int or type(denominator) is not int:
            raise CodecError("fraction")
        return Fraction(numerator, denominator)

    def _bytes(self, node: Node, depth: int) -> bytes:
        return self._buffer(node)

    def _long_text(self, node: Node, depth: int) -> str:
        return self._buffer(node).decode("utf-8", "surrogatepass")

    def _list(self, node: Node, depth: int) -> list[Any]:
        return [self.value(item, depth + 1) for item in _items(node["v"])]

    def _tuple(self, node: Node, depth: int) -> tuple[Any, ...]:
        return tuple(self._list(node, depth))

    def _set(self, node: Node, depth: int) -> set[Any]:
        return set(_keys(self._list(node, depth)))

    def _dict(self, node: Node, depth: int) -> dict[Any, Any]:
        pairs = [_items(pair) for pair in _items(node["v"])]
        keys = _keys([self.value(key, depth + 1) for key, _ in pairs])
        items = [self.value(item, depth + 1) for _, item in pairs]
        return dict(zip(keys, items, strict=True))

    def _scalar(self, node: Node, depth: int) -> Any:
        return self._numbers(node, ())[()]

    def _array(self, node: Node, depth: int) -> np.ndarray[Any, Any]:
        return self._numbers(node, _shape(node["s"])).copy()  # a copy can be written to

    def _numbers(self, node: Node, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
        kind = node["d"]
        if type(kind) is not str or kind not in DTYPES:
            raise CodecError("dtype")
        raw = self._buffer(node)
        if math.prod(shape) * np.dtype(kind).itemsize != len(raw):
            raise CodecError("array size")
        if kind == "|b1" and raw.strip(b"\0\1"):
            raise CodecError("a boolean that is neither")  # it could equal both, and sum to 255
        return np.frombuffer(raw, kind).reshape(shape)

    def _objects(self, node: Node, depth: int) -> np.ndarray[Any, Any]:
        values = self._list(node, depth)
        shape = _shape(node["s"])
        if math.prod(shape) != len(values):
            raise CodecError("array size")
        flat = np.empty(len(values), object)
        for index, value in enumerate(values):  # `flat[:] = values` would look inside nested lists
            flat[index] = value
        return flat.reshape(shape)

    def _texts(self, node: Node, depth: int) -> np.ndarray[Any, Any]:
        values = self._list(node, depth)
        if not all(type(value) is str for value in values):
            raise CodecError("array of strings")
        longest = max(map(len, values), default=0)
        if 4 * longest * len(values) > MAX_ARRAY_BYTES:  # one long string widens every entry
            raise CodecError("array too large")
        return np.array(values, dtype=str).reshape(_shape(node["s"]))

    def _buffer(self, node: Node) -> bytes:
        """Take a buffer; a second node that names it finds nothing."""
        index = node["n"]
        if type(index) is not int or not 0 <= index < len(self.buffers):
            raise CodecError("buffer")
        raw, self.buffers[index] = self.buffers[index], None
        if raw is None:
            raise CodecError("buffer used twice")
        return raw

    _READERS: Final[dict[str, Callable[[_Decoder, Node, int], Any]]] = {
        "i": _int,
        "f": _float,
        "c": _complex,
        "q": _fraction,
        "b": _bytes,
        "u": _long_text,
        "l": _list,
        "t": _tuple,
        "S": _set,
        "d": _dict,
        "s": _scalar,
        "a": _array,
        "o": _objects,
        "U": _texts,
    }


def _text(value: Any, longest: int) -> str:
    if type(value) is not str or len(value) > longest:
        raise CodecError("text")
    return value


def _items(value: Any) -> list[Any]:
    if type(value) is not list:
        raise CodecError("list")
    return value


def _shape(value: Any) -> tuple[int, ...]:
    shape = tuple(_items(value))
    if len(shape) > 32 or any(type(n) is not int or not 0 <= n <= MAX_ARRAY_BYTES for n in shape):
        raise CodecError("shape")
    return shape


def _keys(values: list[Any]) -> list[Any]:
    """Check that `values` may become keys: hashable, and not made to collide.

    Hashes of numbers and tuples are no secret: thousands of keys with one hash take minutes to put
    into a dict. Honest keys share a hash by accident only, -1 and -2 being the known pair.
    """
    if not all(isinstance(value, HASHABLE) for value in values):
        raise CodecError("unhashable key")
    if len(values) <= MAX_SAME_HASH:
        return values
    seen: dict[int, int] = {}
    for value in values:
        known = hash(value)
        seen[known] = seen.get(known, 0) + 1
        if seen[known] > MAX_SAME_HASH:
            raise CodecError("colliding keys")
    return values
