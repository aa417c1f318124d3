"""The reaper: what was lost is sent again, what was lost too often is our fault."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from campus.learning import reaping, sending
from campus.learning.models import Attempt, StaffAlert, Submission
from campus.learning.reaping import Reaped, reap
from campus.learning.submitting import form_key, submit_answer
from grader.queue import LEASE_MARK
from tests.campus.cast import take_message, typed

pytestmark = pytest.mark.django_db(transaction=True)


def hand_in(attempt: Attempt, text: str = "7") -> Submission:
    return submit_answer(attempt, typed(text), form_key(attempt))


def let_time_pass(seconds: int = 21) -> None:
    """As if everything there is had been handed in and sent so many seconds earlier."""
    earlier = timedelta(seconds=seconds)
    Submission.objects.update(
        received_at=F("received_at") - earlier,
        sent_at=F("sent_at") - earlier,
        lease_until=F("lease_until") - earlier,
    )


def test_a_fresh_submission_is_left_alone(attempt: Attempt) -> None:
    hand_in(attempt)
    assert reap() == Reaped(sent=0, left=0, failed=0)


def test_an_answer_the_broker_never_took_is_sent_later(
    attempt: Attempt, valkey: redis.Redis
) -> None:
    hand_in(attempt)
    valkey.flushdb()
    Submission.objects.update(state="queued", tries=0, lease_token=None)
    let_time_pass()
    assert reap().sent == 1
    assert take_message(valkey) is not None


def test_a_killed_graders_submission_is_sent_again_under_a_new_lease(
    attempt: Attempt, valkey: redis.Redis
) -> None:
    hand_in(attempt)
    first = take_message(valkey)  # a grader took it and died
    let_time_pass()
    assert reap().sent == 1
    second = take_message(valkey)
    assert first is not None and second is not None
    assert first.lease != second.lease
    assert Submission.objects.get().tries == 2


def test_a_flushed_broker_loses_nothing(attempt: Attempt, valkey: redis.Redis) -> None:
    for answer in ("5", "6", "7"):
        hand_in(attempt, answer)
    valkey.flushdb()
    let_time_pass()
    assert reap().sent == 3
    assert valkey.llen("grade") == 3


def test_a_grader_that_works_on_it_is_left_in_peace(attempt: Attempt, valkey: redis.Redis) -> None:
    hand_in(attempt)
    message = take_message(valkey)
    assert message is not None
    valkey.set(f"{LEASE_MARK}{message.lease}", "1", ex=10)
    let_time_pass()
    assert reap() == Reaped(sent=0, left=1, failed=0)


def test_a_grader_that_hangs_is_not_waited_for(attempt: Attempt, valkey: redis.Redis) -> None:
    hand_in(attempt)
    message = take_message(valkey)
    assert message is not None
    valkey.set(f"{LEASE_MARK}{message.lease}", "1", ex=10)
    let_time_pass(settings.LEASE_SECONDS + 1)
    assert reap().sent == 1


def test_busy_graders_are_no_reason_to_send_twice(attempt: Attempt, valkey: redis.Redis) -> None:
    hand_in(attempt)
    Submission.objects.update(received_at=Now() - timedelta(seconds=300))
    Submission.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert reap() == Reaped(sent=0, left=0, failed=0)  # it was sent a moment ago
    valkey.rpush("grade", json.dumps({"headers": {"sent_at": str(time.time() - 600)}}))
    let_time_pass()  # the oldest message in the queue is older still
    assert reap() == Reaped(sent=0, left=1, failed=0)
    assert Submission.objects.get().tries == 1


def test_what_was_sent_three_times_is_given_up_and_not_counted(
    attempt: Attempt, valkey: redis.Redis
) -> None:
    hand_in(attempt)
    valkey.flushdb()
    let_time_pass()
    Submission.objects.update(tries=3)
    assert reap() == Reaped(sent=0, left=0, failed=1)
    attempt.refresh_from_db()
    assert Submission.objects.get().state == "failed"
    assert StaffAlert.objects.get().kind == "lost"
    assert attempt.tries == 0


def test_what_is_sent_is_stamped_by_the_databases_clock(
    attempt: Attempt, valkey: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A web server whose clock is ahead would otherwise make everything look lost."""
    ahead = time.time() + 600
    monkeypatch.setattr(time, "time", lambda: ahead)
    row = hand_in(attempt)
    raw: Any = valkey.lindex("grade", -1)
    row.refresh_from_db()
    assert row.sent_at is not None
    assert float(json.loads(raw)["headers"]["sent_at"]) == row.sent_at.timestamp()


@pytest.mark.parametrize(
    "trouble",
    [
        OperationalError("nobody answers"),
        redis.ConnectionError("it went while we spoke"),
        redis.ResponseError("MISCONF Errors writing to the AOF file: No space left on device"),
    ],
    ids=["away", "going", "full"],
)
def test_a_broker_that_takes_nothing_costs_no_try(
    attempt: Attempt, valkey: redis.Redis, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def refused(*told: object) -> None:
        raise trouble

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_publish", refused)
        hand_in(attempt)
        for _ in range(settings.TRIES + 1):
            let_time_pass()
            assert reap() == Reaped(sent=0, left=0, failed=0)
    let_time_pass()
    assert reap().sent == 1
    assert Submission.objects.get().tries == 1


def test_without_a_broker_the_reaper_waits(
    attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(lane: str) -> None:
        raise OperationalError("nobody answers")

    hand_in(attempt)
    let_time_pass()
    monkeypatch.setattr(reaping, "oldest_sent_at", away)
    assert reap() == Reaped(sent=0, left=1, failed=0)
    assert Submission.objects.get().tries == 1
