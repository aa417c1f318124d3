"""A code exercise is proved before it is published: each rule finds what it is for."""

from __future__ import annotations

from typing import Any

import pytest

from grader.code.proving import check_code_key, prove
from tests.grader.code_keys import LOGSUMEXP

KEY: dict[str, Any] = {
    "entry": "half",
    "reference": "def half(x):\n    return x / 2\n",
    "starter": "def half(x):\n    ...\n",
    "visible": 'def test_six(f, np, p):\n    "Half of 6."\n    assert close(f(6), 3)\n',
    "hidden": 'def test_odd(f, np, p):\n    "Half of 7."\n    assert close(f(7), 3.5)\n',
    "mutants": [{"tag": "floor", "source": "def half(x):\n    return x // 2\n"}],
    "mistakes": [{"tag": "floor", "test": "test_odd"}],
}


def test_a_good_key_has_no_findings() -> None:
    assert check_code_key(KEY, "test/4") == []


def test_the_proof_tells_which_tests_each_mutant_fails() -> None:
    proof = prove(LOGSUMEXP, "test/4")
    assert proof.findings == ()
    assert proof.deaths["naive"] == ("test_large", "test_slices_apart")
    assert proof.deaths["inf-minus-inf"] == ("test_infinities",)
    assert "test_unchanged" in proof.deaths["in-place"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"reference": "def half(x):\n    return x // 2\n"},
            "the reference does not pass: test_odd",
        ),
        ({"reference": "def halve(x):\n    return x / 2\n"}, "named half"),
        (
            {"mutants": [{"tag": "floor", "source": "def half(x):\n    return x * 0.5\n"}]},
            "mutant floor is right",
        ),
        (
            {"mutants": [{"tag": "floor", "source": "def half(x):\n    return 5\n"}]},
            "every mutant already fails a visible test",
        ),
        ({"mistakes": []}, "mutant floor has no entry under Mistakes"),
        (
            {"mistakes": [{"tag": "floor", "test": "test_even"}]},
            "test_even, which is no hidden test",
        ),
        (
            {
                "mutants": [
                    {"tag": "floor", "source": "def half(x):\n    return x // 2\n"},
                    {"tag": "again", "source": "def half(x):\n    return int(x / 2)\n"},
                ],
                "mistakes": [
                    {"tag": "floor", "test": "test_odd"},
                    {"tag": "again", "test": "test_odd"},
                ],
            },
            "mutant again gets the words of floor",
        ),
        (
            {"hidden": KEY["hidden"] + "def test_two(f, np, p):\n    assert f(2) == 1\n"},
            "no mutant fails test_two",
        ),
        (
            {"visible": "def test_zero(f, np, p):\n    assert close(f(0), 0)\n"},
            "a constant passes the visible tests",
        ),
        ({"starter": "def half(x):\n    return x / 2\n"}, "the starter passes the visible tests"),
        ({"hidden": "def test_odd(f, np, p)\n"}, "hidden, line 1"),
        (
            {
                "reference": "def half(x):\n    for _ in range(10**7): pass\n    return x / 2\n",
                "limits": {"cpu_s": 1},
            },
            "let limits.cpu_s be at least",
        ),
    ],
)
def test_each_rule_finds_what_it_is_for(changes: dict[str, Any], words: str) -> None:
    findings = check_code_key(KEY | changes, "test/4")
    assert any(words in finding.message for finding in findings), findings
