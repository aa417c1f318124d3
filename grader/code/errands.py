"""What one end of the line may ask of the other: call an object, look into it, reckon with it.

The same lines do an errand beside a program and, for the reference, at the bench.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NotRequired, TypedDict

from grader.code.faults import Raised
from grader.code.link import Packed


class Errand(TypedDict):
    """One request. `target` and `args` are packed values.

    do       call, get, set, operate, length, item, put, iterate, next, take, many, rows
    name     attribute for get and set, operator for operate
    """

    do: str
    target: Packed
    args: Packed
    kwargs: NotRequired[Packed]
    name: NotRequired[str]


class Answer(TypedDict, total=False):
    """What comes back: a value or an exception, and the arguments if the call changed them.

    ended     the program is gone; the sentence says why (only the worker says this)
    warned    categories of the warnings shown, `shares` whether the result shares an input's memory
    changes   whether an object among the arguments was changed
    """

    value: Packed
    raised: Raised
    after: Packed
    ended: str
    warned: list[str]
    shares: bool
    changes: bool


Ask = Callable[[Errand], Answer]

# Operators that a test may use between learner's objects; comparisons are left out on purpose,
# see `grader.code.objects`.
OPERATORS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        name: getattr(operator, name)
        for name in (
            *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
            *("neg", "pos", "abs", "invert", "and_", "or_", "xor", "lshift", "rshift"),
            *("lt", "le", "gt", "ge", "eq", "ne", "contains"),
        )
    }
)

_OF_CONTAINERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "length": len,
        "item": lambda target, key: target[key],
        "put": lambda target, key, value: target.__setitem__(key, value),
        "iterate": iter,
        "next": lambda target: [next(target)],
        "take": lambda target, count: [item for item, _ in zip(target, range(count), strict=False)],
    }
)


def perform(errand: Errand, target: Any, args: list[Any], kwargs: dict[str, Any]) -> object:
    """Do an errand whose values are unpacked; raises whatever the object raises."""
    match errand["do"]:
        case "call":
            return target(*args, **kwargs)
        case "get":
            return getattr(target, errand["name"])
        case "set":
            setattr(target, errand["name"], args[0])
            return None
        case "operate":
            return OPERATORS[errand["name"]](*args)
        case "many":
            return [target(*each) for each in args]
        case "rows":
            results = [target(*row) for row in args[0].tolist()]
            return None if all(result is None for result in results) else results
        case other:
            return _OF_CONTAINERS[other](target, *args)
