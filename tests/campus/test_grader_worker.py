"""The queue's door on the graders' side: whatever happens inside, a report comes out."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from grader import reporting, worker
from grader.errors import BadKey, MachineFault, NoIsolation
from tests.campus.cast import sum_of_three_and_four

REQUEST = {**sum_of_three_and_four(1)["grading"], "mode": "grade", "answers": {"m": {"text": "7"}}}


def test_an_answer_is_graded() -> None:
    report = worker.grade_submission("submission", "lease", REQUEST)
    assert (report["state"], report["marks"], report["out_of"]) == ("graded", 2.0, 2.0)


@pytest.mark.parametrize(
    ("raised", "whose"),
    [
        (MemoryError(), "machine"),  # left alone it would end Celery's parent process
        (SoftTimeLimitExceeded(), "machine"),
        (MachineFault("the sandbox did not answer"), "machine"),
        (NoIsolation(["no namespaces"]), "machine"),
        (BadKey("no value"), "author"),
        (ZeroDivisionError("a defect of ours"), "machine"),  # never a "wrong" of theirs
    ],
)
def test_whatever_breaks_has_an_owner(
    monkeypatch: pytest.MonkeyPatch, raised: BaseException, whose: str
) -> None:
    def broken(request: Any) -> Any:
        raise raised

    monkeypatch.setattr(reporting, "grade", broken)
    report = worker.grade_submission("submission", "lease", REQUEST)
    assert report["fault"]["whose"] == whose


def test_nonsense_on_the_queue_is_the_authors_fault_not_the_learners() -> None:
    report = worker.grade_submission("submission", "lease", {"blanks": [{"name": "m"}]})
    assert report["fault"]["kind"] == "BadKey"


def test_graders_import_neither_the_site_nor_a_database() -> None:
    grader = Path(worker.__file__).parent
    names = {
        name.split(".")[0]
        for file in grader.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        for name in imported(node)
    }
    assert names.isdisjoint({"campus", "django", "psycopg", "exercises"})


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
