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
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.code.attendant import laid_out, watched
from grader.code.bench import Program
from grader.code.errands import Answer
from grader.code.faults import LearnerRaised, ProgramEnded, describe
from grader.code.link import Link, Packed
from grader.code.transcript import Entry, agree, holds_object, kept, plain_calls

_CALLS_PER_TEST, _MOST_CALLS = 3, 8
_SLOWEST_CALL, _SLOWEST_ALL = 0.02, 0.06  # seconds: what is replayed must cost little
_ROUNDING = 1e-6  # another memory layout may sum in another order


@dataclass(frozen=True, slots=True)
class Call:
    """Arguments of one call, fresh copies each time they are asked for.

    answer   what the program answered when the test made this call, None for a changed call
    """

    packed: Packed
    answer: Answer | None = None

    def arguments(self) -> tuple[list[Any], dict[str, Any]]:
        args, kwargs = _PLAIN.unpack(kept(self.packed))
        return args, kwargs

    def arrays(self) -> list[np.ndarray[Any, Any]]:
        args, kwargs = self.arguments()
        return [value for value in (*args, *kwargs.values()) if isinstance(value, np.ndarray)]

    def changed(self, change: Callable[[Any], Any]) -> Call:
        """The same call with every array argument replaced."""
        args, kwargs = self.arguments()
        return Call(
            [[change(value) for value in args], {name: change(v) for name, v in kwargs.items()}]
        )


def _no_objects(number: int, kind: str, is_callable: bool) -> object:
    raise TypeError("a recorded call holds data only")


_PLAIN = Link(_no_objects)
_Run = Callable[..., Answer]


def chosen_calls(program: Program) -> list[Call]:
    """A few quick calls from every test, of programs that are one function."""
    if len(program.packed) != 1:
        return []
    chosen: list[Entry] = []
    for transcript in program.transcripts.values():
        quick = [
            entry
            for entry in plain_calls(transcript, program.packed[0])
            if entry.seconds <= _SLOWEST_CALL
            and "value" in entry.answer
            and not holds_object(entry.answer["value"])
        ]
        chosen += quick[:_CALLS_PER_TEST]
    calls, spent = [], 0.0
    for entry in chosen[:_MOST_CALLS]:
        spent += entry.seconds
        if spent <= _SLOWEST_ALL:
            arguments = [entry.errand["args"], entry.errand.get("kwargs", {})]
            calls.append(Call(arguments, entry.answer))
    return calls


def judge(
    items: Sequence[str], calls: Sequence[Call], program: Program, reference: Callable[..., Any]
) -> dict[str, bool]:
    """Judge some items over some calls; an item no call can show is left out."""
    if isinstance(reference, type):
        return {}
    local = _local(reference)
    verdicts: dict[str, bool] = {}
    for item in items:
        check = _CHECKS[item]
        shown = [call for call in calls if check(call, local, local)]
        if shown:
            verdicts[item] = all(check(call, _distant(program), local) for call in shown)
    return verdicts


def _local(reference: Callable[..., Any]) -> _Run:
    """Run the reference as the attendant runs a program, so both are watched alike."""

    def run(call: Call, layout: str = "") -> Answer:
        args, kwargs = call.arguments()
        if layout:
            args = [laid_out(value, layout) for value in args]
            kwargs = {name: laid_out(value, layout) for name, value in kwargs.items()}
        answer: Answer = {}
        try:
            answer["value"] = _PLAIN.pack(watched(reference, args, kwargs, answer))
        except Exception as error:  # noqa: BLE001 - an exception is an answer like another
            answer["raised"] = describe(error)
        answer["after"] = _PLAIN.pack([args, kwargs])
        return answer

    return run


def _distant(program: Program) -> _Run:
    def run(call: Call, layout: str = "") -> Answer:
        args, kwargs = call.arguments()
        try:
            program.line.send("call", program.f, *args, kwargs=kwargs, layout=layout, watch=True)
        except (LearnerRaised, ProgramEnded):
            pass  # the answer says so itself
        return program.line.last_answer

    return run


def _has_shape(call: Call, run: _Run, reference: _Run) -> bool:
    wanted, got = reference(call), run(call)
    return "value" in wanted and "value" in got and form(got["value"]) == form(wanted["value"])


def _leaves_unchanged(call: Call, run: _Run, reference: _Run) -> bool:
    answer = run(call)
    after = answer.get("after")
    return (after is None or _identical(after, call.packed)) and not answer.get("shares", False)


def _takes_layouts(call: Call, run: _Run, reference: _Run) -> bool:
    if not call.arrays():
        return False
    plain = run(call)
    strided = [run(call, layout) for layout in ("strided", "fortran")]
    whole = call.changed(_rounded)
    integers = call.changed(lambda value: _as_integers(_rounded(value)))
    if "raised" in plain or not all(_agreeing(plain, answer) for answer in strided):
        return False
    if _identical(integers.packed, whole.packed) or "raised" in reference(integers):
        return True  # no floats to round, or the reference has no answer for the rounded ones
    if not _agreeing(reference(whole), reference(integers)):
        return True
    return _agreeing(run(whole), run(integers))


def _repeats(call: Call, run: _Run, reference: _Run) -> bool:
    first, second = run(call), run(call)
    in_the_test = first if run is reference or call.answer is None else call.answer
    return _same_outcome(first, second) and _agreeing(first, in_the_test)


def _is_quiet(call: Call, run: _Run, reference: _Run) -> bool:
    return "RuntimeWarning" not in run(call).get("warned", [])


_CHECKS: Mapping[str, Callable[[Call, _Run, _Run], bool]] = MappingProxyType(
    {
        "shape": _has_shape,
        "unchanged": _leaves_unchanged,
        "layouts": _takes_layouts,
        "repeatable": _repeats,
        "quiet": _is_quiet,
    }
)


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


def _rounded(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        bounded = np.isfinite(value).all() and (np.abs(value) < 2.0**31).all()
        return np.rint(value) + 0.0 if bounded else value  # + 0.0: no negative zero
    return value


def _as_integers(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        whole = np.isfinite(value).all() and (value == np.rint(value)).all()
        return value.astype(np.int64) if whole else value
    return value


def _agreeing(one: Answer, other: Answer) -> bool:
    """Same values up to rounding, or both raised."""
    if "value" in one and "value" in other:
        return agree(one["value"], other["value"], _ROUNDING)
    return "raised" in one and "raised" in other


def _same_outcome(one: Answer, other: Answer) -> bool:
    if "value" in one and "value" in other:
        return _identical(one["value"], other["value"])
    return "raised" in one and "raised" in other


def _identical(one: Packed, other: Packed) -> bool:
    """The same to the last bit; NaN is itself."""
    if isinstance(one, np.ndarray | np.generic) and isinstance(other, np.ndarray | np.generic):
        same_form = one.dtype == other.dtype and one.shape == other.shape
        return same_form and one.tobytes() == other.tobytes()
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_identical(one[k], other[k]) for k in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_identical, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))
