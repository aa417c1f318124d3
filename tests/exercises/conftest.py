"""What the tests of the exercise language share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox import Sandbox, open_sandbox


@pytest.fixture(scope="session")
def box() -> Iterator[Sandbox]:
    """One sandbox for all: its zygote takes a second to start."""
    opened = open_sandbox(preload=("exercises.drawing",))
    yield opened
    opened.close()
