"""
What the exercise language may raise; both are the author's matter and say where and what to do.

    ExerciseError
      SourceError   the file cannot be read as an exercise: file, line, message
      VariantError  the file reads well, but a seed of it fails: file, line, message, seed
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any


class ExerciseError(Exception):
    """The root: an exercise is wrong in a place its author can go to."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
        self.message = message

    def __reduce__(self) -> tuple[type[ExerciseError], tuple[Any, ...]]:
        """Errors travel between the processes of a check."""
        return type(self), (self.file, self.line, self.message)


class SourceError(ExerciseError):
    """The text does not follow the format."""


class VariantError(ExerciseError):
    """Drawing a variant failed: the author's Python raised, or a value cannot be an answer."""

    def __init__(self, file: str, line: int, message: str, seed: int) -> None:
        super().__init__(file, line, message)
        self.seed = seed

    def __reduce__(self) -> tuple[type[ExerciseError], tuple[Any, ...]]:
        return type(self), (self.file, self.line, self.message, self.seed)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint to end a message with: the known name that looks most like `word`, or all of them.

    >>> nearest("levle", ["id", "level"])
    'did you mean `level`?'
    """
    names = sorted(known)
    close = [name for name in names if name.lower() == word.lower()]
    if close := close or get_close_matches(word, names, n=1, cutoff=0.6):
        return f"did you mean `{close[0]}`?"
    return (
        f"known: {', '.join(names)}"
        if len(names) <= 24
        else "the format's reference lists what there is"
    )
