"""One exercise by its text, in one process: for a worker that tells how far it has come."""

from __future__ import annotations

from collections.abc import Callable

from exercises.checking.findings import Finding, merged
from exercises.checking.run import about_all_seeds, check_share
from exercises.checking.seeds import drawn_again
from exercises.errors import SourceError
from exercises.model import Exercise
from exercises.source import parse_exercise
from grader.sandbox import Sandbox

_STEP = 10  # seeds between two words about the progress


def check_text(
    text: str,
    name: str,
    seeds: int,
    box: Sandbox,
    *,
    second: Sandbox | None = None,
    told: Callable[[int], None] = lambda done: None,
) -> list[Finding]:
    """Every finding about the text, by line.

    name     stands for the file in the findings; its stem must be the exercise's id
    second   a sandbox where sets have another order, which must draw the same as `box` (L15)
    told     hears now and then how many seeds are done; what it raises ends the work
    """
    try:
        exercise = parse_exercise(text, name)
    except SourceError as wrong:
        return [Finding("L00", wrong.file, wrong.line, wrong.message)]
    if wrong_name := _misnamed(exercise, name):
        return [wrong_name]
    checked = check_share(exercise, range(seeds), box, _now_and_then(told))
    if second is not None:
        checked.again = drawn_again(exercise, second)
    told(seeds)
    return merged([*checked.findings, *about_all_seeds(exercise, [checked])])


def _now_and_then(told: Callable[[int], None]) -> Callable[[int], None]:
    def after_each_seed(done: int) -> None:
        if done % _STEP == 0:
            told(done)

    return after_each_seed


def _misnamed(exercise: Exercise, name: str) -> Finding | None:
    stem = name.rpartition("/")[2].removesuffix(".md")
    if exercise.id == stem:
        return None
    message = f"the id `{exercise.id}` must be the exercise's name, `{stem}`"
    return Finding("L00", exercise.file, 2, message)
