"""Drawing a paper from a pool by a blueprint, without a database.

Everything is decided by lots: numbers that are always the same for the same parts, and that nobody
outside can work out. Papers are drawn again and again, each time with other lots, until one lies
within the blueprint's bounds; the best of all is taken, and what it misses is told with it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from exercises.blueprints import Final as FinalRules
from exercises.blueprints import Mastery, ModuleExam, PaperPlan, Slot

REDRAWN: Final = 150  # times at most

#: A number for any parts: `catalog.drawing_lots.lot` on the site.
Lot = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Family:
    """An exercise as a pool knows it; `group` is the problem set of the course it stands in."""

    slug: str
    module: str
    level: int
    minutes: int
    kinds: frozenset[str]
    skills: tuple[str, ...]
    group: str

    @property
    def code(self) -> bool:
        return "code" in self.kinds


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper. misses: what of the blueprint the pool did not allow, in words for staff; pools:
    how many families each place could choose from."""

    families: tuple[Family, ...]
    misses: tuple[str, ...]
    pools: tuple[int, ...]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.families)

    @property
    def level(self) -> float:
        return sum(one.level for one in self.families) / max(1, len(self.families))


class TooThin(ValueError):
    """The pool has not even enough families for one paper."""


def draw_mastery(
    rules: Mastery,
    exam: ModuleExam,
    pool: Sequence[Family],
    lot: Lot,
    *,
    shut: Collection[str] = (),
    avoid: Collection[str] = (),
) -> Drawn:
    """A paper of one module.

    pool    families of the module, those of the learner's track
    shut    families that may not come: answered within a day
    avoid   families to be left out while the pool allows: of earlier papers
    """
    there = [one for one in pool if one.slug not in shut]
    programs = [one for one in there if one.code]
    wanted = [one for one in programs if one.slug in exam.code_pool]
    programs = wanted if len(wanted) >= exam.code else programs
    by_hand = [one for one in there if not one.code]
    if len(there) < exam.items:
        raise TooThin(f"{exam.module}: {len(there)} of {exam.items} needed are open")
    codes = min(exam.code, len(programs))
    if (short := exam.items - codes - len(by_hand)) > 0:  # what is written by hand is too little
        programs, codes = [one for one in there if one.code], codes + short
    best: tuple[tuple[str, ...], list[Family]] | None = None
    for turn in range(REDRAWN):
        rest = exam.items - codes
        chosen = [
            *_by_group(by_hand, rest, lot, turn, avoid),
            *_by_lot(programs, lot, turn, avoid)[:codes],
        ]
        misses = tuple(_misses_of_mastery(rules, exam, chosen, there))
        if best is None or len(misses) < len(best[0]):
            best = misses, chosen
        if not misses:
            break
    assert best is not None, "REDRAWN is positive"
    misses, chosen = best
    if codes != exam.code:
        misses = (*misses, f"{codes} programs where {exam.code} are planned")
    sizes = (len(by_hand),) * (exam.items - codes) + (len(programs),) * codes
    return Drawn(tuple(chosen), misses, sizes)


def scaled(exam: ModuleExam, own: int, whole: int) -> ModuleExam:
    """The exam for a track that has `own` of the module's `whole` skills: a paper as much shorter,
    of three exercises at least."""
    items = max(3, math.ceil(exam.items * own / whole))
    if items >= exam.items:
        return exam
    minutes = 5 * math.ceil(exam.minutes * items / exam.items / 5)
    return replace(exam, items=items, minutes=minutes, code=round(exam.code * items / exam.items))


def minutes_for(plan: int, drawn: Drawn) -> int:
    """What a sitter gets: the plan's minutes, and never less than the exercises are said to take
    whoever practises them."""
    return max(plan, 5 * math.ceil(drawn.minutes / 5))


def _by_lot(
    families: Iterable[Family], lot: Lot, turn: int, avoid: Collection[str]
) -> list[Family]:
    """In the order of their lots, those to be avoided last."""
    return sorted(families, key=lambda one: (one.slug in avoid, lot(turn, one.slug)))


def _by_group(
    families: Sequence[Family], many: int, lot: Lot, turn: int, avoid: Collection[str]
) -> list[Family]:
    """From each group as many as from the others, as far as they go: the groups take turns."""
    waiting: dict[str, list[Family]] = {}
    for one in _by_lot(families, lot, turn, avoid):
        waiting.setdefault(one.group, []).append(one)
    order = sorted(waiting, key=lambda group: lot(turn, "group", group))
    chosen: list[Family] = []
    while len(chosen) < many and any(waiting.values()):
        for group in order:
            if waiting[group] and len(chosen) < many:
                chosen.append(waiting[group].pop(0))
    return chosen


def _misses_of_mastery(
    rules: Mastery, exam: ModuleExam, chosen: Sequence[Family], pool: Sequence[Family]
) -> Iterable[str]:
    have = Counter("easy middle hard".split()[_third(one.level)] for one in chosen)
    for name, eighths in zip(("easy", "middle", "hard"), rules.levels, strict=True):
        wanted = exam.items * eighths / 8
        # A program's level is what it is: one place more or less is within the plan.
        if abs(have[name] - wanted) > 1 + exam.code:
            yield f"{have[name]} {name} ones where {wanted:g} are planned"
    kinds = set[str]().union(*(one.kinds for one in chosen))
    possible = set[str]().union(*(one.kinds for one in pool))
    if len(kinds) < min(rules.kinds, len(possible)):
        yield f"{len(kinds)} kinds of answer"
    groups = Counter(one.group for one in chosen if not one.code)
    if groups and max(groups.values()) - min(groups.values()) > 1:
        yield "uneven over the problem sets"


def _third(level: int) -> int:
    return 0 if level <= 2 else 1 if level == 3 else 2


def draw_final(
    rules: FinalRules,
    paper: PaperPlan,
    pool: Sequence[Family],
    lot: Lot,
    *,
    avoid: Collection[str] = (),
) -> Drawn:
    """A final paper: slot by slot, as long and as hard as all others.

    pool    families of the learner's track
    avoid   families to be left out while a slot's pool allows: seen lately
    """
    pools = [_pool_of(slot, paper, pool) for slot in paper.slots]
    thin = [place for place, one in enumerate(pools, start=1) if not one]
    if thin:
        raise TooThin(f"paper {paper.id}: no family for slot {thin[0]}")
    minutes, level = plan_of(pools)
    best: tuple[float, list[Family]] | None = None
    for turn in range(REDRAWN):
        chosen = _slot_by_slot(pools, lot, turn, avoid)
        off = _off(rules, chosen, minutes, level)
        if len(chosen) == len(pools) and (best is None or off < best[0]):
            best = off, chosen
        if best is not None and best[0] == 0:
            break
    if best is None:
        raise TooThin(f"paper {paper.id}: two slots share their only family")
    misses = () if best[0] == 0 else ("out of balance with other papers",)
    return Drawn(tuple(best[1]), misses, tuple(len(one) for one in pools))


def plan_of(pools: Sequence[Sequence[Family]]) -> tuple[float, float]:
    """The minutes of the mean paper of these slots, and its mean level."""
    minutes = sum(sum(one.minutes for one in pool) / len(pool) for pool in pools)
    level = sum(sum(one.level for one in pool) / len(pool) for pool in pools) / len(pools)
    return minutes, level


def _pool_of(slot: Slot, paper: PaperPlan, pool: Sequence[Family]) -> list[Family]:
    low, high = slot.levels
    return [
        one
        for one in pool
        if one.code == paper.code
        and one.module in slot.modules
        and low <= one.level <= high
        and (not slot.skills or one.skills[0] in slot.skills)
        and (not slot.kinds or one.kinds & set(slot.kinds))
    ]


def _slot_by_slot(
    pools: Sequence[Sequence[Family]], lot: Lot, turn: int, avoid: Collection[str]
) -> list[Family]:
    """The narrowest slots choose first; shorter than the slots if one found nothing left."""
    taken: dict[int, Family] = {}
    for place in sorted(range(len(pools)), key=lambda at: len(pools[at])):
        gone = {one.slug for one in taken.values()}
        left = [one for one in pools[place] if one.slug not in gone]
        if left:
            taken[place] = min(
                left, key=lambda one: (one.slug in avoid, lot(turn, place, one.slug))
            )
    return [taken[place] for place in sorted(taken)]


def _off(rules: FinalRules, chosen: Sequence[Family], minutes: float, level: float) -> float:
    """How far a paper lies outside of the bounds; 0 within them."""
    if not chosen:
        return float("inf")
    long = abs(sum(one.minutes for one in chosen) / minutes - 1) - rules.minutes_within
    mean = sum(one.level for one in chosen) / len(chosen)
    hard = abs(mean - level) - rules.level_within
    return max(0.0, long) / rules.minutes_within + max(0.0, hard) / rules.level_within


def pools_of(
    mastery: Mapping[str, ModuleExam], families: Sequence[Family]
) -> dict[str, tuple[int, int]]:
    """{module: (families there are, places of its paper)}."""
    have = Counter(one.module for one in families)
    return {name: (have[name], exam.items) for name, exam in mastery.items()}
