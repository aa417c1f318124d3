"""What was done at the items of a set: a few aggregates, never a row an answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.db import connection

from campus.courses.models import Item, ProblemSet
from campus.teaching.items.figures import (
    ItemFigures,
    Pool,
    Scores,
    SetFigures,
    figures_of,
    wide_wilson,
)

_FIRST: Final = """
SELECT DISTINCT ON (item_id, learner_id) item_id, learner_id, first_score
FROM learning_attempt WHERE item_id = ANY(%s) AND first_score IS NOT NULL
ORDER BY item_id, learner_id, number
"""
_WORK: Final = """
SELECT item_id, sum(tries)::float / count(DISTINCT learner_id),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes)
FROM (
  SELECT item_id, learner_id, tries,
    extract(epoch FROM least(finished_at - opened_at, interval '30 minutes')) / 60 AS minutes
  FROM learning_attempt WHERE item_id = ANY(%s) AND tries > 0
) worked GROUP BY item_id
"""
_SEEDS: Final = """
SELECT variant.seed, variant.id, version.number, count(*), avg(first_score)
FROM learning_attempt attempt
JOIN catalog_variant variant ON variant.id = attempt.variant_id
JOIN catalog_exerciseversion version ON version.id = variant.version_id
WHERE item_id = %s AND first_score IS NOT NULL
GROUP BY 1, 2, 3 HAVING count(*) >= 5 ORDER BY 4 DESC LIMIT 60
"""
SLOW: Final = 3.0  # times the median of the set


@dataclass(frozen=True, slots=True)
class Work:
    """Mean graded tries of a learner; minutes of an attempt that ended, None if none did."""

    tries: float
    median: float | None
    long: float | None  # nine of ten took less


@dataclass(frozen=True, slots=True)
class ItemLine:
    item: Item
    figures: ItemFigures
    work: Work | None
    slow: bool


@dataclass(frozen=True, slots=True)
class Seed:
    """First answers at one variant; low and high hold the true mean in 99 cases of 100."""

    seed: int
    variant: int
    version: int
    n: int
    mean: float
    low: float
    high: float
    unfair: bool


def figures_of_set(problem_set: ProblemSet) -> tuple[SetFigures, list[ItemLine]]:
    items = list(problem_set.items.select_related("exercise", "pool"))
    figures = figures_of(*_table(items), _pools(items))
    work = _work([item.pk for item in items])
    medians = [one.median for one in work.values() if one.median is not None]
    usual = float(np.median(medians)) if medians else None
    lines = []
    for item, own in zip(items, figures.items, strict=True):
        done = work.get(item.pk)
        long = done.long if done else None
        slow = not own.provisional and bool(usual and long and long > SLOW * usual)
        lines.append(ItemLine(item, own, done, slow))
    return figures, lines


def seeds_of(item: Item, facility: float) -> list[Seed]:
    """The variants that at least five began with. Unfair: whose interval leaves the mean of all
    out. A share of the marks is treated as that share of a right answer, which is never less
    certain than it is."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEDS, [item.pk])
        rows = cursor.fetchall()
    found = []
    for seed, variant, version, n, mean in rows:
        low, high = wide_wilson(mean * n, n)
        found.append(Seed(seed, variant, version, n, mean, low, high, not low <= facility <= high))
    return found


def _pools(items: list[Item]) -> list[Pool]:
    """Places in the list of what is drawn from, and how many of them a learner gets."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if item.pool_id is not None:
            places[item.pool_id].append(place)
    take = {item.pool_id: item.pool.take for item in items if item.pool is not None}
    return [(tuple(own), take[pool]) for pool, own in places.items()]


def _table(items: list[Item]) -> tuple[Scores, Scores]:
    places = {item.pk: place for place, item in enumerate(items)}
    rows: dict[int, Scores] = defaultdict(lambda: np.full(len(items), np.nan))
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [list(places)])
        for item, learner, score in cursor.fetchall():
            rows[learner][places[item]] = score
    table = np.array(list(rows.values())).reshape(len(rows), len(items))
    return table, np.array([float(_points(item)) or 1.0 for item in items])


def _points(item: Item) -> int:
    return item.points if item.pool is None else item.pool.points


def _work(items: list[int]) -> dict[int, Work]:
    with connection.cursor() as cursor:
        cursor.execute(_WORK, [items])
        return {
            item: Work(tries, _float(median), _float(long))
            for item, tries, median, long in cursor.fetchall()
        }


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
