"""What every test of the site has: the stage, and a broker that is empty at its start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from campus.accounts.models import User
from campus.learning.models import Attempt, Submission
from campus.learning.recording import record
from grader.worker import grade_submission
from tests.campus.cast import Message, Stage, attempt_of, set_the_stage, take_message


@pytest.fixture(autouse=True)
def static_root(settings: Settings, tmp_path: Path) -> None:
    """An empty folder of static files; WhiteNoise warns about a missing one."""
    settings.STATIC_ROOT = str(tmp_path)


@pytest.fixture
def stage(db: None, valkey: redis.Redis) -> Stage:
    cache.clear()
    return set_the_stage()


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Ada's open attempt in the problem set."""
    return attempt_of(stage)


@pytest.fixture
def as_person() -> Callable[[User | None], Client]:
    """A browser of the person, or of nobody."""

    def browser(user: User | None) -> Client:
        client = Client(headers={"accept": "text/html"})
        if user is not None:
            client.force_login(user)
        return client

    return browser


@pytest.fixture
def grade_next(valkey: redis.Redis) -> Callable[[], Submission]:
    """Do by hand what a grader and the recorder do with the oldest message."""

    def grade() -> Submission:
        message = take_message(valkey)
        assert message is not None, "nothing was sent to the graders"
        deliver(message)
        return Submission.objects.get(pk=message.submission)

    return grade


def deliver(message: Message) -> bool:
    """Grade a message and record its verdict; whether the verdict counted."""
    report = grade_submission(str(message.submission), str(message.lease), message.request)
    return record(report, message.submission, message.lease)
