"""The preview: a page by itself, or one that grades what its author types."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from exercises.loopback import Preview
from grader.sandbox import Sandbox
from tests.exercises.samples import SQUARE, changed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "square.md"
    path.write_text(SQUARE, encoding="utf-8")
    return path


@pytest.fixture
def server(file: Path, box: Sandbox) -> Iterator[Preview]:
    with Preview(file, 7, box) as opened:
        yield opened


def asked(server: Preview, method: str, body: str = "", **headers: str) -> tuple[int, str]:
    """The answer to one request; the server works in this thread, as it does for its author."""

    def ask() -> tuple[int, str]:
        client = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        client.request(method, "/", body or None, {**FORM, **headers})
        answer = client.getresponse()
        return answer.status, answer.read().decode()

    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(ask)
        server.handle_request()
        return found.result()


def test_answers_are_graded_by_the_grader_with_the_words_a_learner_reads(server: Preview) -> None:
    status, page = asked(server, "GET")
    assert (
        status == 200
        and 'name="s"' in page
        and 'type="radio"' in page
        and "said" not in page[-2000:]
    )
    variant = page.split("answer</summary><code>")
    right = variant[1].split("<")[0]
    _, page = asked(server, "POST", f"s={right}&t=1&sure=a")
    assert page.count('class="said right"') >= 1 and page.count('class="said"') >= 1
    root = round(int(right) ** 0.5)
    _, page = asked(server, "POST", f"s=2*{root}")
    assert "tag <code>doubled</code>" in page and "You doubled" in page


def test_the_file_is_read_anew_and_its_faults_are_told(server: Preview, file: Path) -> None:
    file.write_text(changed(SQUARE, "title: A square", "title: Another"), encoding="utf-8")
    assert "<h1>Another</h1>" in asked(server, "GET")[1]
    file.write_text(changed(SQUARE, "level: 1", "level: 7"), encoding="utf-8")
    assert "square.md:6: `level` must be" in asked(server, "GET")[1]
    file.write_text(changed(SQUARE, "s = a**2", "s = a**2 // 0"), encoding="utf-8")
    assert "square.md:14: ZeroDivisionError" in asked(server, "GET")[1]


def test_a_page_of_another_name_is_refused(server: Preview) -> None:
    """Else any site could rebind its own name to this address."""
    assert asked(server, "GET", Host="evil.example")[0] == 421


def test_it_ends_when_nobody_asks(file: Path, box: Sandbox) -> None:
    with Preview(file, 7, box, idle=0.01) as server:
        server.serve()
