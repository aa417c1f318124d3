"""The ranks of vectors with letters in them, at points of their domain."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

from grader.equivalence.domain import Domain
from grader.equivalence.linear import Rows, rank
from grader.equivalence.points import real_points
from grader.equivalence.sampling import fraction
from grader.tree import free_names, number, substitute

ANYWHERE, MOST_PLACES = 3, 12
WHOLE = (0, 1, -1, 2, -2)


def ranks(answer: Rows, key: Rows, domain: Domain) -> list[tuple[int, int]]:
    """The rank of `answer`, and of `key` and `answer` together, wherever the key is independent.

    Without letters there is one place to look at. With letters there are some points that say what
    holds almost everywhere, and small whole numbers, where factors such as a or a - 1 vanish.
    Places where a value is undefined or no rank can be told are left out; none may be left.
    """
    found = []
    for rows in (_at(place, key, answer) for place in _places((*key, *answer), domain)):
        wanted, given = rows[: len(key)], rows[len(key) :]
        if rank(wanted) == len(key):
            own, both = rank(given), rank(rows)
            if own is not None and both is not None:
                found.append((own, both))
    return found


def independent(rows: Rows, domain: Domain) -> bool:
    """Whether vectors are independent, almost everywhere if they hold letters."""
    return any(rank(_at(place, rows)) == len(rows) for place in _places(rows, domain))


def _at(place: dict[str, Fraction], *bundles: Rows) -> Rows:
    values = {name: number(value) for name, value in place.items()}
    rows = tuple(row for rows in bundles for row in rows)
    return (
        tuple(tuple(substitute(entry, values) for entry in row) for row in rows) if place else rows
    )


def _places(rows: Rows, domain: Domain) -> Iterator[dict[str, Fraction]]:
    names = sorted({name for row in rows for entry in row for name in free_names(entry)})
    if not names:
        yield {}
        return
    for point in islice(real_points(names, domain, "rank"), ANYWHERE):
        values = (fraction(value).limit_denominator(64) for value in point)
        yield dict(zip(names, values, strict=True))
    corners = product(map(Fraction, WHOLE), repeat=len(names))
    within = (
        corner
        for corner in corners
        if all(_inside(value, domain, name) for name, value in zip(names, corner, strict=True))
    )
    for corner in islice(within, MOST_PLACES):
        yield dict(zip(names, corner, strict=True))


def _inside(value: Fraction, domain: Domain, name: str) -> bool:
    low, high = domain.of(name).low, domain.of(name).high
    return (low is None or value > low) and (high is None or value < high)
