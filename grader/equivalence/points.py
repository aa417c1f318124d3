"""Points at which functions are compared: drawn from SHA-256, so the same everywhere, always."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import count
from struct import Struct

from flint import fmpq

from grader.equivalence.domain import REAL, Domain, Range

Real = tuple[fmpq, ...]
# How far from 0 the points of one round lie; most where functions are lively, some far out.
SPREADS = (4, 4, 1, 4, 12, 2, 4, 1, 40, 4)
GRAIN = 1 << 24
_WORDS = Struct(">4Q").unpack  # one digest is four numbers of 64 bits


class Stream:
    """Numbers that depend on the seed alone.

    >>> Stream("a").below(10) == Stream("a").below(10)
    True
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._count = 0
        self._words: list[int] = []

    def below(self, bound: int) -> int:
        """A number in 0 .. bound-1; the bias of 2^-40 does not matter for points."""
        if not self._words:
            self._words = list(_WORDS(sha256(self._seed + b"/%d" % self._count).digest()))
            self._count += 1
        return self._words.pop() % bound

    def between(self, low: Fraction, high: Fraction) -> fmpq:
        """A point strictly between two bounds."""
        (a, b), (c, d) = low.as_integer_ratio(), high.as_integer_ratio()
        step = 2 * self.below(GRAIN) + 1
        return fmpq(2 * GRAIN * a * d + (c * b - a * d) * step, 2 * GRAIN * b * d)


WHOLE = tuple(Fraction(n) for n in range(-3, 4))


@dataclass(frozen=True, slots=True)
class Corners:
    """Values around which functions may bend, jump or begin: the constants of max, floor, sqrt.

    Every second point keeps close to one of them.

    exact   whether every fourth point is one of them, or a whole number: floor(x) + 1 and ceil(x)
            differ nowhere else
    """

    values: Sequence[Fraction] = ()
    exact: bool = False


def real_points(
    names: Sequence[str],
    domain: Domain,
    seed: str,
    *,
    corners: Corners = Corners(),
    integers: bool = False,
) -> Iterator[Real]:
    """Yield points without end, one value a name in the order of `names`.

    integers   take integers for every name, for powers such as (-2)^n
    """
    stream = Stream(seed)
    ranges = [domain.of(name) for name in names]
    exact = (*corners.values, *WHOLE) if corners.exact else ()
    plain = not integers and all(values is REAL for values in ranges)
    near, below = corners.values or corners.exact, stream.below
    for rounds in count():
        spread = SPREADS[rounds % len(SPREADS)]
        if plain and not (rounds % 2 and near):
            yield tuple([fmpq((2 * below(GRAIN) + 1 - GRAIN) * spread, GRAIN) for _ in ranges])
        elif corners.exact and rounds % 4 == 3:
            yield tuple([_corner(stream, values, exact, spread) for values in ranges])
        else:
            around = corners.values if rounds % 2 else ()
            yield tuple([_value(stream, values, spread, around, integers) for values in ranges])


def _corner(stream: Stream, values: Range, corners: Sequence[Fraction], spread: int) -> fmpq:
    """One of the corners itself, where the range has it."""
    middle = corners[stream.below(len(corners))]
    whole = values.field != "integer" or middle.denominator == 1
    if whole and _inside(middle, values):
        return fmpq(middle.numerator, middle.denominator)
    return _value(stream, values, spread, (), False)


def _inside(value: Fraction, values: Range) -> bool:
    above = values.low is None or value > values.low
    return above and (values.high is None or value < values.high)


def _value(
    stream: Stream, values: Range, spread: int, corners: Sequence[Fraction], integers: bool
) -> fmpq:
    if integers or values.field == "integer":
        return fmpq(_integer(stream, values, min(spread, 12)))
    if corners:
        middle = corners[stream.below(len(corners))]
        if _inside(middle, values):
            low = middle - 1 if values.low is None else max(values.low, middle - 1)
            high = middle + 1 if values.high is None else min(values.high, middle + 1)
            return stream.between(low, high)
    return stream.between(*_window(values, Fraction(spread)))


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
