"""Handing in: one row a form, kept whatever happens to the broker, sent once."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import redis
from django.db import connection, transaction
from django.test import Client
from kombu.exceptions import OperationalError
from pytest_django import Settings

from campus.accounts.models import User
from campus.afterwards import afterwards
from campus.celery import app
from campus.learning import waiting
from campus.learning.models import Attempt, Submission
from campus.learning.submitting import form_key, submit_answer
from tests.campus.cast import Stage, attempt_of, take_message, typed

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_is_sent_with_all_a_grader_needs(attempt: Attempt, valkey: redis.Redis) -> None:
    submission = submit_answer(attempt, typed("7"), form_key(attempt))
    message = take_message(valkey)
    assert message is not None
    assert message.submission == submission.pk
    assert message.request["answers"] == {"m": {"text": "7", "syntax": "ascii"}}
    assert message.request["blanks"][0]["key"] == {"value": "7"}
    assert message.link["task"] == "campus.record"
    submission.refresh_from_db()
    assert (submission.state, submission.tries) == ("running", 1)
    assert submission.lease_token == message.lease


def test_a_double_click_makes_one_submission(attempt: Attempt, valkey: redis.Redis) -> None:
    key = form_key(attempt)
    first = submit_answer(attempt, typed("7"), key)
    second = submit_answer(attempt, typed("7"), key)
    assert first.pk == second.pk
    assert valkey.llen("grade") == 1


def test_two_tabs_hold_the_same_form(attempt: Attempt) -> None:
    assert form_key(attempt) == form_key(Attempt.objects.get(pk=attempt.pk))


def test_another_answer_from_the_other_tab_is_not_lost(attempt: Attempt) -> None:
    key = form_key(attempt)
    submit_answer(attempt, typed("7"), key)
    submit_answer(attempt, typed("8"), key)
    assert attempt.submissions.count() == 2


def test_the_same_answer_may_be_handed_in_again_later(attempt: Attempt) -> None:
    submit_answer(attempt, typed("8"), form_key(attempt))
    submit_answer(attempt, typed("8"), form_key(attempt))
    assert attempt.submissions.count() == 2


def test_twenty_posts_at_once_make_one_submission(attempt: Attempt, valkey: redis.Redis) -> None:
    key = form_key(attempt)

    def post(_: int) -> uuid.UUID:
        try:
            return submit_answer(attempt, typed("7"), key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        kept = set(threads.map(post, range(20)))
    assert len(kept) == 1
    assert Submission.objects.count() == 1
    assert valkey.llen("grade") == 1


def test_without_a_broker_the_answer_is_kept_and_no_try_is_used(
    attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **options: object) -> None:
        raise OperationalError("nobody answers")

    monkeypatch.setattr(app, "send_task", away)
    submission = submit_answer(attempt, typed("7"), form_key(attempt))
    submission.refresh_from_db()
    assert (submission.state, submission.tries, submission.lease_token) == ("queued", 0, None)


def test_the_verdict_comes_back_in_the_very_response(
    stage: Stage,
    as_person: Callable[[User | None], Client],
    grade_next: Callable[[], Submission],
    settings: Settings,
) -> None:
    settings.VERDICT_WAIT_MS = 1900  # a machine that runs other tests too may be slow
    attempt = attempt_of(stage)
    browser = as_person(stage.ada)
    browser.get("/account/")  # what is slow at the first request is not what is measured

    def grader() -> None:
        try:
            _when_there(grade_next)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        done = threads.submit(grader)
        page = _post(browser, attempt, "7").content.decode()
        done.result()
    assert 'data-outcome="right"' in page
    assert "CANARY-SOLUTION" in page  # the attempt has ended: now it is time


def test_waiting_is_given_up_first_when_threads_get_scarce(
    stage: Stage,
    as_person: Callable[[User | None], Client],
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    settings.VERDICT_WAIT_MS = 600_000  # who waits here, waits until the suite is stopped
    monkeypatch.setattr(waiting, "_seats", threading.Semaphore(0))
    attempt = attempt_of(stage)
    browser = as_person(stage.ada)
    browser.get("/account/")
    page = _post(browser, attempt, "7").content.decode()
    assert "Being checked" in page


def test_a_slow_verdict_leaves_a_page_that_asks_again(
    stage: Stage, as_person: Callable[[User | None], Client], settings: Settings
) -> None:
    settings.VERDICT_WAIT_MS = 20
    attempt = attempt_of(stage)
    page = _post(as_person(stage.ada), attempt, "7").content.decode()
    submission = attempt.submissions.get()
    assert f"/submissions/{submission.pk}/?n=0" in page


def test_without_javascript_a_reload_shows_the_verdict(
    stage: Stage,
    as_person: Callable[[User | None], Client],
    grade_next: Callable[[], Submission],
    settings: Settings,
) -> None:
    settings.VERDICT_WAIT_MS = 0
    attempt = attempt_of(stage)
    browser = as_person(stage.ada)
    answer = _post(browser, attempt, "-1", htmx=False)
    assert answer.status_code == 302
    assert "Being checked" in browser.get(answer["Location"]).content.decode()
    grade_next()
    page = browser.get(answer["Location"]).content.decode()
    assert "You took away instead of adding." in page


def test_an_ended_attempt_takes_no_answer(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    attempt = attempt_of(stage)
    browser = as_person(stage.ada)
    browser.post(f"/attempts/{attempt.pk}/give-up/")
    page = _post(browser, attempt, "7").content.decode()
    assert "has ended" in page
    assert not attempt.submissions.exists()


def test_whoever_hands_in_too_fast_is_asked_to_wait(
    stage: Stage, as_person: Callable[[User | None], Client], settings: Settings
) -> None:
    settings.SUBMISSIONS_AT_AN_EXERCISE = 2
    settings.VERDICT_WAIT_MS = 0
    attempt = attempt_of(stage)
    browser = as_person(stage.ada)
    pages = [_post(browser, attempt, str(n)).content.decode() for n in range(3)]
    assert ["wait a minute" in page for page in pages] == [False, False, True]
    assert attempt.submissions.count() == 2


def _post(browser: Client, attempt: Attempt, text: str, *, htmx: bool = True) -> Any:
    fields = {"answer-m": text, "idem_key": str(form_key(attempt))}
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(f"/attempts/{attempt.pk}/submit/", fields, headers=headers)


def _when_there(grade_next: Callable[[], Submission]) -> None:
    for _ in range(200):
        try:
            grade_next()
            return
        except AssertionError:
            time.sleep(0.01)
    raise AssertionError("nothing was sent to the graders")


def test_a_failure_after_the_commit_hurts_nobody(
    attempt: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(number: int) -> None:
        raise ZeroDivisionError(number)

    with transaction.atomic():
        afterwards(breaks, 7)
    assert "breaks" in caplog.text
