"""
What the standard battery plays again: a course of errands, as some test made them.

A function of data is a course of one call. A class is a course from its first object on: made,
asked, reckoned with, walked through. Objects are numbered by the step that gave them, so the same
course can be taken with any other program, and with the reference.
"""

from __future__ import annotations

import dis
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NotRequired

import numpy as np

from grader.code.errands import Answer, Errand
from grader.code.link import HERE, THERE, Packed
from grader.code.objects import Borrowed
from grader.code.transcript import TOO_LARGE, Entry, Transcript, weight
from grader.code.variants import folded

MOST_STEPS = 40
LARGEST = 100_000  # bytes of arrays
SLOWEST = 0.05  # seconds: what is played again must cost little
MOST_ASKED = 25
"""Calls of the test's functions, each a journey in every variant. A count and not a clock, so that
what is judged is the same on every machine."""
SLOWEST_ASKING = 0.5
_DEEPEST = 4
_FIXED = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    type(None),
    np.ndarray,
    np.generic,
    types.ModuleType,
)
_ASSIGNING = {"STORE_DEREF", "STORE_GLOBAL", "DELETE_DEREF", "DELETE_GLOBAL"}

Lent = Callable[[int], object]


class Step(Errand):
    """An errand of a course. Objects in it are {HERE: [-1 - n, "", False]}; n counts the entries
    first, then what each step `gives`."""

    gives: NotRequired[int]


@dataclass(frozen=True, slots=True)
class Course:
    """Some steps, what the program answered when a test took them, and how long that took.

    asked   how often a function of the test was called
    lends   a function of the test is among the arguments
    """

    steps: tuple[Step, ...]
    answer: Answer
    seconds: float
    asked: int
    lends: bool

    @property
    def is_call(self) -> bool:
        return len(self.steps) == 1

    @property
    def given(self) -> list[Packed]:
        """Arguments of each step, as an untouched course brings them back."""
        return [_returned([step["args"], step.get("kwargs", {})]) for step in self.steps]


class _Cut(Exception):
    """The course can be played only as far as this."""


class _Numbering:
    """The objects of a course, numbered anew."""

    def __init__(self, entries: Sequence[Packed], lent: Lent) -> None:
        self._known = {entry[THERE]: number for number, entry in enumerate(entries)}
        self._next = len(entries)
        self._lent = lent
        self.lends = False

    def step(self, made: Entry) -> Step:
        errand = made.errand
        step: Step = {
            **errand,  # type: ignore[typeddict-item]
            "target": self._renamed(errand["target"]),
            "args": self._renamed(errand["args"]),
            "kwargs": self._renamed(errand.get("kwargs", {})),
        }
        answer = made.answer.get("value")
        if isinstance(answer, dict) and (HERE in answer or THERE in answer):
            old = answer[HERE][0] if HERE in answer else answer[THERE]
            step["gives"] = self._known[old] = self._next
            self._next += 1
        return step

    def _renamed(self, packed: Packed) -> Packed:
        if isinstance(packed, dict):
            if THERE in packed:
                if packed[THERE] not in self._known:
                    raise _Cut
                return {HERE: [-1 - self._known[packed[THERE]], "", False]}
            if HERE in packed:
                self.lends = True
                if not keeps_nothing(self._lent(packed[HERE][0])):
                    raise _Cut
                return packed
            return {key: self._renamed(item) for key, item in packed.items()}
        if isinstance(packed, list | tuple):
            return type(packed)(map(self._renamed, packed))
        if type(packed) is str and packed == TOO_LARGE:
            raise _Cut
        return packed


def courses_of(
    transcript: Transcript,
    entries: Sequence[Packed],
    lent: Lent,
    *,
    functions: bool,
    processor_s: float,
) -> Iterator[Course]:
    """The courses that a test shows: one of objects, or the first light call of each entry.

    entries     the program's, packed as errands name them
    lent        finds the test's function of a number
    functions   whether the program can still call the test's functions
    processor_s what the program has used so far: no course took more of it, whatever the wall says
                of a machine that was busy or of a program that slept
    """

    def course(made: Sequence[Entry], most: int) -> Course | None:
        return _course(made, entries, lent, most=most, processor_s=processor_s)

    if any(_gives_object(made) for made in transcript):
        first = next(place for place, made in enumerate(transcript) if _gives_object(made))
        found = course(transcript[first:], MOST_STEPS)
        if found is not None and (functions or not found.lends):
            yield found
    for entry in entries:
        for made in transcript:
            if made.errand["do"] == "call" and made.errand["target"] == entry:
                found = None if _gives_object(made) else course([made], 1)
                if found is not None and (functions or not found.lends):
                    yield found
                    break


def _course(
    made: Sequence[Entry],
    entries: Sequence[Packed],
    lent: Lent,
    *,
    most: int,
    processor_s: float,
) -> Course | None:
    """As much of a course as costs little; None of one that is too heavy from its beginning."""
    numbering = _Numbering(entries, lent)
    course = Course((), {}, 0.0, 0, lends=False)
    answers: list[Answer] = []
    heavy = 0
    for entry in made[:most]:
        heavy += weight([entry.errand["args"], entry.errand.get("kwargs", {})])
        seconds = min(course.seconds + entry.seconds, processor_s)
        asked = course.asked + entry.asked
        slow = seconds > (SLOWEST_ASKING if asked else SLOWEST)
        if heavy > LARGEST or slow or asked > MOST_ASKED or "ended" in entry.answer:
            break
        try:
            step = numbering.step(entry)
        except _Cut:
            break
        if _is_left_out(entry.answer.get("value")):
            break
        answers.append(entry.answer)
        course = replace(
            course,
            steps=(*course.steps, step),
            seconds=seconds,
            asked=asked,
            lends=numbering.lends,
        )
    return replace(course, answer=folded(answers)) if answers else None


def _gives_object(made: Entry) -> bool:
    value = made.answer.get("value")
    return isinstance(value, dict) and HERE in value


def _is_left_out(value: Packed) -> bool:
    """Whether a result was too large to keep, in part or as a whole."""
    if isinstance(value, dict):
        return any(map(_is_left_out, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_is_left_out, value))
    return type(value) is str and value == TOO_LARGE


def _returned(packed: Packed) -> Packed:
    if isinstance(packed, dict):
        if HERE in packed:
            return {THERE: packed[HERE][0]}
        return {key: _returned(item) for key, item in packed.items()}
    if isinstance(packed, list | tuple):
        return type(packed)(map(_returned, packed))
    return packed


def keeps_nothing(function: object, depth: int = 0) -> bool:
    """Whether a test's function answers the same each time, as far as can be seen from outside.

    One that counts its calls, or keeps them in a list, was made for one course alone.
    """
    if isinstance(function, np.ufunc | types.BuiltinFunctionType | type):
        return True
    if not isinstance(function, types.FunctionType) or depth > _DEEPEST:
        return False
    if any(op.opname in _ASSIGNING for op in dis.get_instructions(function)):
        return False
    try:
        return all(_is_fixed(cell.cell_contents, depth) for cell in function.__closure__ or ())
    except ValueError:  # a cell that nothing was put into
        return False


def _is_fixed(value: object, depth: int) -> bool:
    if isinstance(value, tuple):
        return all(_is_fixed(item, depth) for item in value)
    if isinstance(value, types.SimpleNamespace):  # `p`, or the entries of the program
        return not any(type(held) is Borrowed for held in vars(value).values())
    return isinstance(value, _FIXED) or keeps_nothing(value, depth + 1)
