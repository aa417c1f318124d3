"""A learner's program and its verdict: marks, words, output, forms that cannot be read."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest

from tests.grader.code_judging import DOUBLE, judged, rows
from tests.grader.code_keys import LOGSUMEXP, NEWTON, PRIMES, RUNNING


@pytest.mark.parametrize("key", [LOGSUMEXP, RUNNING, PRIMES, NEWTON, DOUBLE])
def test_the_reference_is_right(key: dict[str, Any]) -> None:
    verdict = judged(key["reference"], key)
    assert (verdict.outcome, verdict.score) == ("right", 1.0), verdict


@pytest.mark.parametrize("mutant", [*LOGSUMEXP["mutants"], *RUNNING["mutants"]])
def test_a_mutant_gets_its_own_words(mutant: dict[str, str]) -> None:
    key = RUNNING if mutant["tag"] == "squares" else LOGSUMEXP
    verdict = judged(mutant["source"], key)
    assert (verdict.outcome, verdict.tag) == ("partial", mutant["tag"])
    assert 0 < verdict.score < 1


def test_another_program_with_the_same_wrong_answers_gets_the_mutants_words() -> None:
    program = """
from numpy import exp, log
def logsumexp(values, axis=-1):
    powers = exp(values)
    return log(powers.sum(axis))
"""
    assert judged(program, LOGSUMEXP).tag == "naive"


def test_a_mutant_is_known_again_and_words_do_not_depend_on_who_came_before() -> None:
    """What is remembered of mutants saves work; the words are those of a fresh grader."""
    naive, other = (mutant["source"] for mutant in LOGSUMEXP["mutants"][:2])
    told = [judged(program, LOGSUMEXP).tag for program in (naive, other, naive, other)]
    assert told == ["naive", LOGSUMEXP["mutants"][1]["tag"]] * 2


def test_where_no_mutant_answers_alike_the_first_failed_test_names_the_mistake() -> None:
    program = RUNNING["reference"].replace("self._m2 / (self.n - 1)", "self._m2 / self.n")
    assert judged(program, RUNNING).tag == "population"


def test_a_program_that_fails_the_visible_tests_is_not_told_of_a_hidden_mistake() -> None:
    assert judged(LOGSUMEXP["starter"], LOGSUMEXP).tag == ""


def test_marks_are_the_weighted_share_of_the_hidden_tests() -> None:
    naive = LOGSUMEXP["mutants"][0]["source"]
    assert judged(naive, LOGSUMEXP).score == pytest.approx(3 / 5)
    heavier = judged(naive, LOGSUMEXP, weights={"test_large": 4})
    assert heavier.score == pytest.approx(3 / 8)


def test_a_failed_visible_test_shows_expected_got_and_how_far_off() -> None:
    verdict = judged("def double(x):\n    return x + 2.5\n", DOUBLE)
    row = rows(verdict)["test_three"]
    assert (row["expected"], row["got"]) == ("6", "5.5")
    assert "off by 0.5" in row["message"]
    assert row["doc"] == "Twice 3."


def test_an_assertion_without_close_is_quoted() -> None:
    visible = "def test_list(f, np, p):\n    assert f([1]) == [1, 1]\n"
    row = rows(judged("def double(x):\n    return x\n", DOUBLE, visible=visible))["test_list"]
    assert row["message"] == "not true: f([1]) == [1, 1]"


def test_a_hidden_test_shows_its_name_and_docstring_only() -> None:
    row = rows(judged("def double(x):\n    return 6\n", DOUBLE))["test_seven"]
    assert row == {"name": "test_seven", "doc": "Twice 7.", "hidden": True, "passed": False}


def test_an_exception_is_told_with_the_lines_of_the_learners_file() -> None:
    program = "def helper(x):\n    return x / 0\n\ndef double(x):\n    return helper(x)\n"
    verdict = judged(program, DOUBLE)
    assert verdict.details["error"] == {
        "type": "ZeroDivisionError",
        "message": "division by zero",
        "line": 2,
        "frames": [[5, "double"], [2, "helper"]],
    }
    assert rows(verdict)["test_three"]["message"] == "ZeroDivisionError: division by zero (line 2)"


def test_an_exception_at_the_top_level_fails_everything_and_says_where() -> None:
    verdict = judged("x = 1\ny = undefined\ndef double(x):\n    return 2 * x\n", DOUBLE)
    assert (verdict.outcome, verdict.score) == ("wrong", 0.0)
    assert "NameError" in verdict.feedback and "line 2" in verdict.feedback
    assert [row["passed"] for row in verdict.details["tests"]] == [False, False]


def test_output_of_visible_tests_is_shown_and_bounded() -> None:
    program = "def double(x):\n    print('x' * 20000)\n    return 2 * x\n"
    details = judged(program, DOUBLE, "run").details
    assert len(details["stdout"]) == 16000 and details["stdout_truncated"]


def test_run_judges_the_visible_tests_only() -> None:
    verdict = judged("def double(x):\n    return 6\n", DOUBLE, "run")
    assert list(rows(verdict)) == ["test_three"]
    assert verdict.outcome == "right" and verdict.tag == ""


@pytest.mark.parametrize("mode", ["grade", "run"])
@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (DOUBLE, "Define a function named double."),
        (RUNNING, "Define a class named Running."),
        (NEWTON, "Define a function named newton."),
    ],
)
def test_a_missing_entry_costs_nothing(
    key: dict[str, Any], sentence: str, mode: Literal["grade", "run"]
) -> None:
    verdict = judged("def other(x):\n    return x\n", key, mode)
    assert (verdict.outcome, verdict.feedback) == ("unreadable", sentence)


@pytest.mark.parametrize(
    ("program", "line", "column"),
    [
        ("def double(x)\n    return x\n", 1, 13),
        ("def double(x):\n    return (x\n", 2, 11),
        ("def double(x):\nreturn x\n", 2, 0),
        ("return 5\n", 1, 0),  # found by the compiler, not by the parser
        ("x = 1\0\n", 1, 0),
        ("x = " + "(" * 500 + "1" + ")" * 500, 1, 0),
    ],
)
def test_what_is_no_python_is_returned_with_its_place(program: str, line: int, column: int) -> None:
    verdict = judged(program, DOUBLE)
    assert verdict.outcome == "unreadable"
    error = verdict.details["error"]
    assert error["line"] == line
    if len(program) < 100:
        assert error["column"] == column


def test_nesting_that_would_crash_a_parser_is_merely_unreadable() -> None:
    assert judged("x = " + "-" * 90_000 + "1", DOUBLE).outcome == "unreadable"


def test_an_empty_program_is_blank_and_a_huge_one_is_returned() -> None:
    assert judged(" \n\t", DOUBLE).outcome == "blank"
    assert judged("#" * 100_001, DOUBLE).outcome == "unreadable"


def test_the_same_request_has_the_same_verdict() -> None:
    program = "import random\ndef double(x):\n    return 2 * x + random.choice([0, 1])\n"
    first, second = judged(program, DOUBLE), judged(program, DOUBLE)
    assert (first.outcome, first.score) == (second.outcome, second.score)


def test_a_test_may_draw_numbers_that_repeat_with_the_seed() -> None:
    hidden = """
def test_drawn(f, np, p):
    "Twice a drawn number."
    x = rng.integers(10**6)
    assert close(f(int(x)), 2 * x)
"""
    assert judged(DOUBLE["reference"], DOUBLE, hidden=hidden).outcome == "right"


def test_a_verdict_is_json() -> None:
    program = "def double(x):\n    print('\\ud800\\0')\n    raise ValueError('\\udfff\\0')\n"
    text = json.dumps(judged(program, DOUBLE).to_json(), ensure_ascii=False)
    assert "\\u0000" not in text
    text.encode("utf-8")  # raises on half a surrogate pair
