"""One seed of one exercise: what the page shows, what the grader needs, kept as it was shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from exercises.asking import view_of
from exercises.errors import VariantError
from exercises.gridding import WrongShape
from exercises.keys import grading
from exercises.model import Exercise
from exercises.programming import drawer
from exercises.statement import block_html, line_html, pieces
from exercises.typesetting.figures import FigureRefused
from exercises.typesetting.listings import highlighted
from grader.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Variant:
    """Everything about one seed, as plain data that Postgres keeps.

    digest         of what was drawn: equal digests, equal numbers and answers
    statement      {"html"} and {"blank"} in turn; tags may open in one piece and close in another
    blanks         what the page may know of each blank
    hints          HTML, one each
    solution       HTML
    mistake_words  HTML by blank and tag; never sent before its mistake is made
    grading        "seed", "blanks" and "derive" of a grading request; never sent to a page
    """

    exercise: str
    version: int
    seed: int
    digest: str
    statement: list[dict[str, str]]
    blanks: list[dict[str, Any]]
    hints: list[str]
    solution: str
    mistake_words: dict[str, dict[str, str]]
    grading: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Variant:
        return cls(**data)


def make_variant(exercise: Exercise, seed: int, box: Sandbox) -> Variant:
    """The variant of a seed, the same on every machine; raises VariantError with file and line."""
    with drawer(exercise, box) as open_drawer:
        return variant_of(exercise, seed, open_drawer.draw(seed))


def make_variants(exercise: Exercise, seeds: Sequence[int], box: Sandbox) -> dict[int, Variant]:
    """Several variants from one sandbox session, several times as fast as one by one."""
    with drawer(exercise, box, seeds=len(seeds)) as source:
        return {seed: variant_of(exercise, seed, source.draw(seed)) for seed in seeds}


def variant_of(exercise: Exercise, seed: int, drawn: dict[str, Any]) -> Variant:
    """The variant of what the sandbox drew; raises VariantError for texts no grader can read."""
    try:
        return _variant(exercise, seed, drawn)
    except (FigureRefused, WrongShape) as wrong:
        line = exercise.draw.line
        raise VariantError(exercise.file, line, str(wrong), seed) from wrong


def _variant(exercise: Exercise, seed: int, drawn: dict[str, Any]) -> Variant:
    values = drawn["holes"]
    return Variant(
        exercise=exercise.id,
        version=exercise.version,
        seed=seed,
        digest=digest_of(drawn),
        statement=pieces(exercise.statement, values),
        blanks=[view_of(exercise, blank, drawn, seed) for blank in exercise.blanks],
        hints=[line_html(hint.passage, values) for hint in exercise.hints],
        solution=_solution(exercise, values),
        mistake_words=_mistake_words(exercise, values),
        grading=grading(exercise, seed, drawn),
    )


def digest_of(drawn: dict[str, Any]) -> str:
    """SHA-256 of all that was drawn; wording and typesetting do not enter."""
    text = json.dumps(drawn, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _solution(exercise: Exercise, values: list[dict[str, Any]]) -> str:
    text = block_html(exercise.solution, values)
    return text + highlighted(exercise.code.reference.source) if exercise.code else text


def _mistake_words(exercise: Exercise, values: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {blank.name: {} for blank in exercise.blanks}
    for mistake in exercise.mistakes:
        words[mistake.blank][mistake.tag] = line_html(mistake.feedback, values)
    for blank in exercise.blanks:
        for item in blank.items:
            if item.feedback:
                words[blank.name][item.tag] = line_html(item.feedback, values)
    return words
