"""Hundreds of answers decided by mathematics, typed and in LaTeX, to keys of every written kind.

`answers.jsonl` holds one a line; each tempts a grader to accept what is wrong or refuse what is
right.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.grader.judging import verdict_on

FILE = Path(__file__).with_name("answers.jsonl")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text().splitlines()]


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in ROWS}))
def test_answers_are_judged_as_mathematics_judges_them(kind: str) -> None:
    wrongly_judged = []
    for row in ROWS:
        if row["kind"] == kind:
            syntax = row.get("syntax", "ascii")
            found = verdict_on(kind, row["answer"], syntax, **row["key"]).outcome
            if found != row["outcome"]:
                wrongly_judged.append((row["answer"], row["key"], found))
    assert not wrongly_judged


def test_other_processes_with_other_hashes_say_the_same() -> None:
    """Every field of a verdict, for some answers of every kind."""
    program = (
        "from tests.grader.test_answers import ROWS, verdict_on\n"
        "for row in ROWS[::19]:\n"
        "    print(verdict_on(row['kind'], row['answer'], **row['key']))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=FILE.parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
