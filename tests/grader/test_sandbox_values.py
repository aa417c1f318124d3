"""What passes the wall between a program and the grader, and what is stopped there."""

from __future__ import annotations

import math
import struct
import time
from collections import Counter, OrderedDict
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.decoding import decode
from grader.sandbox.encoding import CodecError, encode
from grader.sandbox.frames import LENGTH, MAX_FRAME, FrameError, pack, size_of, unpack

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**2000), 2**2000)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.fractions()
    | st.text(max_size=2000)
    | st.binary(max_size=50),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)


def through(value: object) -> Any:
    """Hand a value over, all the way through a frame."""
    buffers: list[bytes] = []
    frame = pack(encode(value, buffers), buffers)
    return decode(*unpack(frame[LENGTH.size :]))


@given(plain)
def test_plain_values_arrive_equal_and_of_the_same_type(value: object) -> None:
    arrived = through(value)
    assert arrived == value
    assert type(arrived) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.arange(6, dtype=np.int32)[::-2],  # a view with gaps
        np.asfortranarray(np.ones((2, 3), dtype=np.complex64)),
        np.zeros((0, 4)),  # nothing in it, but a shape
        np.array(3.5),  # no axis
        np.array([True, False]),
        np.arange(3, dtype=">f8"),  # big-endian travels as little-endian
        np.array([["a", "bc"], ["", "ü"]]),
        np.array([1, "x", [2, 3]], dtype=object),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_arrays_arrive_with_shape_and_numbers(array: np.ndarray[Any, Any]) -> None:
    arrived = through(array)
    assert arrived.shape == array.shape
    assert arrived.dtype.kind == array.dtype.kind
    assert arrived.tolist() == array.tolist()


def test_an_array_that_arrived_can_be_written_to() -> None:
    arrived = through(np.zeros(3))
    arrived[0] = 1.0
    assert arrived[0] == 1.0


def test_nan_and_infinity_arrive() -> None:
    nan, low, high = through([math.nan, -math.inf, math.inf])
    assert math.isnan(nan)
    assert (low, high) == (-math.inf, math.inf)


def test_counters_and_ordered_dicts_arrive_as_dicts() -> None:
    assert through([Counter("aab"), OrderedDict(x=1)]) == [{"a": 2, "b": 1}, {"x": 1}]


class Liar(float):
    """Claims to be a float."""


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (object(), "not data"),
        (Liar(1.0), "a subclass may overrule anything"),
        (2**40_000, "its decimal digits alone would take minutes"),
        ("x" * (2 << 20), "too long"),
        (np.broadcast_to(0.0, (1 << 14, 1 << 14)), "costs its maker nothing, us 2 GB"),
        (np.zeros(2, "i4,f8"), "a record"),
        (np.datetime64("2020-01-01"), "a date"),
        (np.zeros(2, np.longdouble), "differs between machines"),
    ],
    ids=lambda cell: cell if type(cell) is str and len(cell) < 99 else type(cell).__name__,
)
def test_other_values_are_refused_where_they_are(value: object, why: str) -> None:
    with pytest.raises(CodecError):
        encode(value, [])


def test_a_value_that_contains_itself_is_refused() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(CodecError, match="deep"):
        encode(ring, [])


ARRAY = {"$": "a", "d": "<f8", "s": [1], "n": 0}


@pytest.mark.parametrize(
    ("node", "why"),
    [
        ([1], "a bare list is no node"),
        (1.5, "a bare float is no node"),
        ({"$": "z"}, "unknown tag"),
        ({"$": []}, "a tag that is no text"),
        ({"$": "l"}, "no items"),
        ({"$": "l", "v": "abc"}, "items that are text"),
        ({"$": "i", "v": "0x" + "f" * 5000}, "a very long integer"),
        ({"$": "f", "v": "0x1p99999"}, "overflow"),
        ({"$": "c", "v": ["1", "2", "3"]}, "three parts"),
        ({"$": "q", "v": [1, 0]}, "over zero"),
        ({**ARRAY, "d": "|O8"}, "pointers"),
        ({**ARRAY, "d": ">f8"}, "not on the list"),
        ({**ARRAY, "d": ["<f8"]}, "a dtype that is a list"),
        ({**ARRAY, "s": [2]}, "more numbers than bytes"),
        ({**ARRAY, "s": [-1]}, "a negative axis"),
        ({**ARRAY, "s": [True]}, "an axis that is no number"),
        ({**ARRAY, "s": [1] * 40}, "more axes than NumPy has"),
        ({**ARRAY, "d": "|b1", "s": [8]}, "booleans that are 7"),
        ({**ARRAY, "n": -1}, "from the end"),
        ({**ARRAY, "n": True}, "true is no index"),
        ({"$": "l", "v": [ARRAY, ARRAY]}, "one buffer for two arrays"),
        ({"$": "o", "s": [3], "v": [1]}, "fewer objects than places"),
        ({"$": "U", "s": [2], "v": ["a", 1]}, "a number among strings"),
        ({"$": "S", "v": [{"$": "l", "v": []}]}, "a list as a key"),
        ({"$": "d", "v": [[1]]}, "half a pair"),
        ({"$": "h", "id": 0}, "a handle where none is expected"),
    ],
)
def test_a_forged_node_is_refused_and_nothing_else_happens(node: object, why: str) -> None:
    with pytest.raises(CodecError):
        decode(node, [b"\7" * 8])


def test_a_deep_node_is_refused() -> None:
    node: dict[str, Any] = {"$": "l", "v": []}
    for _ in range(100):
        node = {"$": "l", "v": [node]}
    with pytest.raises(CodecError, match="nodes"):
        decode(node, [])


def test_one_long_string_does_not_widen_an_array_of_strings() -> None:
    with pytest.raises(CodecError, match="too large"):
        decode({"$": "U", "s": [100_001], "v": ["x" * 1000, *[""] * 100_000]}, [])


@pytest.mark.parametrize(
    "keys",
    [
        [{"$": "i", "v": hex(k * (2**61 - 1))} for k in range(1, 40_000)],  # hash(k p) = 0
        [{"$": "c", "v": [str(-1000003 * k), str(k)]} for k in range(40_000)],
    ],
    ids=["integers", "complex numbers"],
)
def test_keys_made_to_collide_are_refused_at_once(keys: list[Any]) -> None:
    start = time.perf_counter()
    with pytest.raises(CodecError, match="colliding"):
        decode({"$": "S", "v": keys}, [])
    assert time.perf_counter() - start < 20.0  # it takes milliseconds; building the set, a minute


def test_the_two_integers_with_one_hash_may_be_keys() -> None:
    assert hash(-1) == hash(-2)
    assert through({-1: "a", -2: "b", Fraction(1, 2): "c"}) == {
        -1: "a",
        -2: "b",
        Fraction(1, 2): "c",
    }


def body(header: bytes, rest: bytes = b"") -> bytes:
    return struct.pack("<I", len(header)) + header + rest


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "shorter than its own length"),
        (struct.pack("<I", 100) + b"[]", "announces more than there is"),
        (body(b"nonsense"), "no JSON"),
        (body(b"\xff\xfe"), "no UTF-8"),
        (body(b"[1.5,[]]"), "floats travel as text"),
        (body(b"[NaN,[]]"), "no JSON either"),
        (body(b"[" + b"9" * 5000 + b",[]]"), "an integer of 5000 digits"),
        (body(b"[" * 100_000), "too deep for any parser"),
        (body(b"[[" + b"[]," * 400_000 + b"0],[]]"), "a bomb of brackets"),
        (body(b"{}"), "not a pair"),
        (body(b"[1,[8]]", bytes(7)), "a buffer cut short"),
        (body(b"[1,[8]]", bytes(9)), "a byte too many"),
        (body(b"[1,[-8]]"), "a negative length"),
        (body(b"[1,[true]]", bytes(1)), "a length that is no number"),
    ],
)
def test_a_forged_frame_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(FrameError):
        unpack(raw)


def test_a_frame_is_refused_by_its_announced_length_alone() -> None:
    with pytest.raises(FrameError):
        size_of(struct.pack("<I", MAX_FRAME + 1))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_frame_or_a_frame_error(raw: bytes) -> None:
    try:
        unpack(raw)
    except FrameError:
        pass


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["$", "v", "n", "d", "s", "id"]), inner, max_size=4)
        | st.fixed_dictionaries({"$": st.sampled_from("ifcqbultSdsaoU"), "v": inner, "n": inner})
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_node_is_a_value_or_a_codec_error(node: object) -> None:
    try:
        decode(node, [bytes(8)])
    except CodecError:
        pass
