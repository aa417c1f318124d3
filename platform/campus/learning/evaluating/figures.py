"""How well chances fit what happened: ranking, log-loss and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

BINS: Final = 10
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of one tenth of the range: how many, their mean, the mean of what happened."""

    low: float
    n: int
    predicted: float
    happened: float


@dataclass(frozen=True, slots=True)
class Figures:
    """auc          chance that a right answer was given the higher prediction; nan for one class
    log_loss     mean, natural logarithm
    ece          mean distance of predicted and happened over the bins, weighted by their n"""

    n: int
    auc: float
    log_loss: float
    ece: float
    bins: tuple[Bin, ...]


def figures_of(chances: Sequence[float], scores: Sequence[float]) -> Figures:
    """chances and scores are shares from 0 to 1 of one length, at least one; a score of a half and
    more counts as right."""
    p = np.clip(np.asarray(chances, dtype=np.float64), 1e-6, 1 - 1e-6)
    y = (np.asarray(scores, dtype=np.float64) >= 0.5).astype(np.float64)
    bins = _bins(p, y)
    return Figures(
        n=len(y),
        auc=_auc(p, y),
        log_loss=float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))),
        ece=sum(b.n * abs(b.predicted - b.happened) for b in bins) / len(y),
        bins=bins,
    )


def _auc(p: Floats, y: Floats) -> float:
    """The rank-sum statistic; ties count half."""
    positive = float(y.sum())
    negative = len(y) - positive
    if not positive or not negative:
        return float("nan")
    _, where, counts = np.unique(p, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = ((last - counts + 1 + last) / 2)[where]
    return float((ranks[y == 1].sum() - positive * (positive + 1) / 2) / (positive * negative))


def _bins(p: Floats, y: Floats) -> tuple[Bin, ...]:
    place = np.minimum((p * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(i / BINS, int(own.sum()), float(p[own].mean()), float(y[own].mean()))
        for i in range(BINS)
        if (own := place == i).any()
    )
