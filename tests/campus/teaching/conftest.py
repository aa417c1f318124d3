"""A stage with answers that were graded, and the browser of who teaches."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from campus.accounts.models import User
from campus.learning.models import Attempt, Submission
from campus.learning.submitting import form_key, submit_answer
from tests.campus.cast import Stage, typed

Browser = Callable[[User | None], Client]
Hand = Callable[..., Submission]


@pytest.fixture
def teacher(stage: Stage, as_person: Browser) -> Client:
    return as_person(stage.noether)


@pytest.fixture
def hand_in(
    attempt: Attempt,
    grade_next: Callable[[], Submission],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> Hand:
    """Ada hands in a text, and a grader judges it."""

    def hand(text: str, at: Attempt = attempt) -> Submission:
        with django_capture_on_commit_callbacks(execute=True):
            submit_answer(at, typed(text), form_key(at))
        return grade_next()

    return hand
