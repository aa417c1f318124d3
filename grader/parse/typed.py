"""The tokenizer of what people type; the one for LaTeX builds on it."""

from __future__ import annotations

import re

from grader.errors import UnreadableAnswer
from grader.parse.characters import Folded
from grader.parse.tokens import (
    MOST_TOKENS,
    TOO_LONG,
    Kind,
    Token,
    match_number,
    spell_number,
)
from grader.parse.vocabulary import Piece, Vocabulary
from grader.sentences import say

# Longer signs first; each is given the operator it stands for.
_SIGNS: dict[str, str] = {
    "**": "^",
    "=/=": "!=",
    "<=": "<=",
    ">=": ">=",
    "=<": "<=",
    "!=": "!=",
    "<>": "!=",
    "==": "=",
    "~=": "~",
    "||": "||",
    "+/-": "+/-",
    "-/+": "-/+",
    "±": "+/-",
    "∓": "-/+",
    "\u222a": "union",
    "∩": "intersect",
    "\\": "setminus",
    **{sign: sign for sign in "+-*/^=<>!%,;:|_&"},
}
_CONFUSED = {
    "=>": say('`=>` is not read: write >= for "at least".'),
    "->": say("An arrow is not read here: write the value itself."),
    ":=": say("Write = instead of `:=`."),
    "//": say("`//` is not read: write one / to divide."),
    "...": say("Dots are not read: write every item."),
    '"': say("Quotation marks have no meaning here: leave them out."),
    "!!": say("`!!` is not read: write (n!)! for a factorial taken twice."),
}
# 0.1[6], but not a decimal times a vector.
_REPETEND = re.compile(r"\[\d+\]")
_BY_FIRST: dict[str, list[str]] = {}
for _sign in sorted({*_SIGNS, *_CONFUSED}, key=len, reverse=True):
    _BY_FIRST.setdefault(_sign[0], []).append(_sign)

_BRACKETS: dict[str, Kind] = {"(": "open", "[": "open", "{": "open"}
_BRACKETS |= {")": "close", "]": "close", "}": "close"}
_VULGAR = {
    **{"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5"},
    **{"⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8"},
    "⅞": "7/8",
}
_REALS = "\u211d"
_ROOTS = {"√": "sqrt", "∛": "cbrt"}
LONGEST_RUN = 100
_LETTERS = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")


class TypedScanner:
    """Cuts folded text into tokens, one pass, no going back."""

    strict = False

    def __init__(self, folded: Folded, words: Vocabulary, *, decimal_comma: bool) -> None:
        self.text = folded.text
        self.place = folded.place
        self.moved = folded.places is not None
        self.words = words
        self.decimal_comma = decimal_comma
        self.with_exponent = "e" not in words.names and "E" not in words.names
        self.index = 0
        self.depth = 0
        self.spaced = False
        self.tokens: list[Token] = []

    def scan(self) -> list[Token]:
        text = self.text
        while self.index < len(text):
            sign = text[self.index]
            if sign == " ":
                self.index += 1
                self.spaced = True
                continue
            self.scan_one(sign)
            self.spaced = False
        self.add("end", "", self.index, self.index)
        return self.tokens

    def scan_one(self, sign: str) -> None:
        if sign.isdigit() or (sign == "." and self.text[self.index + 1 : self.index + 2].isdigit()):
            self.scan_number()
        elif sign.isalpha() and sign != _REALS:
            self.scan_letters()
        elif sign in _BRACKETS:
            self.scan_bracket(sign)
        elif sign in _BY_FIRST:
            self.scan_sign(sign)
        else:
            self.scan_rarity(sign)

    def add(self, kind: Kind, text: str, start: int, end: int) -> None:
        """Keep a token; `start` and `end` count folded characters, the token's typed ones."""
        if len(self.tokens) >= MOST_TOKENS:
            raise self.refuse(TOO_LONG, 0, len(self.text))
        if self.moved:
            start, end = self.place(start), self.place(end)
        self.tokens.append(Token(kind, text, start, end, self.spaced, self.strict))

    def refuse(self, message: str, start: int, end: int) -> UnreadableAnswer:
        return UnreadableAnswer(message, self.place(start), self.place(end))

    def scan_bracket(self, sign: str) -> None:
        self.depth += 1 if sign in "([{" else -1
        self.index += 1
        self.add(_BRACKETS[sign], sign, self.index - 1, self.index)

    def scan_number(self) -> None:
        start = self.index
        if self.depth == 0 and not self.decimal_comma and _THOUSANDS.match(self.text, start):
            message = say(
                "A comma separates items here: write the number without it, "
                "or put a space after the comma for a list."
            )
            raise self.refuse(message, start, start + 5)
        end = match_number(
            self.text, start, decimal_comma=self.decimal_comma, with_exponent=self.with_exponent
        )
        follows = self.text[end : end + 2]
        if follows[:1] == "." and follows != "..":
            raise self.refuse(say("This number has two decimal points."), start, end + 1)
        if "." in self.text[start:end] and _REPETEND.match(self.text, end):
            message = say("Repeating decimals are not read: write a fraction.")
            raise self.refuse(message, start, end + 1)
        if follows[:1] == "(" and self.text[end - 1] == ".":
            message = say("Repeating decimals are not read: write a fraction.")
            raise self.refuse(message, start, end + 1)
        if follows[:1] == "_":
            raise self.refuse(say("Write the number without the underscore."), start, end + 1)
        spelling = spell_number(self.text[start:end], self.place(start), self.place(end))
        self.index = end
        if follows[:1] == "%":
            self.index = end + 1
            spelling += "%"
        self.add("number", spelling, start, self.index)

    def scan_letters(self) -> None:
        start = self.index
        found = _LETTERS.match(self.text, start)
        end = found.end() if found else start + 1
        if end - start > LONGEST_RUN:
            raise self.refuse(
                say("At most {most} letters are read in a row.", most=LONGEST_RUN), start, end
            )
        word = self.words.words.get(self.text[start:end])
        if word and self.text[end : end + 1] not in ("_", "'") and not self._digit_at(end):
            self.index = end
            self.add(word.kind, word.canonical, start, end)
            return
        pieces, after = self.words.cut(self.text, start)
        if not pieces:
            self._scan_unknown(start, end, after)
            return
        self.index = after
        for piece in pieces:
            self._add_piece(piece, first=piece.start == start)

    def _digit_at(self, index: int) -> bool:
        return self.text[index : index + 1].isdigit()

    def _add_piece(self, piece: Piece, *, first: bool) -> None:
        self.spaced = self.spaced and first
        self.add(piece.word.kind, piece.word.canonical, piece.start, piece.end)

    def _scan_unknown(self, start: int, end: int, place: int) -> None:
        """A last chance for a capitalised function and for the T of a transposed matrix."""
        run = self.text[start:end]
        word = self.words.words.get(run.lower())
        self.index = end
        if run == "T" and self._after_power():
            self.add("transpose", "T", start, end)
        elif word and len(run) > 1 and word.kind in ("function", "constant", "operator"):
            self.add(word.kind, word.canonical, start, end)
        else:
            message, first, last = self.words.explain_unknown(self.text, start, place)
            raise self.refuse(message, first, last)

    def _after_power(self) -> bool:
        before = [token.text for token in self.tokens[-2:]]
        return before[-1:] == ["^"] or (before[:1] == ["^"] and before[1] in ("group", "(", "{"))

    def scan_sign(self, first: str) -> None:
        start = self.index
        for sign in _BY_FIRST[first]:
            if self.text.startswith(sign, start):
                break
        else:  # a first character of longer signs only, such as ~
            raise self.refuse(say("`{first}` has no meaning here.", first=first), start, start + 1)
        if sign in _CONFUSED:
            raise self.refuse(_CONFUSED[sign], start, start + len(sign))
        self.index = start + len(sign)
        self.add("operator", _SIGNS[sign], start, self.index)

    def scan_rarity(self, sign: str) -> None:
        start = self.index
        self.index += 1
        if sign == "∞":
            self.add("constant", "inf", start, self.index)
        elif sign in _VULGAR:
            self.add("fraction", _VULGAR[sign], start, self.index)
        elif sign in _ROOTS:
            self.add("function", _ROOTS[sign], start, self.index)
        elif sign == "∅":
            self.add("constant set", "empty", start, self.index)
        elif sign == _REALS:
            self.add("constant set", "reals", start, self.index)
        else:
            raise self.refuse(say("`{sign}` has no meaning here.", sign=sign), start, self.index)
