"""
The standard battery: what every exercise asks of a function, without the author writing a test.

    shape       structure, shape and dtype of the result are the reference's
    unchanged   the inputs stay as they were, and the result does not share their memory
    layouts     integer, strided and Fortran-ordered arrays give what plain float arrays give
    repeatable  the same call gives the same result, also in another process
    quiet       no RuntimeWarning (only when the key asks for it)

The calls are those the author's tests made. An item fails a program only where the reference,
treated in the same way, passes: it compares a program with itself wherever several answers can be
right, and leaves out whatever the reference itself does not bear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.code.bench import Program
from grader.code.errands import Answer
from grader.code.link import Link, Packed
from grader.code.transcript import (
    TOO_LARGE,
    Entry,
    agree,
    holds_object,
    identical,
    plain_calls,
    weight,
)
from grader.code.variants import Trial, try_call

_MOST_CALLS = 4
_LARGEST_CALL = 100_000  # bytes of arrays
_SLOWEST_CALL, _SLOWEST_ALL = 0.02, 0.06  # seconds: what is played again must cost little
_ROUNDING = 1e-6  # another memory layout may sum in another order


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a test made: of which entry, packed arguments, the program's answer then."""

    entry: int
    packed: Packed
    answer: Answer

    def to_send(self) -> list[Any]:
        return [self.entry, *self.packed]


def _no_objects(number: int, kind: str, is_callable: bool) -> object:
    raise TypeError("a recorded call holds data only")


_PLAIN = Link(_no_objects)


def chosen_calls(program: Program) -> list[Call]:
    """A few quick calls, the first of each entry in every test; data go in and data come out."""
    calls: list[Call] = []
    spent = 0.0
    most = _MOST_CALLS + 2 * (len(program.packed) - 1)
    for transcript in program.transcripts.values():
        for place, entry in enumerate(program.packed):
            made = next(filter(_is_light, plain_calls(transcript, entry)), None)
            if made is None:
                continue
            spent += made.seconds
            if spent <= _SLOWEST_ALL and len(calls) < most:
                arguments = [made.errand["args"], made.errand.get("kwargs", {})]
                calls.append(Call(place, arguments, made.answer))
    return calls


def _is_light(made: Entry) -> bool:
    """Whether a call can be made again at little cost, and its result be compared."""
    arguments = [made.errand["args"], made.errand.get("kwargs", {})]
    heavy = made.seconds > _SLOWEST_CALL or weight(arguments) > _LARGEST_CALL
    return not heavy and not holds_object(made.answer.get("value", TOO_LARGE))


def reference_trials(calls: Sequence[Call], reference: Sequence[Any]) -> list[Trial | None]:
    """Make the calls of the reference's entries; None where one is a class."""
    return [
        None
        if isinstance(reference[call.entry], type)
        else try_call(_PLAIN, reference[call.entry], call.packed)
        for call in calls
    ]


def judge(
    items: Sequence[str],
    calls: Sequence[Call],
    got: Sequence[Trial],
    wanted: Sequence[Trial | None],
) -> dict[str, bool]:
    """Judge some items by the program's trials of the calls and the reference's.

    An item that no call shows is left out.
    """
    verdicts: dict[str, bool] = {}
    for item in items:
        check = _CHECKS[item]
        shown = [
            check(call, trial, own)
            for call, trial, own in zip(calls, got, wanted, strict=True)
            if own is not None and check(replace(call, answer=own["plain"]), own, own)
        ]
        if shown:
            verdicts[item] = all(shown)
    return verdicts


def _has_shape(call: Call, got: Trial, wanted: Trial) -> bool:
    mine, own = got["plain"], wanted["plain"]
    return "value" in mine and "value" in own and form(mine["value"]) == form(own["value"])


def _leaves_unchanged(call: Call, got: Trial, wanted: Trial) -> bool:
    after = got["plain"].get("after")
    unchanged = after is None or identical(after, call.packed)
    return unchanged and not got["plain"].get("shares", False)


def _takes_layouts(call: Call, got: Trial, wanted: Trial) -> bool:
    if not any(isinstance(value, np.ndarray) for value in _arguments(call.packed)):
        return False
    strided = (got["strided"], got["fortran"])
    if "value" not in got["plain"] or not all(_agree(got["plain"], other) for other in strided):
        return False
    if "value" not in wanted["integers"] or not _agree(wanted["whole"], wanted["integers"]):
        return True  # the reference has no answer for integers, so nobody needs one
    return _agree(got["whole"], got["integers"])


def _repeats(call: Call, got: Trial, wanted: Trial) -> bool:
    first, second = got["plain"], got["again"]
    if "value" in first and "value" in second and not identical(first["value"], second["value"]):
        return False
    return _agree(first, second) and _agree(first, call.answer)


def _is_quiet(call: Call, got: Trial, wanted: Trial) -> bool:
    return "RuntimeWarning" not in got["plain"].get("warned", [])


_CHECKS: Mapping[str, Callable[[Call, Trial, Trial], bool]] = MappingProxyType(
    {
        "shape": _has_shape,
        "unchanged": _leaves_unchanged,
        "layouts": _takes_layouts,
        "repeatable": _repeats,
        "quiet": _is_quiet,
    }
)


def _arguments(packed: Packed) -> list[Any]:
    args, kwargs = packed
    return [*args, *kwargs.values()]


def form(value: Packed) -> object:
    """Structure, shape and dtype of a result; a 0-dimensional array and a number are one form."""
    match value:
        case np.ndarray() if value.ndim:
            return ("array", str(value.dtype), value.shape)
        case np.ndarray() | np.generic() | int() | float() | complex():
            kind = np.asarray(value).dtype.kind
            return {"b": "truth", "c": "complex number"}.get(kind, "number")
        case list() | tuple():
            return tuple(form(item) for item in value)
        case dict():
            return {key: form(item) for key, item in value.items()}
        case _:
            return type(value).__name__


def _agree(one: Answer, other: Answer) -> bool:
    """Same values up to rounding, or both raised."""
    if "value" in one and "value" in other:
        return agree(one["value"], other["value"], _ROUNDING)
    return "raised" in one and "raised" in other
