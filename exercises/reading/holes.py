"""`{{ expression }}`: found, numbered, replaced by a mark; the expression must be Python."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from exercises.errors import SourceError
from exercises.model import HOLE, Hole, Passage
from exercises.reading.counsel import about_hole
from exercises.reading.layout import Line

# The innermost pair wins: in `\frac{{{ a }}}{2}` the outer braces are LaTeX's.
_HOLE = re.compile(r"\{\{(?!\{)(.+?)\}\}")
_FORM = re.compile(r"^(.*?)\s*:\s*(\+\*|\+|\*|\(\))\s*$", re.DOTALL)
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


class Holes:
    """Collects the holes of one file, in the order in which they are met."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.found: list[Hole] = []

    def passage(self, lines: Sequence[Line]) -> Passage:
        """Numbered lines as one passage, holes replaced by marks; edges without empty lines."""
        kept = list(lines)
        while kept and not kept[-1][1].strip():
            kept.pop()
        while kept and not kept[0][1].strip():
            kept.pop(0)
        marked = [self.marked(number, text) for number, text in kept]
        return Passage("\n".join(marked), kept[0][0] if kept else 1)

    def marked(self, number: int, text: str) -> str:
        """One line with marks for its holes."""

        def mark(match: re.Match[str]) -> str:
            self.found.append(self.hole(number, match[1]))
            return f"{HOLE[0]}{len(self.found) - 1}{HOLE[1]}"

        marked = _HOLE.sub(mark, text)
        if "{{" in _CODE_SPAN.sub("", marked):
            raise SourceError(
                self._file,
                number,
                "a hole `{{` must close with `}}` on its line (LaTeX's own braces: leave a space)",
            )
        return marked

    def hole(self, number: int, inside: str) -> Hole:
        source, form = inside, ""
        if split := _FORM.match(inside):
            source, form = split.groups()
        expression(self._file, number, source.strip())
        return Hole(source.strip(), form, number)


@contextmanager
def strictly() -> Iterator[None]:
    """What newer Pythons refuse is refused by all: `"\\m"` is no way to write a backslash."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def expression(file: str, number: int, source: str) -> ast.Expression:
    """The parsed Python expression; only read here, never run outside the sandbox."""
    try:
        with strictly():
            return ast.parse(f"({source})", mode="eval")
    except SyntaxError as wrong:
        message = f"`{source}` is not a Python expression: {about_hole(source, wrong.msg)}"
        raise SourceError(file, number, message) from wrong
