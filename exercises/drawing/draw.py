"""
The source of chance: `d`, the same numbers for the same (exercise, version, seed) everywhere.

Words of 64 bits come from SHA-256 in counter mode; integers by rejection, shuffles by Fisher and
Yates, normals by a fixed formula rounded to nine decimals. Nothing of `random` or NumPy is used:
their streams are promised for one version and build only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable
from typing import Any, TypeVar

from sympy import Rational

from exercises.drawing.normal import normal_quantile

T = TypeVar("T")
Whole = int  # inside the class `int` is the method

_WORD = 1 << 64


class NoVariant(Exception):
    """A recipe or `until` tried often enough: its condition is too strict."""


class Redraw(Exception):
    """`require` was not met: the whole draw block starts again with the next attempt."""


class Draw:
    """A stream of numbers named by its parts; each method takes the next ones from it."""

    def __init__(self, *names: object) -> None:
        self._names = names
        self._key = "\x1f".join(map(str, names)).encode()
        self._counter = 0
        self._bytes = b""

    def int(self, low: Whole, high: Whole, exclude: Container[Whole] = ()) -> Whole:
        """A whole number from `low` to `high`, both included, none of `exclude`."""
        if all(value in exclude for value in range(low, high + 1)):
            raise NoVariant(f"d.int({low}, {high}) has nothing left to choose from")
        while (value := low + self._below(high - low + 1)) in exclude:
            pass
        return value

    def choice(self, items: Iterable[T]) -> T:
        """One of `items`, each with the same chance; weigh by listing an item twice."""
        pool = list(items)
        if not pool:
            raise NoVariant("d.choice() has nothing to choose from")
        return pool[self._below(len(pool))]

    def shuffle(self, items: Iterable[T]) -> list[T]:
        """All of `items` in a drawn order, as a new list."""
        pool = list(items)
        for last in range(len(pool) - 1, 0, -1):
            other = self._below(last + 1)
            pool[last], pool[other] = pool[other], pool[last]
        return pool

    def sample(self, items: Iterable[T], count: Whole) -> list[T]:
        """`count` different places of `items`, in a drawn order."""
        pool = self.shuffle(items)
        if count > len(pool):
            raise NoVariant(f"d.sample() cannot take {count} of {len(pool)}")
        return pool[:count]

    def shared(self, name: str) -> Draw:
        """A stream of its own that gives all exercises the same numbers for the same seed: the
        milestones of a project draw one data set."""
        return Draw("shared", name, self._names[-1])

    def sign(self) -> Whole:
        """-1 or 1."""
        return self.choice((-1, 1))

    def unit(self) -> float:
        """A float in [0, 1): 53 random bits."""
        return (self._word() >> 11) / (1 << 53)

    def normal(self, mean: Any = 0, sd: Any = 1, digits: Whole = 2) -> Rational:
        """A normal number rounded to `digits` decimals (at most 9), as an exact rational."""
        # 52 bits and a half: never 0 and never rounded up to 1.
        z = normal_quantile(((self._word() >> 12) + 0.5) / (1 << 52))
        z = Rational(round(z * 10**9), 10**9)
        scale = 10 ** min(digits, 9)
        return Rational(round((mean + sd * z) * scale), scale)

    def until(self, make: Callable[[], T], good: Callable[[T], object], tries: Whole = 2000) -> T:
        """The first `make()` for which `good` holds; NoVariant after `tries`."""
        for _ in range(tries):
            value = make()
            if good(value):
                return value
        raise NoVariant(f"d.until() met its condition in none of {tries} tries")

    def _below(self, n: Whole) -> Whole:
        # Rejection: the words above the last multiple of n would favour small remainders.
        limit = _WORD - _WORD % n
        while (word := self._word()) >= limit:
            pass
        return word % n

    def _word(self) -> Whole:
        if len(self._bytes) < 8:
            self._bytes += hashlib.sha256(self._key + self._counter.to_bytes(8, "big")).digest()
            self._counter += 1
        word, self._bytes = self._bytes[:8], self._bytes[8:]
        return Whole.from_bytes(word, "big")


def require(*conditions: object) -> None:
    """Draw the whole block again (at most 50 times) unless every condition holds."""
    if not all(bool(condition) for condition in conditions):
        raise Redraw
