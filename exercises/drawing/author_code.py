"""Author's Python inside the sandbox: compiled with the file's lines, its faults explained."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from exercises.drawing.draw import NoVariant, Redraw

T = TypeVar("T")

_FILE = "<exercise>"


class AuthorError(Exception):
    """The author's Python or values are wrong; `line` counts lines of the exercise's file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def compiled_block(source: str, line: int) -> Any:
    """A draw block; empty lines in front make Python's line numbers those of the file."""
    return compile("\n" * (line - 1) + source, _FILE, "exec")


def compiled_expression(source: str, line: int) -> Any:
    return compile("\n" * (line - 1) + f"({source})", _FILE, "eval")


def guarded(work: Callable[[], T], line: int) -> T:
    """The result of author code; whatever it raises becomes an AuthorError with the file's line."""
    try:
        return work()
    except (Redraw, AuthorError):
        raise
    except NoVariant as wrong:
        raise AuthorError(_line_of(wrong, line), str(wrong)) from wrong
    except Exception as wrong:
        message = f"{type(wrong).__name__}: {wrong}"
        raise AuthorError(_line_of(wrong, line), message) from wrong


def _line_of(wrong: BaseException, line: int) -> int:
    frames = traceback.extract_tb(wrong.__traceback__)
    return next((f.lineno or line for f in reversed(frames) if f.filename == _FILE), line)
