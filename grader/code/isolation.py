"""
What a program does to its arguments, and tests that are passed by it: `x[:] = 1; return x` is the
square of x.

A test hands over its own arrays and sees what becomes of them, as in one process. Where the
reference passes although nothing it does to its arguments is seen, a program must pass so as well.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from grader.code.transcript import identical, kept

_DEEPEST = 6


def isolated(entry: Any) -> Any:
    """A function, or a class, that is handed copies of its arguments and can change no other."""
    if not isinstance(entry, type):
        return _handed_copies(entry)
    methods = {
        name: _handed_copies(value)
        for base in reversed(entry.__mro__)
        for name, value in vars(base).items()
        if isinstance(value, types.FunctionType)
    }
    return type(entry)(entry.__name__, (entry,), methods)


def _handed_copies(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def handed(*args: Any, **kwargs: Any) -> Any:
        return function(*map(separate, args), **{k: separate(v) for k, v in kwargs.items()})

    return handed


def separate(value: Any) -> Any:
    """A copy of arrays and containers; objects and functions are themselves."""
    kind = type(value)
    if isinstance(value, np.ndarray):
        return value.copy()
    if kind in {list, tuple}:
        return kind(map(separate, value))
    if kind is dict:
        return {key: separate(item) for key, item in value.items()}
    return value.copy() if kind is set else value


def can_change(value: object) -> bool:
    """Whether a value is, or holds, what a function could change in place."""
    if isinstance(value, tuple):
        return any(map(can_change, value))
    return isinstance(value, np.ndarray | list | dict | set)


def data_of(thing: object) -> dict[str, Any]:
    """A copy of the numbers, texts, arrays and containers of these that an object keeps.

    Other objects, and what holds them, are left out: to be known to each other is no change.
    """
    slots = [name for base in type(thing).__mro__ for name in getattr(base, "__slots__", ())]
    held = {name: getattr(thing, name) for name in slots if hasattr(thing, name)}
    held |= getattr(thing, "__dict__", {})
    return {name: kept(value) for name, value in held.items() if _is_data(value)}


def has_changed(thing: object, before: dict[str, Any]) -> bool:
    """Whether something in an object is no longer as `data_of` found it; what is new is its own."""
    now = data_of(thing)
    return any(name not in now or not identical(now[name], was) for name, was in before.items())


def _is_data(value: object, depth: int = 0) -> bool:
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set):
        return depth < _DEEPEST and all(_is_data(item, depth + 1) for item in value)
    return value is None or isinstance(value, bool | int | float | complex | str | np.ndarray)
