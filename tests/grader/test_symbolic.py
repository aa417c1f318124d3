"""SymPy is asked in the sandbox, and only when nothing else decides."""

from __future__ import annotations

import pytest

from grader.equivalence import symbolic
from grader.equivalence.domain import read_domain
from grader.equivalence.symbolic import decide
from grader.errors import NoIsolation
from grader.parse import parse
from grader.sandbox import Sandbox


def asked(left: str, right: str) -> bool | None:
    names = ["x"]
    return decide(parse(left, names=names), parse(right, names=names), read_domain(None))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("gamma(x + 1)", "x gamma(x)", True),
        ("2^10", "1023", False),
        ("sin(x)", "cos(x)", None),  # their difference is no number: SymPy only proves zeros
        ("[1, 2]", "[1, 2]", None),  # it is asked about numbers alone
    ],
)
def test_it_says_what_sympy_can_prove(
    left: str, right: str, same: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What it can prove, not how fast: a busy machine may take more than the usual second.
    monkeypatch.setattr(symbolic, "WALL_SECONDS", 60.0)
    monkeypatch.setattr(symbolic, "CPU_SECONDS", 60)
    assert asked(left, right) is same


def test_a_question_that_takes_too_long_stays_open() -> None:
    assert asked("gamma(10^7)", "gamma(10^7) + 1") is None


def test_without_isolation_the_question_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Sandbox:
        raise NoIsolation(["no namespaces here"])

    monkeypatch.setattr("grader.sandbox.shared", refuse)
    assert asked("x", "x") is None
