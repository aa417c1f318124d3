"""Groups of tests: which points they earn, what they refuse, and what the verdict tells of them."""

from __future__ import annotations

from typing import Any

import pytest

from grader.code import grade_code
from grader.code.groups import Group, demand_placed, read_groups
from grader.code.marks import share
from grader.errors import BadKey
from tests.grader.test_code_battery import CENTRE

GROUPS = [
    {"name": "Correct", "points": 6, "tests": ["test_three_rows", "test_one_row"]},
    {"name": "Form", "points": 2, "tests": ["shape", "unchanged"]},
]
CORRECT, FORM = read_groups(GROUPS)
BOTH = {"test_three_rows": True, "test_one_row": True}
FINE = {"shape": True, "unchanged": True}


@pytest.mark.parametrize(
    ("hidden", "standard", "score"),
    [
        (BOTH, FINE, 8 / 8),
        (BOTH, FINE | {"shape": False}, 7 / 8),  # half of the group's two points
        (BOTH | {"test_one_row": False}, FINE, 4 / 8),  # form earns no larger share than the tests
        (dict.fromkeys(BOTH, False), {}, 0.0),
        (BOTH, FINE | {"repeatable": False}, 2 / 3),  # stands in no group: as one more test
        (BOTH, {"unchanged": True}, 7 / 8),  # an item nobody could judge is not given away
    ],
)
def test_points_are_shared_within_groups(
    hidden: dict[str, bool], standard: dict[str, bool], score: float
) -> None:
    assert share(hidden, {}, standard, {}, (CORRECT, FORM)) == pytest.approx(score)


def test_weights_count_within_a_group() -> None:
    hidden = BOTH | {"test_one_row": False}
    assert share(hidden, {}, {}, {"test_three_rows": 3}, (CORRECT,)) == pytest.approx(3 / 4)


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ({}, "must be a list"),
        ([{"name": "a", "points": 1}], "needs a name, points and tests"),
        ([{"name": " ", "points": 1, "tests": ["t"]}], "needs a name"),
        ([{"name": "a", "points": True, "tests": ["t"]}], "points of the group a"),
        ([{"name": "a", "points": float("nan"), "tests": ["t"]}], "points of the group a"),
        ([{"name": "a", "points": 1, "tests": []}], "needs a list of tests"),
        ([{"name": "a", "points": 1, "tests": ["t", "t"]}], "the test t stands twice"),
        (2 * [{"name": "a", "points": 1, "tests": ["t"]}], "the group a stands twice"),
    ],
)
def test_groups_that_cannot_be_meant_are_refused(groups: Any, message: str) -> None:
    with pytest.raises(BadKey, match=message):
        read_groups(groups)


def test_each_test_that_counts_stands_in_a_group() -> None:
    with pytest.raises(BadKey, match="test_b stands in no group"):
        demand_placed([Group("a", 1, ("test_a",))], ["test_a", "test_b"], [], timed=False)
    with pytest.raises(BadKey, match="name timing, which is no test that counts"):
        demand_placed([Group("a", 1, ("test_a", "timing"))], ["test_a"], [], timed=False)


def test_the_verdict_tells_the_points_of_each_group() -> None:
    program = "def centre(X):\n    return (X - X.mean(axis=0)).tolist()\n"
    verdict = grade_code(program, CENTRE | {"groups": GROUPS}, mode="grade", seed="test/3")
    earned = {group["name"]: group["earned"] for group in verdict.details["groups"]}
    assert earned == {"Correct": 6.0, "Form": 1.0}
    assert verdict.score == pytest.approx(7 / 8)


def test_a_program_that_does_not_start_earns_nothing_in_any_group() -> None:
    verdict = grade_code("1/0", CENTRE | {"groups": GROUPS}, mode="grade", seed="test/3")
    assert verdict.score == 0.0
