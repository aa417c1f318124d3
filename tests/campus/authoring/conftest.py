"""Noether's manuscript, and the workers' part done by hand in a sandbox of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from campus.authoring.editing import begin
from campus.authoring.models import Manuscript
from campus.authoring.starter import starter
from grader.sandbox import Sandbox, open_sandbox
from tests.campus.cast import Stage


@pytest.fixture
def manuscript(stage: Stage) -> Manuscript:
    """A small exercise that passes the checker, not yet published."""
    return begin("sum-of-multiples", starter("sum-of-multiples", "Multiples"), stage.noether)


@pytest.fixture(scope="session")
def box() -> Iterator[Sandbox]:
    opened = open_sandbox(("exercises.drawing",))
    yield opened
    opened.close()
