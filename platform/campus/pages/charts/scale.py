"""A range of numbers laid on a line of the page, straight or by powers of ten, and its marks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WANTED_MARKS = 5
FARTHEST = 1e4
"""Units of the page; what lies farther out is not seen, and need not be exact."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` over places from `start` to `end`; low < high."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float | None) -> float | None:
        """The place of a value; None for a gap, and for what has no logarithm."""
        if value is None or (self.log and value <= 0):
            return None
        low, high = self._flat(self.low), self._flat(self.high)
        share = (self._flat(value) - low) / (high - low)
        place = self.start + share * (self.end - self.start)
        return max(-FARTHEST, min(FARTHEST, place))

    def marks(self) -> list[tuple[float, str]]:
        """Round values inside the range with their words."""
        if self.log:
            powers = range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
            every = -(-len(powers) // (WANTED_MARKS + 2)) or 1
            return [
                (10.0**power, f"1e{power}" if abs(power) > 3 else f"{10.0**power:g}")
                for power in powers[::every]
            ]
        step = round_step((self.high - self.low) / WANTED_MARKS)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        if not 0 <= last - first <= 4 * WANTED_MARKS:  # a range too narrow for its distance from 0
            return [(self.low, f"{self.low:g}"), (self.high, f"{self.high:g}")]
        return [(step * k, f"{round(step * k, 12):g}") for k in range(first, last + 1)]

    def _flat(self, value: float) -> float:
        return math.log10(value) if self.log else value


def fitted(
    values: Iterable[float | None],
    limits: Sequence[float | None],
    start: float,
    end: float,
    *,
    log: bool = False,
    tight: bool = False,
) -> Scale:
    """The scale that shows all values, or the part that the limits leave.

    tight   no margin beside the outermost values
    """
    known = [value for value in values if value is not None and (value > 0 or not log)]
    low, high = (min(known), max(known)) if known else (1.0, 10.0) if log else (0.0, 1.0)
    if not tight and not log:
        margin = 0.04 * (high - low)
        low, high = low - margin, high + margin
    given = [value if value is not None and (value > 0 or not log) else None for value in limits]
    low = low if given[0] is None else given[0]
    high = high if given[1] is None else given[1]
    if high < low:
        low, high, start, end = high, low, end, start
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        low, high = (
            (low / 2, high * 2) if log else (low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2)
        )
    return Scale(low, high, start, end, log)


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is at least `least`.

    >>> round_step(0.3), round_step(7)
    (0.5, 10.0)
    """
    power = 10.0 ** math.floor(math.log10(least))
    return next(unit * power for unit in (1, 2, 5, 10) if unit * power >= least * (1 - 1e-9))
