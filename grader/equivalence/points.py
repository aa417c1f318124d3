"""Points at which functions are compared: drawn from SHA-256, so the same everywhere, always."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import fmpq

from grader.equivalence.domain import Domain, Range

Real = tuple[fmpq, ...]
# How far from 0 the points of one round lie; most where functions are lively, some far out.
SPREADS = (4, 4, 1, 4, 12, 2, 4, 1, 40, 4)
GRAIN = 1 << 24


class Stream:
    """Numbers that depend on the seed alone.

    >>> Stream("a").below(10) == Stream("a").below(10)
    True
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._count = 0
        self._words: list[int] = []

    def word(self) -> int:
        """The next 64 bits."""
        if not self._words:
            block = hashlib.sha256(self._seed + b"/%d" % self._count).digest()
            self._words = [int.from_bytes(block[i : i + 8], "big") for i in range(0, 32, 8)]
            self._count += 1
        return self._words.pop()

    def below(self, bound: int) -> int:
        """A number in 0 .. bound-1; the bias of 2^-40 does not matter for points."""
        return self.word() % bound

    def between(self, low: Fraction, high: Fraction) -> fmpq:
        """A point strictly between two bounds."""
        (a, b), (c, d) = low.as_integer_ratio(), high.as_integer_ratio()
        step = 2 * self.below(GRAIN) + 1
        return fmpq(2 * GRAIN * a * d + (c * b - a * d) * step, 2 * GRAIN * b * d)


def real_points(
    names: Sequence[str],
    domain: Domain,
    seed: str,
    *,
    near: Sequence[Fraction] = (),
    integers: bool = False,
) -> Iterator[Real]:
    """Yield points without end, one value a name in the order of `names`.

    near      values around which a function may bend (the constants of abs, max, floor); some
              rounds keep close to one of them
    integers  take integers for every name, for powers such as (-2)^n
    """
    stream = Stream(seed)
    rounds = 0
    while True:
        spread = SPREADS[rounds % len(SPREADS)]
        yield tuple(
            _value(stream, domain.of(name), spread, rounds, near, integers) for name in names
        )
        rounds += 1


def _value(
    stream: Stream,
    values: Range,
    spread: int,
    rounds: int,
    near: Sequence[Fraction],
    integers: bool,
) -> fmpq:
    if integers or values.field == "integer":
        return fmpq(_integer(stream, values, min(spread, 12)))
    if values.low is None and values.high is None and not near:
        return fmpq((2 * stream.below(GRAIN) + 1 - GRAIN) * spread, GRAIN)
    low, high = _window(values, Fraction(spread))
    if near and rounds % 2:
        middle = near[stream.below(len(near))]
        if low < middle < high:
            low, high = max(low, middle - 1), min(high, middle + 1)
    return stream.between(low, high)


def _integer(stream: Stream, values: Range, spread: int) -> int:
    low, high = _window(values, Fraction(spread))
    first, last = -(-low.numerator // low.denominator), high.numerator // high.denominator
    return first + stream.below(last - first + 1) if last >= first else first


def _window(values: Range, spread: Fraction) -> tuple[Fraction, Fraction]:
    """The part of a range that lies within `spread` of its finite end, or of 0."""
    if values.low is not None and values.high is not None:
        return values.low, values.high
    if values.low is not None:
        return values.low, values.low + spread
    if values.high is not None:
        return values.high - spread, values.high
    return -spread, spread
