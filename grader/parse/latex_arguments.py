"""What stands behind a LaTeX command or a base: arguments, braces, primes, as raw text."""

from __future__ import annotations

import re

from grader.parse.functions import GREEK
from grader.parse.typed import TypedScanner
from grader.sentences import say

COMMAND = re.compile(r"\\(?:([A-Za-z]+)\*?|(.))")
SPACES = re.compile(r"(?: |\\[,;:!> ])*")
_INNER = re.compile(r"\\(?:mathrm|mathit|mathbf|mathsf|text|textrm|operatorname|rm)\b|[\\{} ]")


class ArgumentScanner(TypedScanner):
    """Reads raw pieces of LaTeX and moves behind them."""

    def scan_primes(self) -> str:
        start = self.index
        while self.text[self.index : self.index + 1] == "'":
            self.index += 1
        return self.text[start : self.index]

    def skip_spaces(self) -> None:
        found = SPACES.match(self.text, self.index)
        self.index = found.end() if found else self.index

    def argument(self) -> str:
        """The raw text of one argument: braces, one command or one character."""
        self.skip_spaces()
        if self.text[self.index : self.index + 1] == "{":
            return self.braced()
        found = COMMAND.match(self.text, self.index)
        end = found.end() if found else self.index + 1
        argument, self.index = self.text[self.index : end], end
        return argument

    def braced(self) -> str:
        """The raw text between the braces that open here."""
        self.skip_spaces()
        start = self.index
        if self.text[start : start + 1] != "{":
            raise self.refuse(say("An opening brace { is missing here."), start, start + 1)
        depth = 0
        for index in range(start, len(self.text)):
            depth += (self.text[index] == "{") - (self.text[index] == "}")
            if depth == 0:
                self.index = index + 1
                return self.text[start + 1 : index]
        raise self.refuse(say("This brace is never closed."), start, start + 1)

    def flatten(self, raw: str, joint: str = "_") -> str:
        """The canonical spelling of a base or a subscript: `\\mathrm{max}` is `max`."""
        plain = _INNER.sub("", raw).replace(",", joint)
        return "".join(GREEK.get(letter, letter) for letter in plain)
