"""What all the processes of one submission may take together."""

from __future__ import annotations

import pytest

from grader.code import budget
from grader.code.budget import Budget
from grader.code.key import MOST_CPU_S, CodeKey
from grader.errors import MachineFault
from grader.queue import queue_settings
from grader.sandbox import Limits
from tests.grader.code_judging import DOUBLE, judged

TWO = Limits(cpu_s=2, wall_s=5)


@pytest.mark.parametrize(
    ("used", "left"),
    [
        ([], 2),
        ([1.9], 2),
        ([2.0, 1.5], 2),
        ([2.0, 2.0, 0.5], 2),  # 1.5 s, which the kernel counts as 2
        ([2.0, 2.0, 1.2], 1),
        ([2.0, 2.0, 2.0], None),
    ],
)
def test_the_processes_of_a_program_share_three_times_its_limit(
    used: list[float], left: int | None
) -> None:
    shared = Budget().share(TWO, used)
    assert (shared and shared.cpu_s) == left


def test_walls_are_cut_by_what_is_left_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 100.0
    monkeypatch.setattr("grader.code.budget.time.monotonic", lambda: clock)
    spent = Budget()
    long = Limits(cpu_s=10, wall_s=17)
    assert spent.cut(long) is long
    clock += 15
    assert spent.cut(long) is long  # 15 s are left, and count as 20
    clock += 6
    assert spent.cut(long).wall_s == 10
    assert spent.cut(TWO) is TWO
    clock += 10
    with pytest.raises(MachineFault, match="longer than 30 s"):
        spent.cut(TWO)


def test_a_grading_ends_before_the_queue_takes_it_for_stuck() -> None:
    key = CodeKey.from_json(DOUBLE | {"limits": {"cpu_s": MOST_CPU_S}})
    stuck = queue_settings()["task_soft_time_limit"]
    assert budget.WALL_S + budget.STEP_S < stuck
    assert key.bench_limits.wall_s < stuck
    # A result that keeps the tests busy: they meet their limit twice, see `grading._one_by_one`.
    assert 2 * key.bench_limits.cpu_s + key.limits.cpu_s < stuck


def test_a_program_that_has_used_its_share_is_not_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget, "RUNS", 1e-6)
    verdict = judged("def double(x):\n    return x + x\n", DOUBLE, timing=TIMED)
    rows = {row["name"]: row["passed"] for row in verdict.details["tests"]}
    assert rows["test_seven"] is True
    assert rows["timing"] is False


TIMED = {"test": "test_seven", "ratio": 50}
