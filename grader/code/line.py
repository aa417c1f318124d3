"""The bench's end of the line to one program: sends errands, and brings changed arguments home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.code.errands import Answer, Errand
from grader.code.faults import ProgramEnded, UnusableResult, as_learners, read_raised
from grader.code.link import Link, Packed
from grader.code.objects import Borrowed
from grader.code.transcript import identical


class Line:
    """The bench's end of the line: sends errands to the program and unpacks what comes.

    served    how often the program has called a function of the test
    changed   whether a call has changed an argument of the test, since this was last set to False
    apart     keeps the test's arguments as they are, whatever a call does to its copies
    """

    def __init__(self, ask: Callable[[Errand], Answer]) -> None:
        self._ask = ask
        self.link = Link(self._stand_in, offers=callable)
        self.last_answer: Answer = {}
        self.served = 0
        self.changed = self.apart = False

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
        if after is not None and not _is_as_before(after, [list(args), kwargs]):
            self.changed = True
            if not self.apart:
                copy_back(after[0], list(args))
                copy_back(after[1], kwargs)
        if "raised" in answer:
            raise as_learners(answer["raised"], may_end_a_loop=do == "next")
        return value

    def serve(self, errand: Errand) -> Answer:
        """The program calls a function the test has lent it. Nothing but calling is offered."""
        self.served += 1
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
    answer["changes"] = fields.get("changes") is True
    return answer


def _is_as_before(after: Any, given: Any) -> bool:
    """Whether arguments came back as they were; functions of the test are themselves again."""
    if isinstance(given, list | tuple) and isinstance(after, list | tuple):
        return len(after) == len(given) and all(map(_is_as_before, after, given))
    if isinstance(given, dict) and isinstance(after, dict):
        alike = (name in given and _is_as_before(after[name], given[name]) for name in after)
        return len(after) == len(given) and all(alike)
    return after is given or identical(after, given)


def copy_back(after: Any, given: Any) -> None:
    """Make the test's own arguments look as the program left its copies of them."""
    if isinstance(given, np.ndarray):
        same_kind = isinstance(after, np.ndarray) and after.shape == given.shape
        if same_kind and after.tobytes() != given.tobytes() and given.flags.writeable:
            given[...] = after
    elif type(given) is list and type(after) is list:
        _copy_back_list(after, given)
    elif type(given) is tuple and type(after) is tuple:
        for own, other in zip(given, after, strict=False):
            _kept(other, own)
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
    if type(given) is tuple and type(after) is tuple and len(given) == len(after):
        return tuple(map(_kept, after, given))
    return after
