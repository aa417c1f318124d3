"""The parts of code grading that need no sandbox: values on the line, closeness, bans, marks."""

from __future__ import annotations

import ast
from collections import OrderedDict, namedtuple
from typing import Any

import numpy as np
import pytest

from grader.code.bans import examine, find_banned
from grader.code.closeness import difference
from grader.code.line import copy_back
from grader.code.link import CannotCross, Link
from grader.code.marks import share
from grader.code.showing import shown

Pair = namedtuple("Pair", "a b")


def line() -> tuple[Link, Link]:
    return Link(lambda *told: object()), Link(lambda *told: object())


def journey(value: object) -> Any:
    here, there = line()
    return there.unpack(here.pack(value))


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (3, 3),
        (2.5, 2.5),
        (1 + 2j, 1 + 2j),
        ("a\0b", "a\0b"),
        ([1, (2, {"a": {3}})], [1, (2, {"a": {3}})]),
        (Pair(1, [2]), (1, [2])),  # a named tuple is data
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (np.float64(1.5), 1.5),
        (np.str_("x"), "x"),
    ],
)
def test_data_crosses_as_data(value: object, arrives: object) -> None:
    assert journey(value) == arrives


def test_arrays_keep_dtype_and_shape() -> None:
    for array in (np.zeros((0, 3)), np.arange(4, dtype=np.int8), np.array([["a", "bc"]])):
        arrived = journey(array)
        assert arrived.dtype == array.dtype and arrived.shape == array.shape
    whole = np.array([[2**100, -1]], dtype=object)
    assert journey(whole).tolist() == whole.tolist()


def test_an_object_that_comes_home_is_itself() -> None:
    here, there = line()
    thing = object()
    stand_in = there.unpack(here.pack([thing]))[0]
    assert stand_in is not thing
    assert here.unpack(there.pack({"k": stand_in}))["k"] is thing
    assert there.unpack(here.pack(thing)) is stand_in


@pytest.mark.parametrize(
    "value",
    [
        {"\0here": 1},  # would be taken for an object
        np.zeros(2, dtype="datetime64[s]"),
        np.zeros(2, dtype=np.longdouble),
    ],
)
def test_what_cannot_cross_is_refused(value: object) -> None:
    with pytest.raises(CannotCross):
        journey(value)


def test_a_list_inside_itself_is_refused() -> None:
    knot: list[Any] = []
    knot.append(knot)
    with pytest.raises(CannotCross, match="too deep"):
        journey(knot)


def test_a_number_that_was_never_lent_is_refused() -> None:
    here, _ = line()
    for number in (0, -1, True, "0", None):
        with pytest.raises(CannotCross):
            here.unpack({"\0there": number})


def test_changes_are_copied_into_the_tests_own_arguments() -> None:
    array, inner = np.zeros(3), [1]
    given = {"a": array, "b": inner, "gone": 1}
    copy_back({"a": np.ones(3), "b": [1, 2], "new": 5}, given)
    assert given["a"] is array and (array == 1).all()
    assert given["b"] is inner and inner == [1, 2]
    assert list(given) == ["a", "b", "new"]


@pytest.mark.parametrize(
    ("got", "expected", "close"),
    [
        (1.0 + 1e-10, 1.0, True),
        (1.0 + 1e-8, 1.0, False),
        (1e-17, 0.0, True),  # the absolute part
        ([1.0, 2.0], np.array([1.0, 2.0]), True),  # a list may stand for an array
        (np.ones((1, 2)), np.ones(2), False),  # nothing is broadcast
        (np.float64(2), np.array(2.0), True),
        (np.nan, np.nan, False),
        (np.inf, np.inf, True),
        (-np.inf, np.inf, False),
        (True, 1, False),  # truth is no number
        (np.array([True]), np.array([True]), True),
        (np.array([255], np.uint8), np.array([-1]), False),  # no wrapping around
        ((1, [2.0, 3.0]), (1, np.array([2.0, 3.0])), True),
        (1, (1, 2), False),
        ({"a": 1.0}, {"a": 1.0}, True),
        ({"a": 1.0}, {"b": 1.0}, False),
        (None, 1.0, False),
        ("1", 1.0, False),
        ("spam", "spam", True),
        ([[1], [2, 3]], np.zeros((2, 2)), False),
        (np.array([2**200], object), np.array([2**200], object), True),
        (np.array([2**200], object), np.array([2**200 + 1], object), False),
        (1 + 1e-12j, 1 + 0j, True),
    ],
)
def test_closeness(got: object, expected: object, close: bool) -> None:
    assert (difference(got, expected) is None) is close


def test_nan_may_be_asked_for() -> None:
    assert difference([np.nan, 1.0], [np.nan, 1.0], equal_nan=True) is None


def test_a_difference_tells_the_largest_error_or_the_shapes() -> None:
    off = difference([1.0, 2.5], [1.0, 2.0])
    assert off is not None and off.off_by == 0.5
    shapes = difference(np.ones(3), np.ones((3, 1)))
    assert shapes is not None and shapes.reason == "shape (3,) instead of (3, 1)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0, 0.25]), "[1.  , 0.25]"),
        (0.1 + 0.2, "0.3"),
        ((1,), "(1,)"),
        pytest.param(10**5000, "a whole number of about 5001 digits", id="str() refuses it"),
        ({"a": None}, "{'a': None}"),
    ],
)
def test_values_are_shown_in_few_words(value: object, text: str) -> None:
    assert shown(value) == text
    assert len(shown([value] * 10_000)) <= 400


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ("import numpy as np\nnp.logaddexp(1, 2)", [("numpy.logaddexp", 2)]),
        ("from numpy import logaddexp as add\nadd(1, 2)", [("numpy.logaddexp", 1)]),
        ("import numpy\nn = numpy\nn.logaddexp", [("numpy.logaddexp", 3)]),
        ("import numpy as np\nnp.core.umath.logaddexp", [("numpy.logaddexp", 2)]),
        ("import scipy.special as s", [("scipy", 1)]),
        ("x.sort()", [(".sort", 1)]),
        ("for i in x: pass", [("for", 1)]),
        ("[i for i in x]", []),  # a comprehension is no `for` statement
        ("logaddexp = 3\nscipyish = 4", []),  # names of one's own
        ("sorting = x.sorted", []),
        ("'numpy.logaddexp'", []),  # a text is no use
    ],
)
def test_banned_names_are_found_in_the_text(program: str, found: list[tuple[str, int]]) -> None:
    bans = ["numpy.logaddexp", "scipy", ".sort", "for"]
    assert find_banned(ast.parse(program), bans) == found


def test_reading_runs_nothing() -> None:
    assert examine("raise SystemExit", ["scipy"]) == {"banned": []}


@pytest.mark.parametrize(
    ("hidden", "visible", "standard", "score"),
    [
        ([1, 1, 0, 0], [1], [1], 1 / 2),
        ([1, 1], [1], [1, 1], 1.0),
        ([1, 1], [1], [1, 0], 2 / 3),
        ([1, 1], [0], [], 2 / 3),  # 1.0 means that everything passed
        ([0, 0], [0], [1, 1], 0.0),  # the battery gives nothing
        ([], [1, 0], [], 1 / 2),  # without hidden tests the visible ones count
        ([], [], [], 0.0),
    ],
)
def test_marks(hidden: list[int], visible: list[int], standard: list[int], score: float) -> None:
    def named(results: list[int]) -> dict[str, bool]:
        return {f"t{number}": bool(result) for number, result in enumerate(results)}

    assert share(named(hidden), named(visible), named(standard), {}) == pytest.approx(score)
