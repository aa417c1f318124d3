"""Marks in the broker: there while a process lives, gone soon after it was killed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import redis

from campus.graders import living_graders
from grader.life import Life
from grader.queue import GRADER_MARK, LEASE_MARK, MARK_SECONDS


@pytest.fixture
def life() -> Iterator[Life]:
    life = Life()
    yield life
    life.end()


def comes_true(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_a_living_process_shows_itself_and_what_it_works_on(
    valkey: redis.Redis, life: Life
) -> None:
    @contextmanager
    def connect() -> Iterator[redis.Redis]:
        yield valkey

    life.begin(f"{GRADER_MARK}here:1", '{"tier": "ns", "reason": ""}', connect, (OSError,))
    assert comes_true(lambda: living_graders() == [{"tier": "ns", "reason": ""}])
    with life.working_on("a-lease"):
        assert comes_true(lambda: valkey.exists(f"{LEASE_MARK}a-lease") == 1)
    for mark in (f"{GRADER_MARK}here:1", f"{LEASE_MARK}a-lease"):
        assert 0 < valkey.ttl(mark) <= MARK_SECONDS  # without renewal it goes out by itself


def test_a_lost_broker_is_tried_again(valkey: redis.Redis, life: Life) -> None:
    tries = iter([OSError("away"), None])

    @contextmanager
    def connect() -> Iterator[redis.Redis]:
        if error := next(tries, None):
            raise error
        yield valkey

    life.begin(f"{GRADER_MARK}here:2", "{}", connect, (OSError,))
    assert comes_true(lambda: valkey.exists(f"{GRADER_MARK}here:2") == 1)


def test_work_does_not_wait_for_its_mark() -> None:
    with Life().working_on("a-lease"):
        pass  # no thread was begun and no broker is there: nothing hangs
