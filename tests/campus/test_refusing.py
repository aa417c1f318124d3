"""A machine on which no wall holds runs no program, says so everywhere, and grades mathematics."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import redis
from django.test import Client
from django.urls import reverse

from campus.accounts.models import User
from campus.learning.models import Attempt, StaffAlert, Submission
from campus.learning.recording import record
from campus.learning.sending import send
from campus.learning.submitting import form_key, submit_answer
from grader import sandbox, worker
from grader.code.benchmark import KEY, RIGHT
from grader.errors import NoIsolation
from grader.queue import GRADER_MARK
from grader.sandbox import box
from tests.campus.cast import Stage, sum_of_three_and_four, take_message, typed

REASON = "landlock: a program reads /etc/passwd"
PROGRAM = {
    "seed": "s",
    "blanks": [{"name": "m", "kind": "code", "key": KEY, "marks": 2.0}],
    "mode": "grade",
    "answers": {"m": {"text": RIGHT}},
}
SUM = {**sum_of_three_and_four(1)["grading"], "mode": "grade", "answers": {"m": {"text": "7"}}}


@pytest.fixture(autouse=True)
def no_wall_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NoIsolation([REASON])

    monkeypatch.setattr(box, "open_sandbox", refuse)
    monkeypatch.setattr(box, "_shared", None)


def test_programs_are_refused_with_the_reason_and_mathematics_goes_on() -> None:
    refused = worker.grade_submission("submission", "lease", PROGRAM)
    assert refused["fault"]["whose"] == "machine"
    assert refused["fault"]["kind"] == "NoIsolation"
    assert REASON in refused["fault"]["message"]
    graded = worker.grade_submission("submission", "lease", SUM)
    assert (graded["state"], graded["marks"]) == ("graded", 2.0)


@pytest.mark.django_db
def test_whoever_watches_is_told(
    stage: Stage, as_person: Callable[[User | None], Client], valkey: redis.Redis
) -> None:
    valkey.set(f"{GRADER_MARK}here:1", worker._shown(sandbox.selfcheck(again=True)), ex=10)
    told = json.loads(Client().get("/readyz").content)["graders"]
    assert told == {"alive": 1, "sandbox": ["none"], "reasons": [REASON]}
    page = as_person(stage.grace).get(reverse("health")).content.decode()
    assert "1 grader refuses programs" in page
    assert REASON in page


@pytest.mark.django_db(transaction=True)
def test_the_learner_reads_that_it_was_not_the_program(
    attempt: Attempt,
    stage: Stage,
    as_person: Callable[[User | None], Client],
    valkey: redis.Redis,
) -> None:
    submit_answer(attempt, typed("7"), form_key(attempt))
    fault = worker.grade_submission("submission", "lease", PROGRAM)
    while (message := take_message(valkey)) is not None:
        record(fault, message.submission, message.lease)
        if Submission.objects.get().state == "queued":
            send(message.submission)
    assert StaffAlert.objects.get().kind == "NoIsolation"
    page = as_person(stage.ada).get(reverse("attempt", args=[attempt.pk])).content.decode()
    assert "Programs cannot be run at present" in page
    assert "nothing was counted" in page
    assert REASON not in page
    attempt.refresh_from_db()
    assert attempt.tries == 0
