"""The words author's tests may use besides `f`, `np` and `p`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np

from grader.code import closeness
from grader.code.closeness import Difference
from grader.code.errands import OPERATORS
from grader.code.faults import LearnerRaised
from grader.code.objects import Borrowed

_COMPARISONS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}


class Vocabulary:
    """What the tests of one bench say; remembers the last comparison that failed, for the report.

    close(a, b, r=1e-9)    a, the learner's, agrees with b in shape and in values
    raises(ValueError)     `with raises(ValueError): f(-1)` wants that error from the program
    take(generator, n)     the first n items, in one go
    many(method, args)     [method(*each) for each in args], in one go; the rows of an array with a
                           million of them are one journey (and None where nothing is returned)
    compare(a, "<", b)     the learner's own comparison of two objects, True or False
    """

    def __init__(self) -> None:
        self.last_difference: Difference | None = None

    def words(self) -> dict[str, Any]:
        return {
            "close": self.close,
            "raises": raises,
            "take": take,
            "many": many,
            "compare": compare,
        }

    def close(
        self,
        got: object,
        expected: object,
        r: float = 1e-9,
        absolute: float | None = None,
        *,
        equal_nan: bool = False,
    ) -> bool:
        """Say whether `got` agrees with `expected`; see `grader.code.closeness.difference`."""
        found = closeness.difference(got, expected, r, absolute, equal_nan=equal_nan)
        self.last_difference = found
        return found is None


@contextmanager
def raises(*kinds: type[Exception]) -> Iterator[None]:
    """Want the program to raise one of these errors in the block."""
    names = " or ".join(kind.__name__ for kind in kinds)
    try:
        yield
    except kinds as error:
        if isinstance(error, LearnerRaised) or _is_of_reference(error):
            return
        raise
    raise AssertionError(f"{names} was expected, but nothing was raised")


def _is_of_reference(error: Exception) -> bool:
    """Whether an error comes out of the author's own reference, run in this process."""
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<reference>":
            return True
        frame = frame.tb_next
    return False


def take(source: Any, count: int) -> list[Any]:
    """The first `count` items of an iterable of the program; fewer if it ends before."""
    if isinstance(source, Borrowed):
        items: list[Any] = source.relay("take", count)
        return items
    return [item for item, _ in zip(source, range(count), strict=False)]


def many(
    function: Callable[..., Any], each: Sequence[Sequence[object]] | np.ndarray[Any, Any]
) -> list[Any] | None:
    """Call a function or method of the program with many lists of arguments."""
    rows = each.reshape(len(each), -1) if isinstance(each, np.ndarray) else list(map(list, each))
    if not isinstance(function, Borrowed):
        return [function(*args) for args in rows]
    is_array = isinstance(rows, np.ndarray)
    results: list[Any] | None = (
        function.relay("rows", rows) if is_array else function.relay("many", *rows)
    )
    return results


def compare(one: Any, sign: Literal["<", "<=", ">", ">=", "==", "!="], other: Any) -> bool:
    """Ask the program's own comparison; refuses an answer that is neither True nor False."""
    name = _COMPARISONS[sign]
    if isinstance(one, Borrowed):
        answer = one.relay("operate", one, other, name=name)
    else:
        answer = OPERATORS[name](one, other)
    if not isinstance(answer, bool | np.bool_):
        raise AssertionError(f"{sign} gave {answer!r}, neither True nor False")
    return bool(answer)
