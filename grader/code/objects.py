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
from typing import Any, NoReturn

import numpy as np

from grader.code.errands import Answer, Errand
from grader.code.faults import ProgramEnded, as_learners, read_raised
from grader.code.link import Link, Packed


class UnusableResult(AssertionError):
    """The program's value is not of a sort that the test could work with."""


class Line:
    """The bench's end of the line: sends errands to the program and unpacks what comes."""

    def __init__(self, ask: Callable[[Errand], Answer]) -> None:
        self._ask = ask
        self.link = Link(self._stand_in, offers=callable)
        self.last_answer: Answer = {}

    def send(self, do: str, target: object, *args: object, **fields: Any) -> Any:
        """Do one errand; raises what the program raised, or ProgramEnded.

        Arguments changed by the call are changed here too: see `copy_back`.
        """
        pack = self.link.pack
        kwargs: dict[str, Any] = fields.pop("kwargs", {})
        errand: Errand = {
            "do": do,
            "target": pack(target),
            "args": pack(list(args)),
            "kwargs": pack(kwargs),
        }
        errand.update(fields)  # type: ignore[typeddict-item]
        answer = self.last_answer = read_answer(self._ask(errand))
        if "ended" in answer:
            raise ProgramEnded(answer["ended"])
        try:
            after = self.link.unpack(answer.get("after"))
            value = self.link.unpack(answer.get("value"))
        except (TypeError, ValueError, LookupError) as error:
            raise UnusableResult("what your program returned could not be read") from error
        if after is not None:
            copy_back(after[0], list(args))
            copy_back(after[1], kwargs)
        if "raised" in answer:
            raise as_learners(answer["raised"])
        return value

    def serve(self, errand: Errand) -> Answer:
        """The program calls a function the test has lent it. Nothing but calling is offered."""
        target = self.link.unpack(errand["target"])
        args, kwargs = self.link.unpack(errand["args"]), self.link.unpack(errand["kwargs"])
        return {"value": self.link.pack(target(*args, **kwargs))}

    def _stand_in(self, number: int, kind: str, is_callable: bool) -> Borrowed:
        return Borrowed(self, kind)

    def entry(self, packed: Packed) -> Borrowed:
        """The stand-in for a function or class of the program."""
        found = self.link.unpack(packed)
        assert type(found) is Borrowed
        return found


def read_answer(data: Any) -> Answer:
    """Check an answer's outer form; it comes from a process that may say anything."""
    fields = data if type(data) is dict else {}
    if type(fields.get("ended")) is str:
        return {"ended": fields["ended"]}
    answer: Answer = {"value": fields.get("value")}
    if "raised" in fields:
        answer = {"raised": read_raised(fields["raised"])}
    after = fields.get("after")
    if type(after) is list and list(map(type, after)) == [list, dict]:
        answer["after"] = after
    warned = fields.get("warned")
    answer["warned"] = [str(name) for name in warned] if type(warned) is list else []
    answer["shares"] = fields.get("shares") is True
    return answer


def copy_back(after: Any, given: Any) -> None:
    """Make the test's own arguments look as the program left its copies of them."""
    if isinstance(given, np.ndarray):
        same_kind = isinstance(after, np.ndarray) and after.shape == given.shape
        if same_kind and after.tobytes() != given.tobytes() and given.flags.writeable:
            given[...] = after
    elif type(given) is list and type(after) is list:
        _copy_back_list(after, given)
    elif type(given) is dict and type(after) is dict:
        for key in [key for key in given if key not in after]:
            del given[key]
        for key, value in after.items():
            given[key] = _kept(value, given.get(key))
    elif type(given) is set and type(after) is set:
        given.clear()
        given.update(after)


def _copy_back_list(after: list[Any], given: list[Any]) -> None:
    kept = [_kept(value, given[i] if i < len(given) else None) for i, value in enumerate(after)]
    given[:] = kept


def _kept(after: Any, given: Any) -> Any:
    """The test's own container with its new contents, or the new value."""
    is_same_array = (
        isinstance(given, np.ndarray)
        and isinstance(after, np.ndarray)
        and given.shape == after.shape
        and given.dtype == after.dtype
    )
    if is_same_array or (type(given) is type(after) and type(given) in {list, dict, set}):
        copy_back(after, given)
        return given
    return after


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
