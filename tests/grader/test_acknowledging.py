"""A worker that the broker no longer hears must not live on in silence."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery
from celery.worker import state
from kombu.message import Message

from campus.celery import app as recorder
from exercises.bulk import app as bulk
from grader.acknowledging import STATUS, Insistent
from grader.worker import app as grader


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


@pytest.fixture
def no_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "should_stop", None)


def request_over(channel: Channel) -> Insistent:
    body: Any = ([], {}, {})
    headers = {"id": "1", "task": "some.task", "lang": "py"}
    made: Any = Message
    message = made(body=body, channel=channel, delivery_tag="1", headers=headers)
    task = SimpleNamespace(ignore_result=True)
    return Insistent(
        message,
        task=task,
        app=grader,
        body=body,
        decoded=True,
        on_ack=message.ack_log_error,
        on_reject=message.reject_log_error,
        connection_errors=(OSError,),
    )


@pytest.mark.usefixtures("no_stop")
@pytest.mark.parametrize(("is_there", "stops"), [(True, None), (False, STATUS)])
def test_a_worker_ends_when_the_broker_did_not_hear_it(is_there: bool, stops: int | None) -> None:
    request_over(Channel(is_there)).acknowledge()
    assert state.should_stop == stops


@pytest.mark.usefixtures("no_stop")
def test_nor_heard_that_it_gives_a_message_back() -> None:
    request_over(Channel(is_there=False)).reject()
    assert state.should_stop == STATUS


@pytest.mark.parametrize("app", [grader, recorder, bulk], ids=["grader", "recorder", "bulk"])
def test_every_worker_of_ours_works_like_that(app: Celery) -> None:
    app.finalize()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert ours
    for task in ours:
        module, _, name = task.Request.partition(":")
        assert getattr(import_module(module), name) is Insistent
