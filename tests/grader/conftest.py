"""Fixtures of the grader's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox import Sandbox, Session, shared
from grader.sandbox.pool import Pool


@pytest.fixture
def box() -> Sandbox:
    return shared()


@pytest.fixture
def session(box: Sandbox) -> Iterator[Session]:
    with box.session() as opened:
        yield opened


@pytest.fixture
def another_zygote(box: Sandbox) -> Iterator[Pool]:
    pool = Pool(box.tier, ["numpy"])
    yield pool
    pool.close()
