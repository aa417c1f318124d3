"""One course taken in several ways: again, with its arrays laid out otherwise, with whole numbers.

Runs beside a program and, for the reference, at the bench: both are treated by the same lines.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.code.errands import Answer, perform
from grader.code.faults import describe
from grader.code.isolation import data_of, has_changed
from grader.code.link import HERE, THERE, CannotCross, Link, Packed
from grader.code.transcript import identical, kept

Array = np.ndarray[Any, Any]

VARIANTS = ("plain", "again", "strided", "fortran", "whole", "integers")
Trial = dict[str, Answer]
"""The answers to one course: plain; the same again; its arrays strided, or in Fortran order; its
floats rounded to whole numbers, and those given as integers. "plain" also tells of warnings, of
shared memory, of the arguments after the call, and of objects among them that were changed."""


RAISED = "\0raised "
"""Before the kind of an exception, where it is one answer among several."""

_HOMES = ("program", "reference")
"""Modules whose objects stay objects, even those that look like data."""

Borrow = Callable[[int, str, bool], object]


def try_course(entries: Sequence[object], borrow: Borrow, steps: Sequence[Any]) -> Trial:
    """Take a course, see `grader.code.courses.Step`, in all its variants.

    entries   the functions and classes it begins with
    borrow    finds a function of the test: its number, type's name, callable
    """
    return {name: _take(entries, borrow, steps, name) for name in VARIANTS}


def folded(answers: Sequence[Answer]) -> Answer:
    """The answers of a course as one: of a single step its own, of several a list of values.

    Of objects it is kept that they are objects; what they are shows in the steps that follow.
    """
    values = [nameless(answer.get("value")) for answer in answers]
    if len(answers) == 1:
        return answers[0] if "raised" in answers[0] else {**answers[0], "value": values[0]}
    return {
        "value": [
            RAISED + str(answer["raised"]["kind"]) if "raised" in answer else value
            for answer, value in zip(answers, values, strict=True)
        ]
    }


def nameless(packed: Packed) -> Packed:
    """A packed value without the numbers and kinds of its objects."""
    if isinstance(packed, dict):
        if HERE in packed or THERE in packed:
            return {HERE: [0, "", False]}
        return {key: nameless(item) for key, item in packed.items()}
    if isinstance(packed, list | tuple):
        return type(packed)(map(nameless, packed))
    return packed


def shortened(trial: Trial) -> dict[str, Any]:
    """A trial for the journey: of results that are the same to the last bit, all but one are names.

    An honest program gives one result in four of the six ways.
    """
    kept_answers: dict[str, Any] = {}
    for name, answer in trial.items():
        same = (other for other, kept_answer in kept_answers.items() if _same(answer, kept_answer))
        kept_answers[name] = next(same, answer)
    return kept_answers


def _same(one: Answer, other: Answer | str) -> bool:
    return type(other) is dict and "value" in one and identical(one["value"], other.get("value"))


def _take(entries: Sequence[object], borrow: Borrow, steps: Sequence[Any], variant: str) -> Answer:
    objects = dict(enumerate(entries))

    def found(number: int, kind: str, is_callable: bool) -> object:
        if number >= 0:
            return borrow(number, kind, is_callable)
        if -1 - number not in objects:
            raise CannotCross("an earlier step gave no object")
        return objects[-1 - number]

    link = Link(found, at_home=_is_at_home)
    answers: list[Answer] = []
    given: list[Any] = []
    shares = changes = False
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for step in steps:
            given.append(None)
            try:
                target = link.unpack(step["target"])
                args, kwargs = link.unpack(kept([step["args"], step["kwargs"]]))
                args = [varied(value, variant) for value in args]
                kwargs = {name: varied(value, variant) for name, value in kwargs.items()}
                given[-1] = [args, kwargs]
                things = [each for each in (*args, *kwargs.values()) if _is_at_home(each)]
                before = [data_of(thing) for thing in things] if step["do"] == "call" else []
                result = perform(step, target, args, kwargs)
                changes = changes or any(map(has_changed, things, before))
                answers.append({"value": link.pack(result)})
                objects[step.get("gives", -1)] = result
                shares = shares or share_memory(result, given[-1])
            except BaseException as error:  # noqa: BLE001 - an exception is an answer like another
                answers.append({"raised": describe(error)})
    answer = {**folded(answers)}
    if variant == "plain":
        # At the end, and not after each step: an object may keep an array and change it later.
        answer["after"] = [None if each is None else link.pack_after(*each) for each in given]
        answer["warned"] = sorted({warning.category.__name__ for warning in caught})
        answer["shares"] = shares
        answer["changes"] = changes
    return answer  # type: ignore[return-value]


def _is_at_home(value: object) -> bool:
    return type(value).__module__ in _HOMES


def varied(value: Any, variant: str) -> Any:
    """An argument as a variant wants it; only arrays differ."""
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return value
    match variant:
        case "strided":
            padded = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), dtype=value.dtype)
            padded[..., ::2] = value
            return padded[..., ::2]
        case "fortran":
            return np.asfortranarray(value)
        case "whole":
            return rounded(value)
        case "integers":
            whole = rounded(value)
            is_whole = whole.dtype.kind == "f" and bool((whole == np.rint(whole)).all())
            return whole.astype(np.int64) if is_whole and np.isfinite(whole).all() else whole
        case _:
            return value


def rounded(array: Array) -> Array:
    """Floats rounded to whole numbers, if all of them fit into 32 bits."""
    if array.dtype.kind != "f" or not np.isfinite(array).all() or (np.abs(array) >= 2.0**31).any():
        return array
    return np.asarray(np.rint(array) + 0.0)  # + 0.0: no negative zero


def share_memory(result: object, arguments: object) -> bool:
    """Whether an array of the result lies in the memory of an array of the arguments."""
    given = arrays_in(arguments)
    return any(np.may_share_memory(own, other) for own in arrays_in(result) for other in given)


def arrays_in(value: object) -> list[Array]:
    """The arrays in nested lists, tuples and dicts."""
    if isinstance(value, np.ndarray):
        return [value]
    parts = list(value.values()) if isinstance(value, dict) else value
    if isinstance(parts, list | tuple):
        return [array for part in parts for array in arrays_in(part)]
    return []
