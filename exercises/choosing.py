"""Options of a choice blank: their letters in a variant's order, and the key to them."""

from __future__ import annotations

from typing import Any

from exercises.model import Blank

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def letters(blank: Blank, drawn: dict[str, Any]) -> list[tuple[str, int]]:
    """(letter, place in the file) in the order shown.

    Letters follow the order on the page: letters of the file's order would tell where an author
    likes to put the right option.
    """
    order = drawn["orders"].get(blank.name, range(len(blank.choices)))
    return list(zip(ALPHABET, order, strict=False))


def choice_key(blank: Blank, drawn: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The grader's key, and the wrong options as listed mistakes."""
    truths = drawn["truths"][blank.name]
    shown = letters(blank, drawn)
    right = [letter for letter, place in shown if truths[place]]
    key = {"value": ",".join(right) or "none", "options": [letter for letter, _ in shown]}
    mistakes = [
        {"tag": blank.choices[place].tag, "value": letter}
        for letter, place in shown
        if not truths[place] and blank.choices[place].feedback
    ]
    return key, mistakes
