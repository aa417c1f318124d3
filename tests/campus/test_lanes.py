"""Lanes to the graders: exams apart, nobody crowds others out, and answers can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import redis
from django.db.models import F
from django.test import Client
from django.utils import timezone

from campus.accounts.models import User
from campus.learning import lanes
from campus.learning.models import Attempt, Submission
from campus.learning.reaping import reap
from campus.learning.recording import record
from campus.learning.submitting import form_key, submit_answer, withdraw
from grader.queue import EXAM_QUEUE, GRADE_QUEUE, LATER, waiting_list
from tests.campus.cast import Stage, take_message, typed

pytestmark = pytest.mark.django_db(transaction=True)
LATER_LIST = waiting_list(GRADE_QUEUE, LATER)


def hand_in(attempt: Attempt, text: str = "7") -> Submission:
    return submit_answer(attempt, typed(text), form_key(attempt))


def test_nobody_crowds_the_others_out(attempt: Attempt, valkey: redis.Redis) -> None:
    rows = [hand_in(attempt, str(n)) for n in range(lanes.FAIR_SHARE + 2)]
    assert valkey.llen(GRADE_QUEUE) == lanes.FAIR_SHARE
    assert valkey.llen(LATER_LIST) == 2
    assert [row.lane for row in rows[-2:]] == ["later", "later"]


def test_who_has_nothing_waiting_comes_before_who_has_much(
    attempt: Attempt, valkey: redis.Redis
) -> None:
    rows = [hand_in(attempt, str(n)) for n in range(lanes.FAIR_SHARE + 2)]
    first, last = Submission.objects.get(pk=rows[0].pk), Submission.objects.get(pk=rows[-1].pk)
    assert lanes.before(first).count() == 0
    assert lanes.before(last).count() == lanes.FAIR_SHARE + 1


@pytest.mark.parametrize(
    ("kind", "lane"),
    [
        ("exam", "exam"),  # a run of the visible tests while one sits it
        ("homework", "grade"),  # however short its window: it is the kind that says what it is
    ],
)
def test_the_kind_of_a_set_says_which_lane(
    kind: str, lane: str, stage: Stage, attempt: Attempt, valkey: redis.Redis
) -> None:
    now = timezone.now()
    rules = stage.item.problem_set
    rules.opens_at, rules.closes_at = now - timedelta(hours=1), now + timedelta(hours=2)
    rules.kind, rules.minutes, rules.due_at = kind, 30, None
    rules.save()
    mine = Attempt.objects.select_related("item__problem_set").get(pk=attempt.pk)
    row = submit_answer(mine, typed("7"), form_key(mine), Submission.Mode.RUN)
    waiting = {"exam": valkey.llen(EXAM_QUEUE), "grade": valkey.llen(GRADE_QUEUE)}
    assert (row.lane, waiting[lane], sum(waiting.values())) == (lane, 1, 1)


def test_a_message_is_looked_for_in_its_own_lane(attempt: Attempt, valkey: redis.Redis) -> None:
    """An older message that waits in a slower lane proves nothing about a quicker one."""
    for n in range(lanes.FAIR_SHARE + 1):
        hand_in(attempt, str(n))
    valkey.delete(GRADE_QUEUE)
    past = timedelta(seconds=21)
    Submission.objects.update(received_at=F("received_at") - past, sent_at=F("sent_at") - past)
    Submission.objects.filter(lane="later").update(sent_at=timezone.now())
    assert reap().sent == lanes.FAIR_SHARE


def test_an_answer_is_taken_back_while_it_waits(
    attempt: Attempt, valkey: redis.Redis, as_person: Callable[[User | None], Client]
) -> None:
    row = hand_in(attempt)
    message = take_message(valkey)
    page = as_person(attempt.learner).post(f"/submissions/{row.pk}/withdraw/", follow=True)
    assert "Taken back" in page.content.decode()
    assert message is not None
    assert record({"state": "graded"}, message.submission, message.lease) is False
    attempt.refresh_from_db()
    assert (attempt.tries, attempt.first_score) == (0, None)
    assert hand_in(attempt).pk != row.pk, "the same answer may be handed in again"


def test_a_verdict_that_was_quicker_stands(
    attempt: Attempt, grade_next: Callable[[], Submission]
) -> None:
    row = hand_in(attempt)
    grade_next()
    assert withdraw(row) is False
    assert Submission.objects.get().state == "graded"


def test_the_wait_is_told_at_the_pace_of_the_last_minute(
    attempt: Attempt, grade_next: Callable[[], Submission]
) -> None:
    assert lanes.expected_wait(4) is None
    for n in range(3):
        hand_in(attempt, str(n))
        grade_next()
    assert lanes.expected_wait(4) == 80  # three in a minute
    assert lanes.expected_wait(0) == 0
