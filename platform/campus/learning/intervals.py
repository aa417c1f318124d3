"""Ranges that a page may show: no figure claims more than its answers say."""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import Final

from campus.learning import elo

STEP: Final = 5  # per cent
_Z: Final = 1.645  # nine cases of ten


def wilson(right: int, n: int) -> tuple[float, float]:
    """Where the true share lies in nine cases of ten, by answers alone; n at least 1.

    >>> [round(share, 2) for share in wilson(4, 4)]
    [0.6, 1.0]
    """
    share = right / n
    middle = (share + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def honest_range(logit: float, right: int, n: int) -> tuple[int, int]:
    """Per cent in steps of five: what the model expects, widened by what the answers alone would
    say. The model is sure too soon while nobody else has tried the exercises.

    >>> honest_range(4.0, 4, 4), honest_range(0.0, 2, 4)
    ((55, 100), (15, 85))
    """
    model_low, _, model_high = elo.band(logit, n)
    low, high = wilson(right, n)
    low, high = min(low, model_low), max(high, model_high)
    return floor(100 * low / STEP) * STEP, min(100, ceil(100 * high / STEP) * STEP)
