"""Whole numbers that people, or programs, write into addresses and fields."""

from typing import Final

MOST_DIGITS: Final = 18
"""More than a row's number has; `int` refuses a text of thousands of digits with an error."""


def is_number(text: str) -> bool:
    """Whether `int` reads it, and the database can be asked for it."""
    return text.isdecimal() and len(text) <= MOST_DIGITS
