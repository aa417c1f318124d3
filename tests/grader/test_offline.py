"""`python -m grader grade`: JSON lines in, JSON lines out, and the reference of the kinds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.kinds import KINDS
from grader.offline import answers
from grader.reference import as_markdown, as_text

ROOT = Path(__file__).resolve().parents[2]


def answered(*lines: object) -> list[dict[str, Any]]:
    return list(
        answers(
            line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines
        )
    )


def line(answer: object, **rest: Any) -> dict[str, Any]:
    rest.setdefault("key", {"kind": "exact", "value": "1/2"})
    return {"id": "ada", "answer": answer, **rest}


@pytest.mark.parametrize(
    ("given", "verdict", "score"),
    [
        (line("0.5"), "right", 1.0),
        (line("0.6"), "wrong", 0.0),
        (line("0.5.1"), "unreadable", 0.0),
        (line(""), "unreadable", 0.0),
        (line(0.5), "right", 1.0),  # a number instead of a text
        (line("\\frac{1}{2}", syntax="latex"), "right", 1.0),
        (line("a", key={"kind": "ms", "value": "a,b"}), "wrong", 0.5),  # a part is right
    ],
)
def test_a_line_is_answered_with_its_verdict(
    given: dict[str, Any], verdict: str, score: float
) -> None:
    (found,) = answered(given)
    assert (found["id"], found["verdict"], found["score"]) == ("ada", verdict, score)
    assert {"method", "tag", "feedback", "read_as", "ms"} <= set(found)


def test_a_listed_mistake_gives_its_tag() -> None:
    (found,) = answered(line("2", mistakes=[{"tag": "turned-over", "value": "2"}]))
    assert found["tag"] == "turned-over"


@pytest.mark.parametrize(
    "bad",
    [
        b"no json\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"answer": "1"}\n',
        b'{"answer": "1", "key": {"kind": "riddle"}}\n',
        b'{"answer": "1", "key": {"kind": "exact"}}\n',
        b'{"answer": ["1"], "key": {"kind": "exact", "value": "1"}}\n',
        b"3\n",
    ],
)
def test_a_bad_line_is_answered_with_its_number_and_the_rest_is_graded(bad: bytes) -> None:
    first, second, third = answered(line("0.5"), bad, line("0.5"))
    assert (first["verdict"], third["verdict"]) == ("right", "right")
    assert second["line"] == 2
    assert second["error"]


def test_an_empty_line_is_passed_over_but_counted() -> None:
    (found,) = answered(b"\n", b"junk")
    assert found["line"] == 2


def test_the_command_answers_each_line_as_it_comes() -> None:
    """Streaming: the second line is written only after the first answer was read."""
    command = [sys.executable, "-m", "grader", "grade"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        for answer, verdict in (("0.5", "right"), ("0.25", "wrong")):
            process.stdin.write(json.dumps(line(answer)) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == verdict
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_help_documents_every_kind() -> None:
    text = as_text()
    assert all(f"\n{name}: " in f"\n{text}" for name in KINDS)


def test_the_reference_page_is_the_one_made_from_the_code() -> None:
    page = ROOT / "docs" / "reference" / "answer-kinds.md"
    assert page.read_text() == as_markdown(), "run: python -m grader kinds > " + str(page)
