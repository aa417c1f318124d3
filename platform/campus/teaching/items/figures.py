"""What first attempts say of an item and of a set: pure arithmetic on a table of scores.

    scores   array (learners, items) of shares of the marks, 0 to 1; nan: nothing was graded there

Sources: classical test theory as Moodle's and PrairieLearn's item analysis have it; the corrected
discrimination leaves the item itself out of the total it is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np

Scores = np.ndarray[Any, np.dtype[np.float64]]
Pool = tuple[tuple[int, ...], int]  # columns, how many of them one gets
ENOUGH: Final = 50  # learners; with fewer every figure is provisional
EASY, HARD, WEAK = 0.95, 0.20, 0.20
GROUPS: Final = 5


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """n            learners with something graded at the item
    facility        mean share of the marks
    discrimination  correlation with the rest of the set, -1 to 1; None where either never varies
    quintiles       mean share of the marks by fifths of the learners, the weakest first
    flags           "easy", "hard", "weak", "against"; none while n is below ENOUGH
    """

    n: int
    facility: float | None
    discrimination: float | None
    quintiles: tuple[float | None, ...]
    flags: tuple[str, ...]

    @property
    def provisional(self) -> bool:
        return self.n < ENOUGH


@dataclass(frozen=True, slots=True)
class SetFigures:
    """alpha is Cronbach's, which is KR-20 where every score is 0 or 1; `error` is the standard
    error of a mark, as a share of the points."""

    learners: int
    mean: float | None
    deviation: float | None
    alpha: float | None
    error: float | None
    items: tuple[ItemFigures, ...]


def figures_of(scores: Scores, points: Scores, pools: Sequence[Pool] = ()) -> SetFigures:
    """The figures of a set.

    points   array (items,), > 0
    pools    columns that are drawn from, and how many of them a learner gets

    Learners with nothing graded anywhere are left out; elsewhere what was not done counts 0 in
    totals, as it does in marks, and nothing in the item's own figures. What a learner was not given
    is not asked of them: it is in no total and in no figure.

    >>> figures_of(np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 0.0]]), np.array([1.0, 1.0])).mean
    0.5
    """
    known = ~np.isnan(scores)
    present = known.any(axis=1) if scores.size else np.zeros(len(scores), dtype=bool)
    known, earned = known[present], np.nan_to_num(scores[present]) * points
    totals = earned.sum(axis=1)
    out_of = float(points.sum()) - sum(
        float(points[list(columns)].sum()) * (1 - min(1.0, take / len(columns)))
        for columns, take in pools
    )
    items = tuple(
        _item(earned[:, i], totals, known[:, i], float(points[i])) for i in range(len(points))
    )
    if len(totals) < 2:
        mean = float(totals[0] / out_of) if len(totals) else None
        return SetFigures(len(totals), mean, None, None, None, items)
    deviation = float(totals.std(ddof=1) / out_of)
    alpha = alpha_of(in_slots(earned, known, pools))
    error = None if alpha is None else deviation * sqrt(max(0.0, 1 - alpha))
    mean = float(totals.mean() / out_of)
    return SetFigures(len(totals), mean, deviation, alpha, error, items)


def in_slots(earned: Scores, known: np.ndarray[Any, Any], pools: Sequence[Pool]) -> Scores:
    """The columns of each pool as one for each exercise that a learner gets: their first, second, …

    Exercises that stand in for each other are taken as equals; alpha falls where they are not.

    >>> rows = np.array([[5.0, 0.0, 3.0], [0.0, 4.0, 2.0]])
    >>> in_slots(rows, rows > 0, [((0, 1), 1)]).tolist()
    [[3.0, 5.0], [2.0, 4.0]]
    """
    drawn = {column for columns, _ in pools for column in columns}
    table = [earned[:, i] for i in range(earned.shape[1]) if i not in drawn]
    for columns, take in pools:
        order = np.argsort(~known[:, columns], axis=1, kind="stable")
        own = np.take_along_axis(earned[:, columns], order, axis=1)
        table += list(own[:, :take].T)
    return np.array(table).T


def alpha_of(earned: Scores) -> float | None:
    """Cronbach's alpha of points (learners, items); None for fewer than two items or no spread.

    >>> round(alpha_of(np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 1.0], [0.0, 1.0]])), 3)
    0.727
    """
    _, k = earned.shape
    whole = float(earned.sum(axis=1).var(ddof=1)) if len(earned) > 1 else 0.0
    if k < 2 or whole <= 0:
        return None
    return float(k / (k - 1) * (1 - earned.var(axis=0, ddof=1).sum() / whole))


def _item(own: Scores, totals: Scores, known: np.ndarray[Any, Any], points: float) -> ItemFigures:
    n = int(known.sum())
    if n == 0:
        return ItemFigures(0, None, None, (None,) * GROUPS, ())
    facility = float(own[known].mean() / points)
    discrimination = correlation(own[known], (totals - own)[known])
    groups = np.array_split(np.argsort(totals[known], kind="stable"), GROUPS)
    quintiles = tuple(float(own[known][g].mean() / points) if len(g) else None for g in groups)
    return ItemFigures(n, facility, discrimination, quintiles, _flags(n, facility, discrimination))


def correlation(a: Scores, b: Scores) -> float | None:
    if len(a) < 3 or a.std() == 0 or b.std() == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def _flags(n: int, facility: float, discrimination: float | None) -> tuple[str, ...]:
    if n < ENOUGH:
        return ()
    found = []
    if facility < HARD:
        found.append("hard")
    if facility > EASY:
        found.append("easy")
    if discrimination is not None and discrimination < WEAK:
        found.append("against" if discrimination < 0 else "weak")
    return tuple(found)


def wide_wilson(right: float, n: int, z: float = 2.58) -> tuple[float, float]:
    """Where a true share lies in 99 cases of 100: many seeds are looked at, and one in ten would
    be flagged by luck alone at the usual width.

    >>> [round(end, 2) for end in wide_wilson(5, 10)]
    [0.18, 0.82]
    """
    share = right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)
