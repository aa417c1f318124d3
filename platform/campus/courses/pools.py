"""What a learner gets of a set's pools: drawn by a secret, the same each time, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from campus.catalog.drawing_lots import lot
from campus.courses.models import Draw, Item, Pool, ProblemSet


def drawn(pool: int, learner: int, items: Iterable[int], take: int) -> list[int]:
    """The items that fall to the learner: a function of the site's secret, the pool, the learner
    and the item alone. One more item in the pool moves at most one of what was drawn before."""
    by_lot = sorted(items, key=lambda item: (lot("pool-draw", pool, learner, item), item))
    return by_lot[:take]


def items_for(problem_set: ProblemSet, learner: int, *, keep: bool = True) -> list[Item]:
    """The items of the set as this learner has them, in order: the fixed ones, and their draw.

    keep   write the draw down, as when the learner looks; a preview writes nothing
    """
    items = list(problem_set.items.select_related("exercise", "pool"))
    pools = {item.pool_id: item.pool for item in items if item.pool is not None}
    if not pools:
        return items
    kept = dict(
        Draw.objects.filter(pool__in=list(pools), learner=learner).values_list("pool", "items")
    )
    mine: set[int] = set()
    for pk, pool in pools.items():
        mine |= set(kept[pk] if pk in kept else _draw(pool, learner, items, keep=keep))
    return [item for item in items if item.pool_id is None or item.pk in mine]


def _draw(pool: Pool, learner: int, items: Sequence[Item], *, keep: bool) -> list[int]:
    fallen = drawn(
        pool.pk, learner, [item.pk for item in items if item.pool_id == pool.pk], pool.take
    )
    if keep:
        Draw.objects.bulk_create(
            [Draw(pool=pool, learner_id=learner, items=fallen)], ignore_conflicts=True
        )
    return fallen


def fell_to(item: Item, learner: int) -> bool:
    """Whether the learner has this item: always, or by a draw that has been kept."""
    if item.pool_id is None:
        return True
    return Draw.objects.filter(
        pool=item.pool_id, learner=learner, items__contains=[item.pk]
    ).exists()


def out_of(items: Iterable[Item]) -> int:
    """The points of a set: of its fixed items, and of as many of each pool as one gets."""
    points, taken = 0, dict[int, int]()
    for item in items:
        if item.pool is None:
            points += item.points
        elif taken.setdefault(item.pool.pk, 0) < item.pool.take:
            taken[item.pool.pk] += 1
            points += item.points
    return points
