"""The benchmark: its own cases hold for our engine, and its counting is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.benchmarks.cases import OWN, Case, read_cases
from grader.benchmarks.command import measure, score
from grader.benchmarks.engines import Ours, Outcome
from grader.errors import BadKey


def test_our_engine_decides_every_case_of_its_own_and_rightly() -> None:
    cases = read_cases(OWN)
    found = score("ours", cases, measure([Ours()], cases)[0])
    assert (found.right, found.false_accepts, found.undecided) == (len(cases), 0, 0)


def case(expected: bool) -> Case:
    return Case("1", "x", {"kind": "expr", "value": "x"}, "ascii", expected)


def test_false_accepts_and_false_rejects_are_told_apart() -> None:
    cases = [case(True), case(True), case(False), case(False)]
    outcomes = [Outcome(True, 1.0), Outcome(False, 2.0), Outcome(True, 3.0), Outcome(None, 4.0)]
    found = score("some engine", cases, outcomes)
    counts = (found.right, found.false_accepts, found.false_rejects, found.undecided)
    assert counts == (1, 1, 1, 1)
    assert (found.median, found.most) == (3.0, 4.0)


def test_outside_cases_may_be_plain_pairs(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"student": "x+1", "reference": "1+x", "vars": ["x"], "expected": true}\n')
    (found,) = read_cases(file)
    assert found.key == {"kind": "expr", "value": "1+x", "vars": ["x"]}


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text("\nnonsense\n")
    with pytest.raises(BadKey, match=r"pairs\.jsonl:2"):
        read_cases(file)
