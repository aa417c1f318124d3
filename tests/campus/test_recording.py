"""Recording: a verdict counts once, under the lease that stands, and only if it is to count."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import redis

from campus.learning.attempts import take_hint
from campus.learning.models import (
    ActiveDay,
    Attempt,
    GradeResult,
    LearnerSkill,
    StaffAlert,
    Submission,
)
from campus.learning.recording import record
from campus.learning.sending import send
from campus.learning.submitting import form_key, submit_answer
from tests.campus.cast import Message, take_message, typed
from tests.campus.conftest import deliver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(valkey: redis.Redis) -> redis.Redis:
    return valkey


def hand_in(attempt: Attempt, text: str, broker: redis.Redis, mode: str = "grade") -> Message:
    submit_answer(attempt, typed(text), form_key(attempt), mode)
    message = take_message(broker)
    assert message is not None
    return message


def test_a_right_answer_solves_the_attempt(attempt: Attempt, broker: redis.Redis) -> None:
    assert deliver(hand_in(attempt, "7", broker))
    attempt.refresh_from_db()
    assert (attempt.ended, attempt.tries, attempt.first_score, attempt.best) == ("solved", 1, 1, 1)
    assert GradeResult.objects.get().score == 1
    assert LearnerSkill.objects.get().n_ok == 1


def test_a_task_that_runs_twice_changes_nothing(attempt: Attempt, broker: redis.Redis) -> None:
    message = hand_in(attempt, "8", broker)
    assert [deliver(message), deliver(message)] == [True, False]
    attempt.refresh_from_db()
    assert attempt.tries == 1
    assert GradeResult.objects.count() == 1


def test_a_verdict_under_an_old_lease_is_dropped(attempt: Attempt, broker: redis.Redis) -> None:
    old = hand_in(attempt, "7", broker)
    Submission.objects.update(lease_until="2000-01-01T00:00:00Z")
    send(old.submission)
    new = take_message(broker)
    assert new is not None
    assert [deliver(old), deliver(new)] == [False, True]


def test_a_verdict_for_nothing_we_know_is_dropped(db: None) -> None:
    assert not record({"state": "graded"}, uuid.uuid4(), uuid.uuid4())


@pytest.mark.parametrize(
    ("text", "mode", "state"),
    [
        ("7", "run", "graded"),  # a trial run counts for nothing
        ("(", "grade", "returned"),  # what cannot be read costs nothing
    ],
)
def test_what_must_not_count_does_not(
    attempt: Attempt, broker: redis.Redis, text: str, mode: str, state: str
) -> None:
    deliver(hand_in(attempt, text, broker, mode))
    attempt.refresh_from_db()
    assert Submission.objects.get().state == state
    assert (attempt.tries, attempt.best, attempt.ended) == (0, None, "")
    assert not LearnerSkill.objects.exists()
    assert not ActiveDay.objects.exists()


def test_each_hint_taken_before_costs_its_price(attempt: Attempt, broker: redis.Redis) -> None:
    take_hint(attempt)
    deliver(hand_in(attempt, "7", broker))
    attempt.refresh_from_db()
    assert attempt.best == pytest.approx(0.85)


def test_the_best_submission_counts(attempt: Attempt, broker: redis.Redis) -> None:
    deliver(hand_in(attempt, "8", broker))
    take_hint(attempt)
    deliver(hand_in(attempt, "7", broker))
    attempt.refresh_from_db()
    assert (attempt.tries, attempt.first_score, attempt.ended) == (2, 0.0, "solved")


UNDECIDED: dict[str, Any] = {"state": "undecided", "verdicts": {}, "marks": 0.0, "out_of": 2.0}
MACHINE = {"fault": {"whose": "machine", "kind": "MemoryError", "message": "out of memory"}}
AUTHOR = {"fault": {"whose": "author", "kind": "BadKey", "message": "no value"}}


@pytest.mark.parametrize(
    ("report", "state", "alerts"),
    [
        (UNDECIDED, "undecided", 1),  # staff look at it
        (AUTHOR, "failed", 1),  # trying again would not mend the key
        (MACHINE, "queued", 0),  # another grader may have the memory
    ],
)
def test_no_fault_of_ours_is_counted(
    attempt: Attempt, broker: redis.Redis, report: dict[str, Any], state: str, alerts: int
) -> None:
    message = hand_in(attempt, "7", broker)
    assert record(report, message.submission, message.lease)
    attempt.refresh_from_db()
    assert Submission.objects.get().state == state
    assert StaffAlert.objects.count() == alerts
    assert (attempt.tries, attempt.best, attempt.ended) == (0, None, "")


def test_a_machine_that_fails_three_times_is_our_fault(
    attempt: Attempt, broker: redis.Redis
) -> None:
    message = hand_in(attempt, "7", broker)
    for _ in range(2):
        record(MACHINE, message.submission, message.lease)
        send(message.submission)
        again = take_message(broker)
        assert again is not None
        message = again
    record(MACHINE, message.submission, message.lease)
    assert Submission.objects.get().state == "failed"
    assert StaffAlert.objects.get().kind == "MemoryError"
