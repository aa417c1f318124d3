"""One call made in several ways: again, with its arrays laid out otherwise, with whole numbers.

Runs beside a program and, for the reference, at the bench: both are treated by the same lines.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.code.errands import Answer
from grader.code.faults import describe
from grader.code.link import Link, Packed
from grader.code.transcript import identical, kept

Array = np.ndarray[Any, Any]

VARIANTS = ("plain", "again", "strided", "fortran", "whole", "integers")
Trial = dict[str, Answer]
"""The answers to one call: plain; the same again; its arrays strided, or in Fortran order; its
floats rounded to whole numbers, and those given as integers. "plain" also tells of warnings, of
shared memory and of the arguments after the call."""


def try_call(link: Link, function: Callable[..., Any], packed: Packed) -> Trial:
    """Make a call, [args, kwargs], in all its variants."""
    return {name: _call(link, function, packed, name) for name in VARIANTS}


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


def _call(link: Link, function: Callable[..., Any], packed: Packed, variant: str) -> Answer:
    args, kwargs = link.unpack(kept(packed))
    args = [varied(value, variant) for value in args]
    kwargs = {name: varied(value, variant) for name, value in kwargs.items()}
    answer: Answer = {}
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            result = function(*args, **kwargs)
        answer["value"] = link.pack(result)
    except BaseException as error:  # noqa: BLE001 - an exception is an answer like another
        answer = {"raised": describe(error)}
    if variant == "plain":
        answer["after"] = link.pack_after(args, kwargs)
        answer["warned"] = sorted({warning.category.__name__ for warning in caught})
        answer["shares"] = "value" in answer and share_memory(result, [args, kwargs])
    return answer


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
