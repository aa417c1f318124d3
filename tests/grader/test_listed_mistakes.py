"""A mistake as its author lists it, found in an answer as its learner types it."""

from __future__ import annotations

from typing import Any

import pytest

from grader.kinds import kind_of
from grader.request import Answer

GAPS = {
    "value": "2, 3",
    "gaps": "a, b",
    "factors": "[[1, 0], [a, 1]], [[2, 1], [0, b]]",
    "product": "[[2, 1], [4, 5]]",
}
LU = {"of": "[[2, 1], [4, 5]]", "into": "lu", "decimal_comma": "true"}
CELLS = {"value": "[[1/2, 5/2]]", "decimal_comma": "true"}
SOLVED = {"start": "2x + 1 = 4", "value": "x = 3/2", "decimal_comma": "true"}


@pytest.mark.parametrize(
    ("kind", "key", "mistake", "answer", "made"),
    [
        ("blanks", GAPS, "-2, 3", "-2, 3", True),  # which does not give the product
        ("blanks", GAPS, "-2, 3", "-2, 4", False),
        ("table", CELLS, "[[1, 5]]", "[[1; 5]]", True),  # authors write commas between cells
        ("table", CELLS, "[[1, 5]]", "[[0,5; 5]]", False),
        ("factorisation", LU, "[[1, 0], [1, 1]], [[2, 1], [0, 3]]",
         "[[1; 0]; [1; 1]]; [[2; 1]; [0; 3]]", True),
        ("derivation", SOLVED, "x = 5/2", "2x + 1 = 4\n x = 2,5", True),
    ],
)  # fmt: skip
def test_a_listed_mistake_is_known(
    kind: str, key: dict[str, Any], mistake: str, answer: str, made: bool
) -> None:
    judge = kind_of(kind)
    prepared = judge.prepare(key)
    given = judge.read(Answer(answer), prepared)
    assert judge.is_mistake(given, key, mistake, "seed") is made
