"""
The standard battery: what every exercise asks of a function, without the author writing a test.

    shape       structure, shape and dtype of the result are the reference's
    unchanged   the inputs stay as they were, and the result does not share their memory
    layouts     integer, strided and Fortran-ordered arrays give what plain float arrays give
    repeatable  the same call gives the same result, also in another process
    quiet       no RuntimeWarning (only when the key asks for it)

What is played again are courses of the author's tests (`courses`): calls of functions, with the
test's own functions among the arguments or without; lives of objects. An item fails a program only
where the reference, treated in the same way, passes: it compares a program with itself wherever
several answers can be right, and leaves out whatever the reference itself does not bear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.code.bench import Program
from grader.code.courses import Course, courses_of
from grader.code.errands import Answer
from grader.code.isolation import can_change
from grader.code.link import HERE, Packed
from grader.code.transcript import agree, identical
from grader.code.variants import RAISED, Trial, try_course

_MOST, _MOST_LENDING = 4, 2
_SLOWEST_ALL = 0.06  # seconds
_ROUNDING = 1e-6  # another memory layout may sum in another order


def chosen_courses(program: Program, *, functions: bool, processor_s: float) -> list[Course]:
    """A few quick courses of the tests; see `courses_of` for what they are."""
    courses: list[Course] = []
    spent = 0.0
    most = _MOST + 2 * (len(program.packed) - 1)
    lending = 0
    for transcript in program.transcripts.values():
        lent = program.line.link.returned
        for course in courses_of(
            transcript, program.packed, lent, functions=functions, processor_s=processor_s
        ):
            if course.lends and lending == _MOST_LENDING:
                continue
            spent = min(spent + (0.0 if course.lends else course.seconds), processor_s)
            if spent <= _SLOWEST_ALL and len(courses) < most:
                courses.append(course)
                lending += course.lends
    return courses


def reference_trials(
    courses: Sequence[Course], reference: Sequence[Any], program: Program
) -> list[Trial]:
    """Take the courses with the reference's entries, and with the functions lent to a program."""
    returned = program.line.link.returned
    return [
        try_course(reference, lambda number, kind, is_callable: returned(number), course.steps)
        for course in courses
    ]


def judge(
    items: Sequence[str],
    courses: Sequence[Course],
    got: Sequence[Trial],
    wanted: Sequence[Trial],
) -> dict[str, bool]:
    """Judge some items by the program's trials of the courses and the reference's.

    An item that no course shows is left out.
    """
    verdicts: dict[str, bool] = {}
    for item in items:
        check = _CHECKS[item]
        shown = [
            check(course, trial, own)
            for course, trial, own in zip(courses, got, wanted, strict=True)
            if check(replace(course, answer=own["plain"]), own, own)
        ]
        if shown:
            verdicts[item] = all(shown)
    return verdicts


def _has_shape(course: Course, got: Trial, wanted: Trial) -> bool:
    mine, own = got["plain"], wanted["plain"]
    if "value" not in mine or "value" not in own:
        return False
    if course.is_call:
        return form(mine["value"]) == form(own["value"])
    # A step where the reference gives nothing asks for nothing.
    steps = zip(_listed(mine["value"], course), own["value"], strict=True)
    asked = [(one, other) for one, other in steps if other is not None]
    return bool(asked) and all(form(one) == form(other) for one, other in asked)


def _leaves_unchanged(course: Course, got: Trial, wanted: Trial) -> bool:
    after = _listed(got["plain"].get("after"), course)
    given = course.given
    if not any(_can_change(each) for each in given):
        return False
    unchanged = all(
        mine is None or identical(mine, own) for mine, own in zip(after, given, strict=True)
    )
    objects = not got["plain"].get("changes") or wanted["plain"].get("changes", False)
    return unchanged and objects and not got["plain"].get("shares", False)


def _takes_layouts(course: Course, got: Trial, wanted: Trial) -> bool:
    if not any(isinstance(value, np.ndarray) for value in _arguments(course)):
        return False
    strided = (got["strided"], got["fortran"])
    if "value" not in got["plain"] or not all(_agree(got["plain"], other) for other in strided):
        return False
    if "value" not in wanted["integers"] or not _agree(wanted["whole"], wanted["integers"]):
        return True  # the reference has no answer for integers, so nobody needs one
    return _agree(got["whole"], got["integers"])


def _repeats(course: Course, got: Trial, wanted: Trial) -> bool:
    first, second = got["plain"], got["again"]
    if "value" in first and "value" in second and not identical(first["value"], second["value"]):
        return False
    return _agree(first, second) and _agree(first, course.answer)


def _is_quiet(course: Course, got: Trial, wanted: Trial) -> bool:
    return "RuntimeWarning" not in got["plain"].get("warned", [])


_CHECKS: Mapping[str, Callable[[Course, Trial, Trial], bool]] = MappingProxyType(
    {
        "shape": _has_shape,
        "unchanged": _leaves_unchanged,
        "layouts": _takes_layouts,
        "repeatable": _repeats,
        "quiet": _is_quiet,
    }
)


def _arguments(course: Course) -> list[Any]:
    return [
        value
        for step in course.steps
        for value in (*step["args"], *step.get("kwargs", {}).values())
    ]


def _can_change(given: Packed) -> bool:
    args, kwargs = given
    return any(map(can_change, (*args, *kwargs.values())))


def _listed(value: Any, course: Course) -> list[Any]:
    """One value a step, of what a program told."""
    told = value if type(value) is list else []
    return [*told, *([None] * len(course.steps))][: len(course.steps)]


def form(value: Packed) -> object:
    """Structure, shape and dtype of a result; a 0-dimensional array and a number are one form."""
    match value:
        case dict() if HERE in value:
            return "object"
        case str() if value.startswith(RAISED):
            return value
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
