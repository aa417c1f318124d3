"""Readings that deserve a word beside the echo: right by our rules, and not everybody's."""

from __future__ import annotations

import re

from grader.sentences import say

_LEADING_POINT = re.compile(r"(?<![\w.])(\.\d+)")
_BESIDE_FRACTION = re.compile(r"(?<![\w.])(\d+/\d+)([A-Za-z]+)(?![\w(])")
_THOUSANDS = re.compile(r"\s*-?[1-9]\d{0,2}(?:(?:,|\{,\})\d{3})+\s*")


def notes_on(text: str) -> list[str]:
    """Sentences about what was typed, none for most answers.

    >>> notes_on(".5x")
    ['`.5` is read as 0.5.']
    >>> notes_on("1/2x + 1,000")
    ['`1/2x` is read as (1/2)*x.']
    """
    found: list[str] = [
        say("`{part}` is read as {meaning}.", part=match[1], meaning=f"0{match[1]}")
        for match in _LEADING_POINT.finditer(text)
    ]
    for match in _BESIDE_FRACTION.finditer(text):
        meaning = f"({match[1]})*{match[2]}"
        found.append(say("`{part}` is read as {meaning}.", part=match[0], meaning=meaning))
    if _THOUSANDS.fullmatch(text):
        part, plain = text.strip(), re.sub(r"[,{}]", "", text.strip())
        found.append(say("`{part}` is read as {meaning}.", part=part, meaning=plain))
    return found[:3]
