"""What passed between a test and a program: to be played again, or held beside another's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.code.closeness import difference
from grader.code.errands import Answer, Errand
from grader.code.link import HERE, THERE, Packed

_MOST_ENTRIES = 400
_LARGEST_ARRAY = 1 << 20
TOO_LARGE = "\0too large to keep"


@dataclass(frozen=True, slots=True)
class Entry:
    """One errand and its answer, both packed, with arrays copied.

    seconds   wall time at the bench
    asked     how often the program called a function of the test meanwhile
    """

    errand: Errand
    answer: Answer
    seconds: float
    asked: int = 0


class Transcript(list[Entry]):
    """The errands of one test in their order; a very long one keeps its beginning."""

    def note(self, errand: Errand, answer: Answer, seconds: float, asked: int = 0) -> None:
        if len(self) < _MOST_ENTRIES:
            self.append(Entry(errand, kept(answer), seconds, asked))


def kept(value: Any) -> Any:
    """A copy that later changes in place do not reach."""
    match value:
        case np.ndarray():
            return value.copy() if value.nbytes <= _LARGEST_ARRAY else TOO_LARGE
        case list() | tuple():
            return type(value)(kept(item) for item in value)
        case dict():
            return {key: kept(item) for key, item in value.items()}
        case _:
            return value


def weight(value: Any) -> int:
    """Bytes of the arrays in a packed value."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    parts = list(value.values()) if isinstance(value, dict) else value
    return sum(map(weight, parts)) if isinstance(parts, list | tuple) else 0


def same_course(one: Transcript, other: Transcript) -> bool:
    """Whether two programs answered a test alike: same errands, results that agree to rounding."""
    return len(one) == len(other) and all(
        first.errand["do"] == second.errand["do"] and same_answer(first.answer, second.answer)
        for first, second in zip(one, other, strict=True)
    )


def same_answer(one: Answer, other: Answer) -> bool:
    """Same results and changed arguments, or exceptions of the same type; messages may differ."""
    if "ended" in one or "ended" in other:
        return "ended" in one and "ended" in other
    if "raised" in one or "raised" in other:
        return one.get("raised", {}).get("kind") == other.get("raised", {}).get("kind")
    return agree(one.get("value"), other.get("value")) and agree(
        one.get("after"), other.get("after")
    )


def agree(one: Packed, other: Packed, relative: float = 1e-9) -> bool:
    """Whether two packed values are the same up to rounding; NaN agrees with NaN here.

    An object agrees with another of its kind: their numbers say only how many were lent before, and
    what the objects are shows in the answers to what is asked of them.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        if HERE in one and HERE in other:
            return bool(one[HERE][1:] == other[HERE][1:])
        if THERE in one and THERE in other:
            return True
        return list(one) == list(other) and all(agree(one[k], other[k], relative) for k in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(
            agree(first, second, relative) for first, second in zip(one, other, strict=True)
        )
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        if (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        ):
            return True
    if _is_numeric(one) and _is_numeric(other):
        return difference(one, other, relative, equal_nan=True) is None
    return bool(type(one) is type(other) and one == other)


def identical(one: Packed, other: Packed) -> bool:
    """The same to the last bit; NaN is itself."""
    if isinstance(one, np.ndarray | np.generic) and isinstance(other, np.ndarray | np.generic):
        same_form = one.dtype == other.dtype and one.shape == other.shape
        return same_form and one.tobytes() == other.tobytes()
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(identical(one[k], other[k]) for k in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(identical, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))


def _is_numeric(value: object) -> bool:
    return isinstance(value, bool | int | float | complex | np.ndarray | np.generic)


def holds_object(packed: Packed) -> bool:
    if isinstance(packed, dict):
        return HERE in packed or THERE in packed or any(map(holds_object, packed.values()))
    if isinstance(packed, list | tuple):
        return any(map(holds_object, packed))
    return type(packed) is str and packed == TOO_LARGE
