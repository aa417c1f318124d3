"""The self-check decides what a machine is trusted with."""

from __future__ import annotations

import pytest

from grader.errors import NoIsolation
from grader.sandbox import (
    Sandbox,
    open_sandbox,
)
from grader.sandbox.selfcheck import SelfCheck


def test_the_self_check_names_the_tier_and_its_cost(box: Sandbox) -> None:
    condition = box.condition
    assert condition.tier == box.tier
    assert condition.seconds > 0
    assert condition.checked_at > 1e9


def test_a_tier_that_does_not_hold_is_refused_with_its_reasons() -> None:
    with pytest.raises(NoIsolation) as caught:
        open_sandbox(tiers=["none"])
    assert any("a program opens a network socket" in reason for reason in caught.value.reasons)
    assert all(reason.startswith("none: ") for reason in caught.value.reasons)


def test_no_session_is_opened_after_a_failed_check(box: Sandbox) -> None:
    passed, box.condition = box.condition, SelfCheck(None, ("ns: a program forks",), 1.0, 0.0)
    try:
        with pytest.raises(NoIsolation, match="a program forks"):
            box.session()
    finally:
        box.condition = passed
