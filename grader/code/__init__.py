"""
Code exercises: a learner's program, the author's tests, and a verdict.

Three processes take part, and only one of them is trusted:

    program   sandboxed; the learner's program and its attendant, nothing secret
    bench     sandboxed; the author's tests, reference and every comparison
    worker    trusted; carries calls between the two, counts, adds up marks

    worker     grading · proving / mutants · timing / report · marks / stage · relay · key · budget
    bench      desk / battery / courses / bench · vocabulary / line · objects
               transcript · closeness
    program    attendant / bans · traps
    both       variants / isolation / link · errands · faults
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from grader.verdict import Verdict


def grade_code(
    program: str, key: Mapping[str, Any], *, mode: Literal["grade", "run"], seed: str
) -> Verdict:
    """Judge a program by its exercise's tests; see `grader.code.grading.grade`.

    The import waits until it is needed: the sandboxed processes import parts of this package,
    and have no use for the worker's side of it.
    """
    from grader.code.grading import grade

    return grade(program, key, mode=mode, seed=seed)
