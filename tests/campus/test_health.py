"""Is it alive, is it ready: JSON for those who watch."""

from __future__ import annotations

import json

import pytest
import redis
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import Settings

from grader.queue import GRADER_MARK

pytestmark = pytest.mark.django_db


@pytest.fixture
def living_grader(valkey: redis.Redis) -> None:
    valkey.set(f"{GRADER_MARK}here:1", json.dumps({"tier": "ns", "reason": ""}), ex=10)


def test_a_process_that_answers_is_healthy_whatever_else_is_broken(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert Client().get("/healthz").json() == {"status": "ok"}


def test_all_parts_ready(living_grader: None) -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "broker": "ok",
        "graders": {"alive": 1, "sandbox": ["ns"], "reasons": []},
        "demo": "none",
    }


def test_without_a_living_grader_it_is_not_ready(valkey: redis.Redis) -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "no grader has shown life" in answer.json()["graders"]


def test_a_broker_that_is_away_is_named_without_its_address(settings: Settings) -> None:
    settings.REDIS_URL = "redis://:secret@127.0.0.1:1/0"
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["broker"] == "ConnectionError"
    assert "secret" not in answer.content.decode()


def test_waiting_migrations_are_counted(
    living_grader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [1, 2])
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "2 migrations are to be applied"
