"""Pairs of a match blank: numbers on the left, letters on the right, and the key to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exercises.choosing import ALPHABET
from exercises.model import Blank, Exercise, Passage
from exercises.statement import plain


@dataclass(frozen=True, slots=True)
class Columns:
    """What is shown: (number, passage) on the left, (letter, passage) on the right.

    number, letter   of the pair with that place in the file; pairs whose right sides read the
                     same share a letter
    """

    left: list[tuple[str, Passage]]
    right: list[tuple[str, Passage]]
    number: dict[int, str]
    letter: dict[int, str]


def columns(blank: Blank, drawn: dict[str, Any]) -> Columns:
    """Both columns of a variant: the left as written, the right shuffled."""
    order, values = drawn["orders"][blank.name], drawn["holes"]
    number: dict[int, str] = {}
    left: list[tuple[str, Passage]] = []
    for place in sorted(order):
        passage = blank.pairs[place].left
        if passage is not None:
            number[place] = str(len(left) + 1)
            left.append((number[place], passage))
    letter: dict[int, str] = {}
    right: list[tuple[str, Passage]] = []
    seen: dict[str, str] = {}
    for place in order:
        passage = blank.pairs[place].right
        text = plain(passage, values)
        if text not in seen:
            seen[text] = ALPHABET[len(right)]
            right.append((seen[text], passage))
        letter[place] = seen[text]
    return Columns(left, right, number, letter)


def match_key(
    exercise: Exercise, blank: Blank, drawn: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The grader's key, and the listed mistakes.

    A mistake of the section names pairs by their places in the list, "2-1": the left side of the
    second with the right side of the first. Words at a pair are for every other partner of its
    left side.
    """
    shown = columns(blank, drawn)
    value = ",".join(f"{shown.number[i]}-{shown.letter[i]}" for i in sorted(shown.number))
    mistakes = []
    computed = [m for m in exercise.mistakes if m.expression]
    for mistake, text in zip(computed, drawn["mistakes"], strict=True):
        if mistake.blank == blank.name and isinstance(text, str):
            if named := _named(text, shown):
                mistakes.append({"tag": mistake.tag, "value": named})
    for place in sorted(shown.number):
        pair = blank.pairs[place]
        if pair.feedback is None:
            continue
        others = [letter for letter, _ in shown.right if letter != shown.letter[place]]
        mistakes += [{"tag": pair.tag, "value": f"{shown.number[place]}-{o}"} for o in others]
    return {"value": value}, mistakes


def _named(text: str, shown: Columns) -> str:
    """Pairs of places as pairs of a number and a letter; "" if one of them is not shown."""
    named = []
    for part in text.split(","):
        left, _, right = (side.strip() for side in part.partition("-"))
        if not (left.isdigit() and right.isdigit()):
            return ""
        i, j = int(left) - 1, int(right) - 1
        if i not in shown.number or j not in shown.letter:
            return ""
        named.append(f"{shown.number[i]}-{shown.letter[j]}")
    return ",".join(named)
