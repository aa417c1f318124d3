"""Lines of an order blank: their letters in a variant's order, and the key to them."""

from __future__ import annotations

from typing import Any

from exercises.choosing import ALPHABET
from exercises.model import Blank, Exercise, Line


def shown_lines(blank: Blank, drawn: dict[str, Any]) -> list[tuple[str, Line]]:
    """(letter, line) in the order shown; the author's own ids would give the order away."""
    places = drawn["orders"][blank.name]
    return [(ALPHABET[i], blank.lines[place]) for i, place in enumerate(places)]


def order_key(
    exercise: Exercise, blank: Blank, drawn: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The grader's key, and the listed mistakes: sequences of lines, then lines that do not belong.

    Needs of lines that are not there in this variant are met.
    """
    shown = shown_lines(blank, drawn)
    letter = {line.id: name for name, line in shown}
    right = [line for line in blank.lines if line.id in letter and line.belongs]
    key: dict[str, Any] = {"value": ",".join(letter[line.id] for line in right)}
    if any(line.needs is not None for line in right):
        key["needs"] = {
            letter[line.id]: sorted(letter[n] for n in line.needs or () if n in letter)
            for line in right
        }
    if extra := [letter[line.id] for _, line in shown if not line.belongs]:
        key["distractors"] = ",".join(extra)
    mistakes = [
        {"tag": line.tag, "value": letter[line.id]} for _, line in shown if not line.belongs
    ]
    computed = [m for m in exercise.mistakes if m.expression]
    for mistake, value in zip(computed, drawn["mistakes"], strict=True):
        if mistake.blank == blank.name and isinstance(value, str):
            ids = [part.strip() for part in value.split(",")]
            if all(name in letter for name in ids):
                named = ",".join(letter[name] for name in ids)
                mistakes.append({"tag": mistake.tag, "value": named})
    return key, mistakes
