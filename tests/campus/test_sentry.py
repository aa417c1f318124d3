"""Errors go to Sentry only where a site asks for it, and without people."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from campus import sentry


def test_without_a_setting_nothing_is_begun() -> None:
    assert sentry.begin("") is False


def test_a_setting_without_the_package_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="sentry-sdk"):
        sentry.begin("https://key@errors.example.org/1")


def test_it_is_begun_without_what_names_people(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    package = ModuleType("sentry_sdk")
    package.init = lambda **given: told.update(given)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentry_sdk", package)
    assert sentry.begin("https://key@errors.example.org/1")
    assert told["send_default_pii"] is False
    event = {"request": {"data": {"answer-m": "7"}}, "user": {"id": 1}, "exception": "ValueError"}
    assert told["before_send"](event) == {"exception": "ValueError"}
