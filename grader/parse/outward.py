"""Intervals with brackets that turn outward, as in `]0, 1[`: read as `(0, 1)`."""

from __future__ import annotations

import re
from typing import Final

_NESTED: Final = re.compile(r"\[\s*\[")  # a list of lists: no interval begins like this


def turned(text: str) -> str:
    """The text with outward brackets turned, sign by sign, so that every place stays where it was;
    the text itself unless every square bracket opens or closes an interval.

    >>> turned("]-inf; 2] ∪ [3; inf[")
    '(-inf; 2] ∪ [3; inf)'
    >>> turned("[[1, 2], [3, 4]]")
    '[[1, 2], [3, 4]]'
    """
    if _NESTED.search(text):
        return text
    signs = list(text)
    depth, inside, found = 0, False, False
    for place, sign in enumerate(signs):
        if sign in "({":
            depth += 1
        elif sign in ")}":
            depth -= 1
            if depth < 0:
                return text  # closes what a square bracket opened: [0, 1)
        elif sign in "[]" and depth == 0:
            outward = sign == ("[" if inside else "]")
            if outward:
                signs[place] = ")" if inside else "("
            found, inside = found or outward, not inside
        elif sign in "[]":
            return text
    return "".join(signs) if found and not inside and depth == 0 else text
