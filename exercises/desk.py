"""What is done with an exercise's text that arrives by message: plain data in, plain data out.

Whoever calls these has no database and no secrets. A result holds either what was asked for or a
"fault": whose it is ("author" or "machine"), its kind, and a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exercises.errors import ExerciseError, SourceError, VariantError
from exercises.programming import drawer
from exercises.queue import LONGEST_SOURCE
from exercises.source import parse_exercise
from exercises.variant import make_variant, variant_of
from grader.errors import GraderError
from grader.grade import grade
from grader.request import GradingRequest
from grader.sandbox import Sandbox

Plain = dict[str, Any]


def draw(name: str, source: str, seeds: Sequence[int], box: Sandbox) -> Plain:
    """{"drawn": {seed: variant}, "faults": [sentence]}: a seed that fails leaves the others be."""
    drawn: Plain = {}
    faults: list[str] = []
    try:
        exercise = parse_exercise(_bounded(name, source), name)
        with drawer(exercise, box, seeds=len(seeds)) as open_drawer:
            for seed in seeds:
                try:
                    made = variant_of(exercise, seed, open_drawer.draw(seed))
                    drawn[str(seed)] = made.to_json()
                except VariantError as wrong:
                    faults.append(str(wrong))
    except ExerciseError as wrong:
        faults.append(str(wrong))
    return {"drawn": drawn, "faults": faults}


def preview(name: str, source: str, seed: int, answers: Plain | None, box: Sandbox) -> Plain:
    """{"variant", "report"}: one variant, and what the grader says of `answers` to it if given.

    An author's error is {"finding": {"rule", "line", "message", "level"}} instead.
    """
    try:
        exercise = parse_exercise(_bounded(name, source), name)
        variant = make_variant(exercise, seed, box).to_json()
        report = _report(variant["grading"], answers) if answers else None
    except ExerciseError as wrong:
        rule = "L00" if isinstance(wrong, SourceError) else "L01"
        finding = {"rule": rule, "line": wrong.line, "message": wrong.message, "level": "error"}
        return {"finding": finding}
    except GraderError as wrong:
        return {"fault": fault("author", type(wrong).__name__, str(wrong))}
    return {"variant": variant, "report": report}


def prove(
    name: str,
    source: str,
    seeds: int,
    box: Sandbox,
    *,
    second: Sandbox | None = None,
    told: Callable[[int], None] = lambda done: None,
) -> list[Plain]:
    """The checker's findings over seeds 0 to `seeds` - 1, as JSON.

    second   another sandbox, which must draw the same
    told     hears how many seeds are done; what it raises ends the work
    """
    from exercises.checking.one import check_text  # half a second that graders never need

    found = check_text(_bounded(name, source), name, seeds, box, second=second, told=told)
    return [finding.to_json() for finding in found]


def fault(whose: str, kind: str, message: str) -> Plain:
    return {"whose": whose, "kind": kind, "message": message[:2000]}


def _report(grading: Plain, answers: Plain) -> Plain:
    return grade(
        GradingRequest.from_json({**grading, "mode": "grade", "answers": answers})
    ).to_json()


def _bounded(name: str, source: str) -> str:
    if len(source) > LONGEST_SOURCE:
        message = f"the file is longer than {LONGEST_SOURCE} characters: make it two exercises"
        raise SourceError(name, 1, message)
    return source
