"""Administrators see what waits, who grades and what went wrong, and send again what is stuck."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import redis
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.dashboards.health.exercises import STOPS, stops, trouble_by_exercise
from campus.dashboards.health.lanes import lanes_now
from campus.learning.models import Attempt, GradeResult, StaffAlert, Submission
from campus.learning.submitting import form_key, submit_answer
from campus.rollups import waits
from grader.code.relay import why_ended
from grader.queue import GRADER_MARK
from grader.sandbox.limits import Limits
from tests.campus.cast import Stage, typed

Browser = Callable[[User | None], Client]


def handed_in(attempt: Attempt, minutes_ago: float = 0.0) -> Submission:
    answers = typed("6")
    row = submit_answer(attempt, answers, form_key(attempt))
    then = timezone.now() - timedelta(minutes=minutes_ago)
    Submission.objects.filter(pk=row.pk).update(received_at=then, sent_at=then)
    return Submission.objects.get(pk=row.pk)


def test_an_alert_is_open_until_somebody_has_seen_it(stage: Stage, as_person: Browser) -> None:
    grace = as_person(stage.grace)
    first, second = (StaffAlert.objects.create(kind="undecided", message=m) for m in ("a", "b"))
    assert grace.get(reverse("health")).content.decode().count('name="alert"') == 2
    grace.post(reverse("alerts-seen"), {"alert": first.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.seen_at is not None and second.seen_at is None
    grace.post(reverse("alerts-seen"))
    assert "Open alerts</h2>" not in grace.get(reverse("health")).content.decode()


def test_nobody_else_marks_alerts(stage: Stage, as_person: Browser) -> None:
    assert as_person(stage.noether).post(reverse("alerts-seen")).status_code == 404


def test_a_sandbox_that_refuses_is_said_at_once(
    stage: Stage, as_person: Browser, valkey: redis.Redis
) -> None:
    grace = as_person(stage.grace)
    assert "No grader has shown life" in grace.get(reverse("health")).content.decode()
    marks = {"tier": "none", "reason": "no namespaces here", "checked": "2026-03-02 12:00 UTC"}
    valkey.set(f"{GRADER_MARK}one", json.dumps(marks), ex=10)
    page = grace.get(reverse("health")).content.decode()
    assert "1 grader refuses programs" in page
    assert "no namespaces here" in page
    assert "2026-03-02 12:00 UTC" in page


def test_a_lane_says_what_waits_and_what_took_how_long(stage: Stage, attempt: Attempt) -> None:
    row = handed_in(attempt)
    depths = {lane.name: lane.depth for lane in lanes_now()}
    assert depths == {"exam": 0, "grade": 1, "later": 0, "bulk": 0}
    done = row.received_at + timedelta(milliseconds=250)
    Submission.objects.filter(pk=row.pk).update(state="graded", finished_at=done, tries=2)
    waits.count()
    waits.count()  # a second time changes nothing
    [grade] = [lane for lane in lanes_now() if lane.name == "grade"]
    assert (grade.depth, grade.recent) == (0, 1)
    assert grade.p95_ms == pytest.approx(250, abs=1)


def test_a_stuck_answer_is_sent_again_with_its_tries_given_back(
    stage: Stage, attempt: Attempt, as_person: Browser
) -> None:
    row = handed_in(attempt, minutes_ago=5)
    Submission.objects.filter(pk=row.pk).update(tries=3)
    grace = as_person(stage.grace)
    assert str(row.pk) in grace.get(reverse("health")).content.decode()
    grace.post(reverse("health-retry"), {"submission": str(row.pk)})
    again = Submission.objects.get(pk=row.pk)
    assert (again.tries, again.state) == (1, Submission.State.RUNNING)
    assert again.lease_token != row.lease_token  # a verdict under the old one is dropped
    entry = Entry.objects.get(act="submission sent again")
    assert (entry.actor, entry.person) == (stage.grace, stage.ada)


@pytest.mark.parametrize("key", ["", "rubbish", "00000000-0000-0000-0000-000000000000"])
def test_what_does_not_wait_is_not_sent(stage: Stage, as_person: Browser, key: str) -> None:
    as_person(stage.grace).post(reverse("health-retry"), {"submission": key})
    assert not Entry.objects.filter(act="submission sent again").exists()


def test_undecided_and_failed_answers_are_counted_by_exercise(
    stage: Stage, attempt: Attempt
) -> None:
    row = handed_in(attempt)
    Submission.objects.filter(pk=row.pk).update(state="undecided", finished_at=timezone.now())
    [trouble] = trouble_by_exercise()
    assert (trouble.title, trouble.undecided, trouble.failed) == ("Three and four", 1, 0)
    assert trouble.undecided_share == 100.0


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("cpu", "processor time"),
        ("wall", "wall clock"),
        ("output", "output"),
        ("memory", "memory"),
        ("signal 9", "time or memory"),
        ("signal 11", "crash"),
        ("exit", "exit"),
    ],
)
def test_every_sentence_about_a_limit_has_its_cause(
    stage: Stage, attempt: Attempt, reason: str, cause: str
) -> None:
    assert cause in STOPS
    stage.exercise.kind = "code"
    stage.exercise.save(update_fields=["kind"])
    row = handed_in(attempt)
    verdict = {"outcome": "wrong", "feedback": f"1 of 2 tests. {why_ended(reason, Limits())}"}
    report = {"state": "graded", "verdicts": {"code": verdict}}
    GradeResult.objects.create(submission=row, report=report, score=0.0)
    assert stops().causes == ((cause, 1),)
