"""The tokenizer of LaTeX, as a math field emits it or as somebody types it."""

from __future__ import annotations

import re

from grader.parse.characters import Folded
from grader.parse.functions import GREEK
from grader.parse.latex_arguments import COMMAND, SPACES, ArgumentScanner
from grader.parse.latex_commands import (
    ACCENTS,
    DELIMITERS,
    ENVIRONMENTS,
    FONTS,
    REFUSED,
    SIGNS,
    SKIPPED,
)
from grader.parse.tokens import spell_number
from grader.parse.vocabulary import Vocabulary, canonical_name
from grader.sentences import say

_LETTERS = re.compile(r"[A-Za-z]+")
_GREEK_NAMES = frozenset(GREEK.values()) - {"pi"}
_VARIANTS = {f"var{name}": name for name in _GREEK_NAMES} | {"varpi": "pi"}
_TIMES_POWER = re.compile(
    r"(?: |\\[,;:!])*\\times(?: |\\[,;:!])*10 *\^ *(?:\{ *([+-]?\d+) *\}|(\d)(?!\d))(?! *[!^%])"
)
_TAKES_LESS = frozenset({"^", "_", "/", "mod", "frac", "root", "binom"})


class LatexScanner(ArgumentScanner):
    """Cuts LaTeX into the tokens of the same grammar.

    strict  the text comes from a math field, where `x^23` can only mean x²3
    """

    def __init__(
        self, folded: Folded, words: Vocabulary, *, decimal_comma: bool, strict: bool
    ) -> None:
        super().__init__(folded, words, decimal_comma=decimal_comma)
        self.strict = strict

    def scan_one(self, sign: str) -> None:
        start = self.index
        if sign == "\\":
            self._scan_command()
        elif sign == "{" and self.text.startswith("{,}", start):
            raise self.refuse(say("Write the number without a comma."), start, start + 3)
        elif sign in "{}":
            self.depth += 1 if sign == "{" else -1
            self.index += 1
            kind, text = SIGNS["group" if sign == "{" else "endgroup"]
            self.add(kind, text, start, self.index)
        elif sign == "~":
            self.index += 1
        else:
            super().scan_one(sign)

    def _scan_command(self) -> None:
        start = self.index
        found = COMMAND.match(self.text, start)
        if not found:
            raise self.refuse(say("A lone backslash has no meaning here."), start, start + 1)
        name = found[1] or found[2]
        known = self._longest_known(name)
        if not known:
            raise self.refuse(
                say("The command \\{name} is not read here.", name=name), start, found.end()
            )
        self.index = found.end() if known == name else start + 1 + len(known)
        self._obey(known, start)

    def _longest_known(self, name: str) -> str:
        """The command itself, or its longest beginning that is one: `\\cdotb` is `\\cdot b`."""
        for end in range(len(name), 0, -1):
            if self._is_known(name[:end]):
                return name[:end]
        return ""

    def _is_known(self, name: str) -> bool:
        if any(name in table for table in (SIGNS, SKIPPED, FONTS, ACCENTS, DELIMITERS, REFUSED)):
            return True
        word = self.words.words.get(name)
        greek = name in _GREEK_NAMES or name in _VARIANTS
        return greek or name in ("begin", "end", "mathbb") or (len(name) > 1 and word is not None)

    def _obey(self, name: str, start: int) -> None:
        if name in SKIPPED:
            self.spaced = True
        elif name in REFUSED:
            raise self.refuse(REFUSED[name], start, self.index)
        elif name in SIGNS:
            self._add_sign(name, start)
        elif name in DELIMITERS:
            self._scan_delimiter(name, start)
        elif name in FONTS:
            self._scan_worded(self.braced(), start)
        elif name in ACCENTS:
            self._scan_accented(name, start)
        elif name in ("begin", "end"):
            self._scan_environment(name, start)
        elif name == "mathbb":
            self._scan_blackboard(start)
        else:
            self._scan_named(_VARIANTS.get(name, name), start)

    def _add_sign(self, name: str, start: int) -> None:
        kind, text = SIGNS[name]
        self.depth += (kind == "open") - (kind == "close")
        self.add(kind, text, start, self.index)

    def _scan_delimiter(self, name: str, start: int) -> None:
        """`\\left(`, `\\right|`, `\\bigl\\{`: the size says on which side a bar stands."""
        self.skip_spaces()
        found = COMMAND.match(self.text, self.index)
        sign = (found[1] or found[2]) if found else self.text[self.index : self.index + 1]
        if found and sign == "|":
            sign = "Vert"
        if not sign:
            raise self.refuse(
                say("A bracket is missing after \\{name}.", name=name), start, self.index
            )
        self.index = found.end() if found else self.index + 1
        side = DELIMITERS[name]
        if sign in ("|", "vert", "lvert", "rvert") and side:
            sign = "lvert" if side == "left" else "rvert"
        elif sign in ("Vert", "lVert", "rVert") and side:
            sign = "lVert" if side == "left" else "rVert"
        elif sign in ("{", "}"):  # \left{ is typed for \left\{
            sign = "lbrace" if sign == "{" else "rbrace"
        if name == "middle":
            sign = "mid"
        if sign == ".":
            return
        if sign not in SIGNS:
            raise self.refuse(
                say("\\{name}{sign} is not read here.", name=name, sign=sign), start, self.index
            )
        self._add_sign(sign, start)

    def _scan_named(self, name: str, start: int) -> None:
        """A Greek letter, with its subscript perhaps, or a function or constant by its name."""
        if self._scan_subscripted(name, start):
            return
        word = self.words.words.get(name)
        if word is None or (name in ("gamma", "beta") and name not in self.words.own_functions):
            message, _, _ = self.words.explain_unknown(name, 0, 0, whole=True)
            raise self.refuse(message, start, self.index)
        self.add(word.kind, word.canonical, start, self.index)

    def _scan_subscripted(self, base: str, start: int) -> bool:
        """Take `base` with the subscript and the primes behind it, when that is a declared name."""
        here = self.index
        primes = self.scan_primes()
        name, end = base + primes, self.index
        self.skip_spaces()
        if self.text[self.index : self.index + 1] == "_":
            self.index += 1
            subscript = self.flatten(self.argument())
            name = canonical_name(f"{base}_{subscript}{primes}{self.scan_primes()}")
        else:
            self.index = end
        if name in self.words.names:
            self.add("name", name, start, self.index)
            return True
        if name != base and base != "log" and base not in self.words.own_functions:
            message, _, _ = self.words.explain_unknown(name, 0, len(base))
            raise self.refuse(message, start, self.index)
        self.index = here
        return False

    def scan_number(self) -> None:
        """A number; `2.5 \\times 10^{3}` is one number in scientific notation."""
        super().scan_number()
        token, before = self.tokens[-1], self.tokens[-2:-1]
        found = _TIMES_POWER.match(self.text, self.index)
        alone = not before or (before[0].text not in _TAKES_LESS and before[0].kind != "number")
        if found and alone and not re.search("[e%]", token.text):
            literal = f"{token.text}e{found[1] or found[2]}"
            token.text = spell_number(literal, token.start, self.place(found.end()))
            self.index = found.end()
            token.end = self.place(self.index)

    def scan_letters(self) -> None:
        """Letters as they are typed; the last one may carry a subscript in LaTeX's own spelling."""
        start = self.index
        run = _LETTERS.match(self.text, start)
        if run:
            after = SPACES.match(self.text, run.end())
            end = after.end() if after else run.end()
            subscripted = self.text[end : end + 1] in ("_", "'")
            if subscripted and not self.words.cut(self.text, start)[0]:
                self._scan_before_subscript(run.group(), start)
                return
        super().scan_letters()

    def _scan_before_subscript(self, run: str, start: int) -> None:
        head, base = run[:-1], run[-1]
        pieces, after = self.words.cut(head, 0) if head else ([], 0)
        if head and after < len(head):
            message, first, last = self.words.explain_unknown(head, 0, after)
            raise self.refuse(message, start + first, start + last)
        for piece in pieces:
            self.add(piece.word.kind, piece.word.canonical, start + piece.start, start + piece.end)
            self.spaced = False
        self.index = start + len(run)
        self._scan_subscripted(base, start + len(head))

    def _scan_worded(self, content: str, start: int) -> None:
        """The inside of `\\mathrm{…}`, `\\operatorname{…}`, `\\text{…}`: a name or a word."""
        plain = self.flatten(content, joint="")
        if not plain:
            self.spaced = True
            return
        if self._scan_subscripted(plain, start):
            return
        word = self.words.words.get(plain) or self.words.words.get(plain.lower())
        if word:
            self.add(word.kind, word.canonical, start, self.index)
        elif plain == "T" and self._after_power():
            self.add("transpose", "T", start, self.index)
        else:
            pieces, after = self.words.cut(plain, 0)
            if after < len(plain) or not pieces:
                message, _, _ = self.words.explain_unknown(plain, 0, after)
                raise self.refuse(message, start, self.index)
            for piece in pieces:
                self.add(piece.word.kind, piece.word.canonical, start, self.index)

    def _scan_accented(self, name: str, start: int) -> None:
        suffix = ACCENTS[name]
        here = self.index
        base = self.flatten(self.argument()) + suffix
        if self._scan_subscripted(base, start):
            return
        if suffix != "bar":
            message, _, _ = self.words.explain_unknown(base, 0, 0)
            raise self.refuse(message, start, self.index)
        self.index = here
        self.add("command", "conj", start, here)

    def _scan_environment(self, name: str, start: int) -> None:
        environment = self.braced()
        if environment not in ENVIRONMENTS:
            raise self.refuse(
                say("\\begin{{environment}} is not read here.", environment=environment),
                start,
                self.index,
            )
        if environment == "array" and name == "begin":
            self.braced()  # the alignment of its columns
        self.depth += 1 if name == "begin" else -1
        if name == "begin":
            self.add("command", ENVIRONMENTS[environment], start, self.index)
        else:
            self.add("close", "endmatrix", start, self.index)

    def _scan_blackboard(self, start: int) -> None:
        letter = self.braced()
        if letter != "R":
            raise self.refuse(
                say("The set \\mathbb{{letter}} is not read here.", letter=letter),
                start,
                self.index,
            )
        self.add("constant set", "reals", start, self.index)
