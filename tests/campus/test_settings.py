"""What the environment may say, and what every answer of the site bears."""

from __future__ import annotations

import json
import logging
import os
import secrets
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from campus import environment
from campus import settings as site
from campus.checks import everything_is_set
from campus.logs import JsonLine, Line


def test_a_database_address_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://le%40mma:p%3Aw@[::1]:5433/the%20site?sslmode=require"
    monkeypatch.setenv("X", address)
    found = environment.database("X", {"statement_timeout": "5000"})
    parts = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert [found[part] for part in parts] == ["the site", "le@mma", "p:w", "::1", "5433"]
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["options"] == "-c statement_timeout=5000"


def test_no_database_but_postgresql_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "sqlite:///db.sqlite3")
    with pytest.raises(ImproperlyConfigured, match="must begin with postgresql://"):
        environment.database("X", {})


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("yes", True), ("off", False), ("", False)]
)
def test_flags(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("X", text)
    assert environment.flag("X") is value


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (environment.flag, "flase"),  # a slip must not mean yes
        (lambda name: environment.whole(name, 3), "three"),
        (lambda name: environment.whole(name, 3, least=1), "0"),
        (environment.redis_address, "http://localhost"),
    ],
)
def test_nonsense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, reader: object, text: str
) -> None:
    monkeypatch.setenv("THE_NAME", text)
    with pytest.raises(ImproperlyConfigured, match="THE_NAME"):
        reader("THE_NAME")  # type: ignore[operator]


def test_the_cache_takes_the_next_database() -> None:
    address = "redis://:secret@127.0.0.1:7777/4"
    assert environment.next_redis_database(address) == "redis://:secret@127.0.0.1:7777/5"


def test_the_checks_name_everything_that_is_missing(settings: Settings) -> None:
    settings.SEED_SECRET = settings.REDIS_URL = ""
    settings.DEBUG = True
    found = {message.id for message in everything_is_set()}
    assert found == {"campus.E002", "campus.E003", "campus.W001"}


def test_djangos_own_check_of_a_deployment_finds_nothing() -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "campus.settings",
        "SITE_URL": "https://lemma.example",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SEED_SECRET": secrets.token_urlsafe(50),
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=site.CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_debug_is_off_unless_asked_for() -> None:
    assert site.DEBUG is False


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/sign-in/", "/nothing/here/", "/healthz"])
def test_every_answer_bears_the_policy(address: str) -> None:
    headers = Client().get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/static/ui/app.0123456789ab.js", True),
        ("/static/ui/chunks/editor-AB12CD34.js", True),
        ("/static/ui/chunks/editor-AB12CD34.0123456789ab.js", True),
        ("/static/ui/app.js", False),
        ("/static/ui/style-guide.css", False),
    ],
)
def test_only_names_that_change_with_their_content_are_kept_for_ever(url: str, kept: bool) -> None:
    assert site.WHITENOISE_IMMUTABLE_FILE_TEST("", url) is kept


def test_a_log_line_names_its_submission() -> None:
    record = logging.makeLogRecord({"name": "x", "msg": "recorded", "submission": "abc"})
    assert Line().format(record).endswith("recorded submission=abc")
    assert json.loads(JsonLine().format(record))["submission"] == "abc"
