"""
The words one answer may use: the names its exercise declares, functions, constants.

A run of letters is cut into as few of them as possible (`xsinx` is x, sin, x), so a word that is
declared as a whole wins over its letters. What cannot be cut is refused, and the refusal names
the letter and says what would be understood.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from grader.parse.functions import ALIASES, ARITY, CONSTANTS, FIXED_SECOND, GREEK
from grader.sentences import say

WordKind = Literal["name", "constant", "function", "operator"]
_OPERATORS = {"or", "and", "in", "union", "intersect", "setminus", "mod"}
ANY_NUMBER = (1, 60)  # of arguments, for a function of which nothing is known
_GREEK_NAMES = frozenset(GREEK.values())
_GREEK_LETTERS = {name: [sign for sign, n in GREEK.items() if n == name] for name in _GREEK_NAMES}
_SUBSCRIPT = re.compile(r"_\{?([^{}]*)\}?")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: what is typed, what kind of thing it is, its canonical spelling."""

    spelling: str
    kind: WordKind
    canonical: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A word found in a text, with its place there."""

    word: Word
    start: int
    end: int


class Vocabulary:
    """The words of one exercise.

    names      declared names, in ASCII or Greek: "x", "x_1", "theta", "λ", "xbar"
    functions  further functions of any number of arguments: "f", "Phi"
    constants  which of pi, e, i and inf keep their meaning where no name takes it
    """

    def __init__(
        self, names: Sequence[str], functions: Sequence[str], constants: Sequence[str]
    ) -> None:
        self.names = {canonical_name(name): name for name in names}
        self.own_functions = frozenset(functions)
        base = _common(frozenset(constants))
        declared = {word.spelling: word for word in self._declared()}
        self.words = {**base.words, **declared}
        self._by_first = dict(base.by_first)
        for first in {spelling[0] for spelling in declared}:
            own = [word for spelling, word in declared.items() if spelling[0] == first]
            others = [w for w in base.by_first.get(first, ()) if w.spelling not in declared]
            self._by_first[first] = sorted(own + others, key=lambda word: -len(word.spelling))

    def _declared(self) -> Iterator[Word]:
        """Every spelling of what the exercise declares; what comes later wins."""
        yield from (Word(name, "function", name) for name in self.own_functions)
        for name in self.names:
            if "_" in name and name.replace("_", "") not in self.names:
                yield Word(name.replace("_", ""), "name", name)  # x1 for a declared x_1
        for name in self.names:
            yield from (Word(spelling, "name", name) for spelling in _spellings(name))

    def arity(self, function: str) -> tuple[int, int]:
        return ANY_NUMBER if function in self.own_functions else ARITY.get(function, (1, 1))

    def cut(self, text: str, start: int) -> tuple[list[Piece], int]:
        """Cut the run of letters at `start` into words.

        Gives the words and the place after them; no words, and the place of the first letter
        that cannot be read, when there is no way to cut.
        """
        best: dict[int, tuple[int, int, Word | None]] = {start: (0, start, None)}
        place = furthest = last_whole = start
        while place <= furthest:
            if place in best:
                cost, _, last = best[place]
                if last and self._may_end(text, place, last):
                    last_whole = place
                for word in self._words_at(text, place):
                    if last and last.kind == "function" and word.spelling in ("e", "i"):
                        continue  # sine is not sin(e)
                    after = place + len(word.spelling)
                    if after not in best or best[after][0] > cost + 1:
                        best[after] = (cost + 1, place, word)
                        furthest = max(furthest, after)
            place += 1
        if last_whole == start:
            return [], furthest
        return _trace(best, last_whole), last_whole

    def _may_end(self, text: str, place: int, last: Word) -> bool:
        """Whether the run may stop here: before a letter it goes on, `_` belongs to a logarithm or
        to a sequence."""
        follows = text[place : place + 1]
        if follows == "_":
            return last.canonical == "log" or last.canonical in self.own_functions
        return not follows.isalpha() and follows != "'"

    def _words_at(self, text: str, place: int) -> Iterator[Word]:
        for word in self._by_first.get(text[place : place + 1], ()):
            after = place + len(word.spelling)
            if text.startswith(word.spelling, place) and not _cuts_digits(text, after):
                if word.kind != "operator" or _stands_alone(text, place, after):
                    yield word

    def explain_unknown(
        self, text: str, start: int, place: int, *, whole: bool = False
    ) -> tuple[str, int, int]:
        """Words for a run at `start` that cannot be read from `place` on, and the span to mark.

        whole   the run is one command, which is named in full
        """
        run = re.compile(r"\w+").match(text, start)
        end = run.end() if run else place + 1
        word = text[start:end]
        if text[end : end + 1] == "(" and len(word) > 1:
            near = self._near(word, kinds=("function",))
            said = say("`{word}` is not a function that can be used here.", word=word)
            return _hinted(said, near), start, end
        if text[place : place + 1] in ("_", "'") or word in _GREEK_NAMES:
            said = say("`{word}` is not a name in this question.", word=word)
            return _hinted(said, self._known()), start, end
        letter = text[place : place + 1]
        near = self._near(word) if len(word) > 1 else ""
        swapped = letter.swapcase()
        if swapped in self.names or (letter.isupper() and swapped in self.words):
            near = say("Did you mean {name}?", name=swapped)
        said = say("`{letter}` has no meaning in this question.", letter=word if whole else letter)
        return _hinted(said, near or self._known()), place, place + 1

    def _near(self, word: str, kinds: tuple[WordKind, ...] = ("function", "name")) -> str:
        known = [entry.spelling for entry in self.words.values() if entry.kind in kinds]
        known = [spelling for spelling in known if len(spelling) > 2 or spelling in self.names]
        near = difflib.get_close_matches(word[:30], known, n=1, cutoff=0.6)
        return say("Did you mean {name}?", name=near[0]) if near else ""

    def _known(self) -> str:
        names = list(self.names)
        if not names:
            return say("No letters are used in this answer.")
        if len(names) == 1:
            return say("Did you mean {name}?", name=names[0])
        return say(
            "The names here are {names} and {last}.", names=", ".join(names[:-1]), last=names[-1]
        )


@dataclass(frozen=True, slots=True)
class _Common:
    """What every vocabulary holds: functions, operators and the constants that are allowed."""

    words: dict[str, Word]
    by_first: dict[str, list[Word]]


@lru_cache(maxsize=16)
def _common(constants: frozenset[str]) -> _Common:
    entries = [
        *(Word(spelt, "constant", name) for spelt, name in CONSTANTS.items() if name in constants),
        *(Word(name, "function", name) for name in ARITY),
        *(Word(alias, "function", name) for alias, name in ALIASES.items()),
        *(Word(alias, "function", alias) for alias in FIXED_SECOND),
        *(Word(operator, "operator", operator) for operator in _OPERATORS),
    ]
    words = {word.spelling: word for word in entries}
    firsts = {spelling[0] for spelling in words}
    return _Common(words, {first: _longest_first(words, first) for first in firsts})


def _longest_first(words: dict[str, Word], first: str) -> list[Word]:
    found = [word for spelling, word in words.items() if spelling[0] == first]
    return sorted(found, key=lambda word: -len(word.spelling))


@lru_cache(maxsize=512)
def vocabulary(
    names: tuple[str, ...], functions: tuple[str, ...], constants: tuple[str, ...]
) -> Vocabulary:
    return Vocabulary(names, functions, constants)


def canonical_name(name: str) -> str:
    """The ASCII spelling under which a name is kept, with its primes at the end.

    >>> canonical_name("λ_{12}"), canonical_name("x_{i,j}"), canonical_name("y'_1")
    ('lambda_12', 'x_i_j', "y_1'")
    """
    plain = "".join(GREEK.get(letter, letter) for letter in name.replace(" ", ""))
    plain = _SUBSCRIPT.sub(lambda found: "_" + found[1].replace(",", "_"), plain)
    return plain.replace("'", "") + "'" * plain.count("'")


def _spellings(name: str) -> Iterator[str]:
    """The ways a canonical name may be typed: `theta_1`, `θ_1`, `theta_{1}`, …"""
    bare = name.rstrip("'")
    primes = name[len(bare) :]
    base, joint, subscript = bare.partition("_")
    bases = [base, *_GREEK_LETTERS.get(base, ())]
    subscripts = [subscript, *_GREEK_LETTERS.get(subscript, ())]
    for spelt in bases:
        yield f"{spelt}{joint}{subscript}{primes}"
        if joint:
            for index in subscripts:
                yield f"{spelt}_{index}{primes}"
                yield f"{spelt}_{{{index.replace('_', ',')}}}{primes}"
                if primes:
                    yield f"{spelt}{primes}_{index}"


def _hinted(said: str, hint: str) -> str:
    return say("{said} {hint}", said=said, hint=hint) if hint else said


def _cuts_digits(text: str, after: int) -> bool:
    return text[after - 1].isdigit() and text[after : after + 1].isdigit()


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    return not before.isalpha() and not text[end : end + 1].isalpha()


def _trace(best: dict[int, tuple[int, int, Word | None]], place: int) -> list[Piece]:
    pieces: list[Piece] = []
    while True:
        _, before, word = best[place]
        if word is None:
            return pieces[::-1]
        pieces.append(Piece(word, before, place))
        place = before
