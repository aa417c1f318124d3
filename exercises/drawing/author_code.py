"""Author's Python inside the sandbox: compiled with the file's lines, its faults explained."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from exercises.drawing.draw import Draw, NoVariant, Redraw
from exercises.errors import nearest

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
        raise AuthorError(line_of(wrong, line), str(wrong)) from wrong
    except Exception as wrong:
        raise AuthorError(line_of(wrong, line), _explained(wrong)) from wrong


def _explained(wrong: Exception) -> str:
    """The exception as Python tells it, with what to write instead where that is known."""
    told = f"{type(wrong).__name__}: {str(wrong).replace('Draw.', 'd.')}"
    match wrong:
        case AttributeError(name=str(name), obj=obj) if obj is not None:
            known = [each for each in dir(obj) if not each.startswith("_")]
            whose = "`d`" if isinstance(obj, Draw) else f"a value of type {type(obj).__name__}"
            return f"{whose} has no `{name}`; {nearest(name, known)}"
        case ZeroDivisionError():
            return f"{told}; draw from other bounds, or refuse such draws first: `require(b != 0)`"
        case TypeError() if "missing" in told and "d.int" in told:
            return f"{told}; write the least and the greatest value: `d.int(2, 9)`"
    return told


def line_of(wrong: BaseException, line: int) -> int:
    """The author's line in which something was raised; `line` where it was in none."""
    frames = traceback.extract_tb(wrong.__traceback__)
    return next((f.lineno or line for f in reversed(frames) if f.filename == _FILE), line)
