"""Simulated learners: the same seed tells the same stories, and the rules tell people apart."""

from __future__ import annotations

from hashlib import sha256

import pytest

from campus.programme.beliefs import Graph
from campus.programme.crowd import draw_learners
from campus.programme.drawing import Family, TooThin, draw_final, draw_mastery, scaled
from campus.programme.passing import Mark, judge_final, judge_mastery, share_of
from exercises.blueprints import read_blueprints
from exercises.skills import read_skills

RULES = read_blueprints()


def lot(*parts: object) -> int:
    return int.from_bytes(sha256(repr(parts).encode()).digest()[:6], "big")


def family(number: int, *, level: int = 2, kind: str = "exact", group: str = "M05.1") -> Family:
    return Family(f"f{number}", "M05", level, 7, frozenset({kind}), ("eigenvalues",), group)


def a_pool() -> list[Family]:
    kinds = ("exact", "matrix", "mc", "order", "expr", "vector")
    return [
        *(
            family(n, level=1 + n % 5, kind=kinds[n % 6], group=f"M05.{1 + n % 2}")
            for n in range(20)
        ),
        *(family(20 + n, level=3, kind="code") for n in range(3)),
    ]


def test_the_same_seed_draws_the_same_learners() -> None:
    graph = Graph(read_skills(), ())
    assert draw_learners(graph, 3, 7) == draw_learners(graph, 3, 7)
    assert draw_learners(graph, 3, 7) != draw_learners(graph, 3, 8)


def test_a_mastery_paper_keeps_its_blueprint() -> None:
    exam = RULES.mastery.modules["M05"]
    drawn = draw_mastery(RULES.mastery, exam, a_pool(), lot)
    assert drawn.misses == () and len(drawn.families) == 8
    assert sum(one.code for one in drawn.families) == 1
    groups = [one.group for one in drawn.families if not one.code]
    assert abs(groups.count("M05.1") - groups.count("M05.2")) <= 1
    assert len({one.slug for one in drawn.families}) == 8


@pytest.mark.parametrize(
    ("pool", "missing"),
    [
        ([family(n, kind=f"k{n}") for n in range(12)], "8 easy ones where 3 are planned"),
        ([family(n, level=1 + n % 5) for n in range(12)], "0 programs where 1 are planned"),
        (a_pool()[:6] + a_pool()[20:], "2 programs where 1 are planned"),  # too few by hand
    ],
)
def test_what_the_pool_does_not_allow_is_told(pool: list[Family], missing: str) -> None:
    assert missing in draw_mastery(RULES.mastery, RULES.mastery.modules["M05"], pool, lot).misses


def test_a_pool_too_thin_for_one_paper_draws_none() -> None:
    with pytest.raises(TooThin, match="M05: 7 of 8 needed are open"):
        draw_mastery(RULES.mastery, RULES.mastery.modules["M05"], a_pool()[:7], lot)


def test_a_track_with_a_part_of_a_module_has_a_shorter_paper() -> None:
    exam = RULES.mastery.modules["M11"]
    short = scaled(exam, 2, 8)
    assert (short.items, short.minutes) == (3, 30)
    assert scaled(exam, 8, 8) == exam


def test_a_final_paper_never_asks_the_same_family_twice_and_avoids_what_was_seen() -> None:
    plan = RULES.final.papers["B"]
    pool = [
        Family(f"{m}-{n}", m, 3, 25, frozenset({"code"}), ("x",), m)
        for m in read_skills().modules
        for n in range(2)
    ]
    first = draw_final(RULES.final, plan, pool, lot)
    seen = {one.slug for one in first.families}
    again = draw_final(RULES.final, plan, pool, lot, avoid=seen)
    assert len(seen) == 4 and seen.isdisjoint(one.slug for one in again.families)


def marks(*shares: float, group: str = "M05.1") -> list[Mark]:
    return [Mark(share, 10, group) for share in shares]


@pytest.mark.parametrize(
    ("rows", "outcome", "why"),
    [
        (marks(1, 1, 1, 0), "passed", "three quarters are enough"),
        (marks(1, 1, 0.9, 0), "failed", "less is not"),
        (marks(*[1] * 8) + marks(0.4, group="M05.2"), "failed", "one part is below its half"),
        (marks(*[1] * 8) + marks(0.5, group="M05.2"), "passed", "one part just reaches it"),
    ],
)
def test_when_a_mastery_examination_is_passed(rows: list[Mark], outcome: str, why: str) -> None:
    assert judge_mastery(RULES.mastery, rows).outcome == outcome, why


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [
        ((0.7, 0.7, 0.7), "passed"),
        ((0.9, 0.9, 0.9), "distinction"),
        ((1.0, 1.0, 0.6), "passed"),  # good in all, and one area too low for a distinction
        ((1.0, 1.0, 0.49), "failed"),  # one area below its half
        ((0.6, 0.6, 0.6), "failed"),
    ],
)
def test_when_the_final_is_passed(shares: tuple[float, ...], outcome: str) -> None:
    areas = list(RULES.final.areas)
    rows = [
        m
        for area, share in zip(areas, shares, strict=True)
        for m in marks(*[share] * 8, group=area)
    ]
    assert judge_final(RULES.final, rows).outcome == outcome


def test_a_range_is_wide_with_few_exercises_and_never_certain() -> None:
    few, many = share_of(marks(1, 0, 1)), share_of(marks(*[1, 0, 1] * 10))
    assert few.high - few.low > 2 * (many.high - many.low)
    sure = share_of(marks(*[1] * 10))
    assert sure.low < 100 == sure.high
