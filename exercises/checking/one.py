"""One exercise by its text, in one process: for a worker that tells how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exercises.checking.findings import Finding, merged
from exercises.checking.run import about_all_seeds, check_share
from exercises.checking.seeds import Checked
from exercises.errors import SourceError
from exercises.model import Exercise
from exercises.source import parse_exercise
from grader.sandbox import Sandbox

SHARE = 10  # seeds between two words about the progress


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
    second   a sandbox that must draw the same as `box` (L15)
    told     hears after each share how many seeds are done; what it raises ends the work
    """
    try:
        exercise = parse_exercise(text, name)
    except SourceError as wrong:
        return [Finding("L00", wrong.file, wrong.line, wrong.message)]
    if wrong_name := _misnamed(exercise, name):
        return [wrong_name]
    shares = list(_shares(exercise, seeds, box, told))
    if second is not None:
        shares.append(check_share(exercise, range(0), second))
    findings = [finding for share in shares for finding in share.findings]
    return merged([*findings, *about_all_seeds(exercise, shares)])


def _shares(
    exercise: Exercise, seeds: int, box: Sandbox, told: Callable[[int], None]
) -> Iterator[Checked]:
    told(0)
    for start in range(0, seeds, SHARE):
        share = range(start, min(start + SHARE, seeds))
        yield check_share(exercise, share, box)
        told(share.stop)


def _misnamed(exercise: Exercise, name: str) -> Finding | None:
    stem = name.rpartition("/")[2].removesuffix(".md")
    if exercise.id == stem:
        return None
    message = f"the id `{exercise.id}` must be the exercise's name, `{stem}`"
    return Finding("L00", exercise.file, 2, message)
