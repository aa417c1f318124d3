"""What the grader is told of a variant: keys, listed mistakes, the program that derives values."""

from __future__ import annotations

from typing import Any

from exercises.choosing import choice_key
from exercises.gridding import asked_cells
from exercises.model import LISTED_KINDS, Blank, CodeParts, Exercise
from exercises.ordering import order_key
from exercises.pairing import match_key
from exercises.programming import source, specification
from exercises.statement import filled_text

# Options of a blank that the page needs and the grader does not.
_PAGE_OPTIONS = ("rows", "cols", "placeholder", "order", "entry", "take", "on")


def grading(exercise: Exercise, seed: int, drawn: dict[str, Any]) -> dict[str, Any]:
    """The "seed", "blanks" and "derive" of a grading request."""
    blanks = [_judged(exercise, blank, drawn) for blank in exercise.blanks]
    live = any("live" in m for blank in blanks for m in blank["mistakes"])
    derive = None
    if live or any(blank["carry"] for blank in blanks):
        spec = {**specification(exercise), "seed": seed, "attempt": drawn["attempt"]}
        derive = {"source": source(spec), "preload": "scientific"}
    return {
        "seed": f"{exercise.id}/{exercise.version}/{seed}",
        "blanks": blanks,
        "derive": derive,
    }


def _judged(exercise: Exercise, blank: Blank, drawn: dict[str, Any]) -> dict[str, Any]:
    """One blank of the grading request."""
    options = {
        name: filled_text(value, drawn["holes"])
        for name, value in blank.options.items()
        if name not in _PAGE_OPTIONS
    }
    if blank.kind in LISTED_KINDS:
        key, mistakes = _listed_key(exercise, blank, drawn)
        key = {**options, **key}
    elif exercise.code and blank.kind == "code":
        key, mistakes = _code_key(exercise, exercise.code, drawn), []
    else:
        key = {**_value(blank, drawn["answers"][blank.name]), **options}
        mistakes = _listed(exercise, blank, drawn)
    return {
        "name": blank.name,
        "kind": blank.kind,
        "key": key,
        "marks": blank.marks,
        "mistakes": mistakes,
        "carry": blank.carry,
        "needs": list(exercise.rules.get(blank.name, ())),
    }


def _listed_key(
    exercise: Exercise, blank: Blank, drawn: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if blank.kind == "order":
        return order_key(exercise, blank, drawn)
    if blank.kind == "match":
        return match_key(exercise, blank, drawn)
    return choice_key(blank, drawn)


def _value(blank: Blank, answer: str) -> dict[str, Any]:
    """What the grader compares with: of a derivation its last line, and the first as its start.

    Cells that a table shows are not asked.
    """
    if blank.kind == "derivation":
        start, *rest = answer.split("; ")
        return {"start": start, "value": rest[-1]} if rest else {"value": start}
    if blank.grid is not None:
        return {"value": asked_cells(blank.grid, answer)}
    return {"value": answer}


def _listed(exercise: Exercise, blank: Blank, drawn: dict[str, Any]) -> list[dict[str, Any]]:
    computed = [m for m in exercise.mistakes if m.expression]
    return [
        {"tag": m.tag, "live": place} if m.live else {"tag": m.tag, "value": value}
        for place, (m, value) in enumerate(zip(computed, drawn["mistakes"], strict=True))
        if m.blank == blank.name
    ]


def _code_key(exercise: Exercise, code: CodeParts, drawn: dict[str, Any]) -> dict[str, Any]:
    return {
        "entry": code.entries[0] if len(code.entries) == 1 else list(code.entries),
        "starter": code.starter.source,
        "reference": code.reference.source,
        "visible": code.visible.source,
        "hidden": code.hidden.source,
        "mutants": [{"tag": tag, "source": m.source} for tag, m in code.mutants.items()],
        "mistakes": [{"tag": m.tag, "test": m.test} for m in exercise.mistakes if m.test],
        "params": drawn["params"],
        "limits": code.limits,
        "ban": list(code.ban),
        **code.options,
    }
