"""When an examination is passed, without a database: shares of the marks and the bounds on them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from exercises.blueprints import Final as FinalRules
from exercises.blueprints import Mastery

#: Of a standard error, for 90 of 100.
Z_90: Final = 1.645

Outcome = Literal["failed", "passed", "distinction"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One exercise of a paper: its share of the marks, 0 to 1, what it counts, where it belongs."""

    share: float
    points: float
    group: str


@dataclass(frozen=True, slots=True)
class Share:
    """Per cent of the marks of some exercises. low, high: within which the true share lies in nine
    of ten cases, if these exercises were drawn from many like them."""

    per_cent: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome
    whole: Share
    groups: Mapping[str, Share]
    short: tuple[str, ...]  # groups below their bound


def judge_mastery(rules: Mastery, marks: Sequence[Mark]) -> Verdict:
    """Of one module's paper; groups are the problem sets its exercises come from."""
    groups = _groups(marks)
    whole = share_of(marks)
    short = tuple(name for name, one in groups.items() if one.per_cent < rules.pass_group)
    passed = whole.per_cent >= rules.pass_all and not short
    return Verdict("passed" if passed else "failed", whole, groups, short)


def judge_final(rules: FinalRules, marks: Sequence[Mark]) -> Verdict:
    """Of all papers together; groups are the core areas."""
    groups = {name: share_of(one for one in marks if one.group == name) for name in rules.areas}
    whole = share_of(marks)
    short = tuple(name for name, one in groups.items() if one.per_cent < rules.pass_area)
    outcome: Outcome = "failed"
    if whole.per_cent >= rules.pass_all and not short:
        best = all(one.per_cent >= rules.distinction_area for one in groups.values())
        outcome = "distinction" if best and whole.per_cent >= rules.distinction_all else "passed"
    return Verdict(outcome, whole, groups, short)


def share_of(marks: Iterable[Mark]) -> Share:
    """The share of the marks; its range from the spread of the exercises, 0 to 100 with fewer than
    two of them."""
    rows = list(marks)
    points = sum(one.points for one in rows)
    if not points:
        return Share(0.0, 0.0, 100.0, 0)
    mean = sum(one.share * one.points for one in rows) / points
    if len(rows) < 2:
        return Share(100 * mean, 0.0, 100.0, len(rows))
    # A spread of nothing is luck with so few: one exercise half right is thought in with them.
    shares = [*(one.share for one in rows), 0.5]
    middle = sum(shares) / len(shares)
    spread = math.sqrt(sum((one - middle) ** 2 for one in shares) / (len(shares) - 1))
    off = 100 * Z_90 * spread / math.sqrt(len(shares))
    return Share(100 * mean, max(0.0, 100 * mean - off), min(100.0, 100 * mean + off), len(rows))


def _groups(marks: Sequence[Mark]) -> dict[str, Share]:
    names = dict.fromkeys(one.group for one in marks)
    return {name: share_of(one for one in marks if one.group == name) for name in names}
