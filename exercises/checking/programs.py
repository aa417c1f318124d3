"""Code exercises: L10 to L13 by the code grader's own proof, L22 by reading."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from exercises.checking.case import Case
from exercises.checking.findings import Finding
from exercises.model import CodeParts, Exercise, Python
from exercises.reading.python import parsed
from grader.code.proving import check_code_key
from grader.sandbox import Sandbox

_RULES = {
    "reference": "L10",
    "time": "L10",
    "key": "L10",
    "mutant": "L11",
    "hidden": "L12",
    "trivial": "L13",
}


def check_programs(case: Case, box: Sandbox, *, trivial: bool) -> Iterator[Finding]:
    """L10 to L13 for one seed: each program runs in a process of its own, so one seed must do.

    trivial   also programs that understand nothing, where checking.trials could not try them
    """
    code = case.exercise.code
    if code is None:
        return
    blank = next(b for b in case.exercise.blanks if b.kind == "code")
    for found in check_code_key(case.key(blank), case.grading["seed"], box, trivial=trivial):
        rule = _RULES.get(found.rule, "L10")
        if rule == "L12" and found.level == "error":
            rule = "L11"
        yield case.finding(rule, _line(code, found.rule), found.message)


def _line(code: CodeParts, rule: str) -> int:
    programs = {
        "reference": code.reference,
        "time": code.reference,
        "hidden": code.hidden,
        "trivial": code.starter,
    }
    first = next(iter(code.mutants.values()), code.hidden)
    return programs.get(rule, first).line


def check_bans(exercise: Exercise) -> Iterator[Finding]:
    """L22: what learners may not use, the reference and the starter do not use either."""
    if exercise.code is None:
        return
    for program in (exercise.code.reference, exercise.code.starter):
        for name, line in _names(exercise.file, program):
            for banned in exercise.code.ban:
                if name == banned or name.startswith(f"{banned}."):
                    message = f"`{banned}` is banned and used here"
                    yield Finding("L22", exercise.file, line, message)


def _names(file: str, program: Python) -> Iterator[tuple[str, int]]:
    """Every module and dotted name of a program, `np` read as numpy."""
    for node in ast.walk(parsed(file, program)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Attribute | ast.Name):
            name = ast.unparse(node)
            yield (f"numpy{name[2:]}" if name.startswith("np.") else name), node.lineno
