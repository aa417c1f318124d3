"""
What a test holds when it holds an object of the learner's program: a stand-in that relays.

The learner decides what an object says about itself, so a stand-in never lets the object judge a
comparison. `==` is identity, `<` and truth are refused, and an operator must give an object again:
an object whose `__sub__` returns 0.0 would otherwise be close to every expected number. Tests
compare plain numbers (`close(v.data, 6)`), and ask for a learner's own comparison by name:
`compare(a, "<", b)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from grader.code.faults import UnusableResult

if TYPE_CHECKING:
    from grader.code.line import Line


def _operator(name: str, *, swapped: bool = False) -> Callable[..., Any]:
    def operate(self: Borrowed, *others: object) -> Any:
        operands = (*others, self) if swapped else (self, *others)
        result = _line_of(self).send("operate", None, *operands, name=name)
        if type(result) is not Borrowed:
            raise UnusableResult(
                f"the operator {name} of {_kind_of(self)} returned a {type(result).__name__}, "
                f"not an object"
            )
        return result

    return operate


def _refusal(what: str) -> Callable[..., Any]:
    def refuse(self: Borrowed, *others: object) -> NoReturn:
        raise UnusableResult(f"your program returned an object of type {_kind_of(self)}, {what}")

    return refuse


class Borrowed:
    """Stand-in for one object of the learner's program."""

    __slots__ = ("__weakref__", "_kind", "_line")

    # NumPy must hand arithmetic over to the object, not try to take it apart.
    __array_ufunc__ = None

    def __init__(self, line: Line, kind: str) -> None:
        object.__setattr__(self, "_line", line)
        object.__setattr__(self, "_kind", kind)

    def __repr__(self) -> str:
        return f"<{_kind_of(self)} object of your program>"

    def __call__(self, *args: object, **kwargs: object) -> Any:
        return _line_of(self).send("call", self, *args, kwargs=kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)  # NumPy and copy look for protocols; none is offered
        return _line_of(self).send("get", self, name=name)

    def relay(self, do: str, *args: object, **fields: Any) -> Any:
        """Send any errand about this object; only the test vocabulary uses it."""
        return _line_of(self).send(do, self, *args, **fields)

    def __setattr__(self, name: str, value: object) -> None:
        _line_of(self).send("set", self, value, name=name)

    def __len__(self) -> int:
        length = _line_of(self).send("length", self)
        if type(length) is not int:
            raise UnusableResult("len() gave no whole number")
        return length

    def __getitem__(self, key: object) -> Any:
        return _line_of(self).send("item", self, key)

    def __setitem__(self, key: object, value: object) -> None:
        _line_of(self).send("put", self, key, value)

    def __iter__(self) -> Iterator[Any]:
        line = _line_of(self)
        iterator = line.send("iterate", self)
        while True:
            try:
                (item,) = line.send("next", iterator)
            except StopIteration:
                return
            yield item

    def __next__(self) -> Any:
        (item,) = _line_of(self).send("next", self)
        return item

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    __bool__ = _refusal("which is neither True nor False")
    __lt__ = __le__ = __gt__ = __ge__ = _refusal("where a number is asked")
    __float__ = __int__ = __complex__ = __index__ = _refusal("where a number is asked")
    __array__ = _refusal("where an array or a number is asked")

    __neg__, __pos__, __abs__ = _operator("neg"), _operator("pos"), _operator("abs")
    __invert__ = _operator("invert")


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"):
    setattr(Borrowed, f"__{_name}__", _operator(_name))
    setattr(Borrowed, f"__r{_name}__", _operator(_name, swapped=True))


def _line_of(borrowed: Borrowed) -> Line:
    line: Line = object.__getattribute__(borrowed, "_line")
    return line


def _kind_of(borrowed: Borrowed) -> str:
    kind: str = object.__getattribute__(borrowed, "_kind")
    return kind
