"""What both tokenizers give to the grammar, and the bounds on what they take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from grader.errors import UnreadableAnswer
from grader.sentences import say

LONGEST_TEXT = 2000
DEEPEST_TREE = 40
DEEPEST_NEST = 80  # calls of the parser within each other; a level of the tree may take two
TOO_DEEP = say(
    "The answer is nested too deeply: at most {most} levels are read.", most=DEEPEST_TREE
)
MOST_TOKENS = 1000
TOO_LONG = say(
    "The answer is too long: at most {most} numbers, names and signs are read.", most=MOST_TOKENS
)
MOST_DIGITS = 60
LARGEST_EXPONENT = 400

Kind = Literal[
    "number",  # text is the ASCII spelling
    "fraction",  # a single character such as ½; text is "1/2"
    "name",
    "constant",
    "function",
    "operator",  # every sign and every word that joins: + <= union or …
    "open",  # ( [ { and, from LaTeX only: group |( ||( floor ceil
    "close",
    "command",  # LaTeX: frac sqrt binom overline begin
    "constant set",  # text is "empty" or "reals"
    "transpose",
    "end",
]


@dataclass(slots=True)
class Token:
    """One word of the grammar; `start` and `end` count characters of what was typed.

    spaced   white space stands before it
    strict   it came from LaTeX, where `x^23` means x²3 and is refused
    """

    kind: Kind
    text: str
    start: int
    end: int
    spaced: bool = False
    strict: bool = False


_POINT = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_POINT_OR_COMMA = re.compile(r"(?:\d+(?:[.,]\d+|\.)?|[.,]\d+)(?:[eE][+-]?\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")


def match_number(text: str, index: int, *, decimal_comma: bool, with_exponent: bool) -> int:
    """The end of the literal that starts at `index`; `index` itself when there is none."""
    pattern = _POINT_OR_COMMA if decimal_comma else _POINT if with_exponent else _PLAIN
    found = pattern.match(text, index)
    return found.end() if found else index


def spell_number(literal: str, start: int, end: int) -> str:
    """The canonical ASCII spelling of a literal, or a refusal of one that is absurdly long."""
    body, _, exponent = literal.lower().replace(",", ".").partition("e")
    if sum(map(str.isdigit, body)) > MOST_DIGITS:
        message = say("A number may have at most {most} digits here.", most=MOST_DIGITS)
        raise UnreadableAnswer(message, start, end)
    power = exponent.lstrip("+-").lstrip("0")
    if len(power) > 3 or (power and int(power) > LARGEST_EXPONENT):
        message = say("The exponent of a number may be at most {most} here.", most=LARGEST_EXPONENT)
        raise UnreadableAnswer(message, start, end)
    whole, point, decimals = body.partition(".")
    whole = whole.lstrip("0") or "0"
    body = f"{whole}.{decimals}" if point and decimals else whole
    return f"{body}e{int(exponent)}" if exponent else body


@lru_cache(maxsize=4096)
def value_of(spelling: str) -> Fraction:
    """The value of a canonical spelling, exactly: `1e-3` is 1/1000, `25%` is 1/4."""
    if spelling.endswith("%"):
        return value_of(spelling[:-1]) / 100
    return Fraction(spelling)
