"""A worker that the broker no longer hears must not live on in silence."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from celery.worker import state
from celery.worker.request import logger as where_celery_says_it
from kombu.message import Message

from grader.acknowledging import STATUS, end_when_unheard


class Channel:
    """A channel to a broker that is there or has just gone."""

    no_ack_consumers: frozenset[str] = frozenset()

    def __init__(self, is_there: bool) -> None:
        self.is_there = is_there

    def basic_ack(self, tag: str, multiple: bool = False) -> None:
        if not self.is_there:
            raise ConnectionResetError

    def basic_reject(self, tag: str, requeue: bool = False) -> None:
        self.basic_ack(tag)


@pytest.fixture(autouse=True)
def no_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "should_stop", None)
    end_when_unheard()


@pytest.mark.parametrize("act", ["ack_log_error", "reject_log_error"])
@pytest.mark.parametrize(("is_there", "stops"), [(True, None), (False, STATUS)])
def test_a_worker_ends_when_the_broker_did_not_hear_it(
    act: str, is_there: bool, stops: int | None
) -> None:
    made: Any = Message
    message = made(body=[], channel=Channel(is_there), delivery_tag="1")
    getattr(message, act)(where_celery_says_it, (OSError,))
    assert state.should_stop == stops


def test_other_lines_of_the_log_end_nothing() -> None:
    logging.getLogger("celery.worker.request").critical("Task %r failed", "some")
    assert state.should_stop is None


def test_listening_twice_is_listening_once() -> None:
    before = len(where_celery_says_it.filters)
    end_when_unheard()
    assert len(where_celery_says_it.filters) == before == 1
