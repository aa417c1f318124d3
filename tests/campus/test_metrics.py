"""Figures for Prometheus: for whoever brings the token, and for nobody else."""

from __future__ import annotations

import json
import uuid

import pytest
import redis
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from campus.learning.models import Submission
from grader.queue import GRADER_MARK
from tests.campus.cast import Stage, attempt_of

pytestmark = pytest.mark.django_db

TOKEN = {"Authorization": "Bearer open sesame"}


@pytest.fixture(autouse=True)
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = "open sesame"


def figures() -> dict[tuple[str, ...], float]:
    """{(name, labels in their order): value} of what /metrics says."""
    text = Client().get("/metrics", headers=TOKEN).content.decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_the_token_there_is_no_such_address(settings: Settings) -> None:
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_what_waits_is_told_by_lane(stage: Stage, valkey: redis.Redis) -> None:
    Submission.objects.create(
        attempt=attempt_of(stage), idem_key=uuid.uuid4(), answers={}, lane="later"
    )
    said = figures()
    assert said["lemma_waiting", "later"] == 1
    assert said["lemma_waiting", "grade"] == 0
    assert 0 <= said["lemma_oldest_wait_seconds", "later"] < 600


def test_graders_are_counted_by_their_sandbox(valkey: redis.Redis) -> None:
    for number in (1, 2):
        mark = json.dumps({"tier": "ns", "reason": ""})
        valkey.set(f"{GRADER_MARK}here:{number}", mark, ex=10)
    assert figures()["lemma_graders", "ns"] == 2


def test_a_broker_that_is_away_is_a_figure_and_no_error(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert figures()["lemma_broker_up",] == 0
