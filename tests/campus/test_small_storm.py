"""A storm in one process: whatever is lost, late or twice on the way, each answer counts once.

The database and the broker are real; the processes between them are played, so that each can be
killed at the worst moment. `./run test chaos` does it to processes of their own.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import redis
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from campus.learning import sending
from campus.learning.models import Attempt, GradeResult, LearnerAbility, Submission
from campus.learning.reaping import reap
from campus.learning.recording import Report, record
from campus.learning.replaying import newest_version, replayed
from campus.learning.submitting import form_key, submit_answer, withdraw
from grader.queue import GRADE_QUEUE, LATER, waiting_list
from grader.worker import grade_submission
from tests.campus.cast import Message, take_message, typed

LATER_LIST = waiting_list(GRADE_QUEUE, LATER)
ANSWERS = 24
STEPS = 160


class Died(Exception):
    """The recorder, in the middle of its transaction."""


class Storm:
    """Graders, recorder, reaper and broker of one learner's answers, moved by dice."""

    def __init__(self, attempt: Attempt, broker: redis.Redis, seed: int) -> None:
        self.attempt, self.broker, self.dice = attempt, broker, random.Random(seed)
        self.handed_in: list[Submission] = []
        self.taken: list[Message] = []
        self.verdicts: list[tuple[Message, Report]] = []
        self.ahead_s = 0.0

    @property
    def happenings(self) -> list[Callable[[], object]]:
        return [
            *[self.hand_in, self.take, self.judge, self.write_down] * 3,
            *(self.die_with_a_message, self.take_twice, self.fail_the_machine),
            *(self.die_while_writing, self.lose_a_verdict, self.empty_the_broker),
            *(self.take_one_back, self.look_after, self.set_the_clock),
        ]

    def hand_in(self) -> None:
        if len(self.handed_in) < ANSWERS:
            row = submit_answer(
                self.attempt, typed(str(len(self.handed_in))), form_key(self.attempt)
            )
            self.handed_in.append(row)

    def take(self) -> None:
        if not self.broker.exists(GRADE_QUEUE) and self.broker.exists(LATER_LIST):
            self.broker.rename(LATER_LIST, GRADE_QUEUE)  # those of who has several waiting
        if (message := take_message(self.broker)) is not None:
            self.taken.append(message)

    def judge(self) -> None:
        if self.taken:
            message = self.taken.pop(self.dice.randrange(len(self.taken)))
            names = str(message.submission), str(message.lease)
            self.verdicts.append((message, grade_submission(*names, message.request)))

    def write_down(self) -> None:
        """Sometimes the same verdict comes twice, or late."""
        if self.verdicts:
            message, report = self.dice.choice(self.verdicts)
            if self.dice.random() < 0.7:
                self.verdicts.remove((message, report))
            record(report, message.submission, message.lease)

    def die_with_a_message(self) -> None:
        if self.taken:
            self.taken.pop()

    def take_twice(self) -> None:
        if self.taken:
            self.taken.append(self.dice.choice(self.taken))

    def die_while_writing(self) -> None:
        if self.verdicts:
            message, report = self.dice.choice(self.verdicts)
            with pytest.raises(Died), transaction.atomic():
                record(report, message.submission, message.lease)
                raise Died

    def lose_a_verdict(self) -> None:
        if self.verdicts:
            self.verdicts.pop()

    def empty_the_broker(self) -> None:
        self.broker.flushdb()

    def take_one_back(self) -> None:
        if self.handed_in and self.dice.random() < 0.3:
            withdraw(self.dice.choice(self.handed_in))

    def fail_the_machine(self) -> None:
        if self.taken:
            fault = {"whose": "machine", "kind": "MachineFault", "message": "no sandbox"}
            self.verdicts.append((self.taken.pop(), {"fault": fault}))

    def set_the_clock(self) -> None:
        """That of the machine we run on; the database has its own."""
        self.ahead_s = self.dice.choice([-7200.0, 0.0, 7200.0])

    def look_after(self) -> None:
        """Time passes, and the reaper comes."""
        earlier = timedelta(seconds=self.dice.choice([21, 400]))
        Submission.objects.update(
            received_at=F("received_at") - earlier,
            sent_at=F("sent_at") - earlier,
            lease_until=F("lease_until") - earlier,
        )
        reap()

    def calm_down(self) -> None:
        """No more harm: all there is gets done, and what was lost is sent again."""
        for _ in range(30):
            self.look_after()
            while self.broker.llen(GRADE_QUEUE) or self.broker.exists(LATER_LIST):
                self.take()
            while self.taken:
                self.judge()
            while self.verdicts:
                message, report = self.verdicts.pop()
                record(report, message.submission, message.lease)
            if not Submission.objects.waiting().exists():
                return


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_nothing_twice_nothing_stuck(
    attempt: Attempt, valkey: redis.Redis, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    storm = Storm(attempt, valkey, seed)
    publish = sending._publish

    def now_and_then(*told: object) -> None:
        if storm.dice.random() < 0.1:
            raise OperationalError("the broker is away")
        publish(*told)  # type: ignore[arg-type]

    true_time, true_now = time.time, timezone.now
    monkeypatch.setattr(sending, "_publish", now_and_then)
    monkeypatch.setattr(time, "time", lambda: true_time() + storm.ahead_s)
    monkeypatch.setattr(timezone, "now", lambda: true_now() + timedelta(seconds=storm.ahead_s))
    for _ in range(STEPS):
        storm.dice.choice(storm.happenings)()
    storm.calm_down()

    rows = Submission.objects.all()
    assert {row.pk for row in rows} == {row.pk for row in storm.handed_in}
    assert {row.state for row in rows} <= {"graded", "failed", "withdrawn"}
    judged = rows.filter(state="graded")
    assert GradeResult.objects.count() == judged.count() > 0
    attempt.refresh_from_db()
    assert attempt.tries == judged.count()
    ability = LearnerAbility.objects.get(learner=attempt.learner)
    known = replayed(attempt.learner_id, newest_version())
    assert (known.theta, known.n) == (ability.theta, ability.n)
