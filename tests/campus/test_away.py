"""A database or a cache that is away for a moment: no page breaks that need not."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings
from redis.exceptions import BusyLoadingError, ResponseError
from redis.exceptions import ConnectionError as CacheAway

from campus.accounts.models import User
from campus.failing import away, server_error
from tests.campus.cast import PASSWORD, Stage

Browser = Callable[[User | None], Client]


def cache_away(settings: Settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1"}}


def test_who_is_signed_in_goes_on_without_the_cache(
    stage: Stage, as_person: Browser, settings: Settings
) -> None:
    ada = as_person(stage.ada)
    cache_away(settings)
    page = ada.get("/account/")
    assert page.status_code == 200
    assert "Ada" in page.content.decode()


def test_one_can_sign_in_without_the_cache(stage: Stage, settings: Settings) -> None:
    cache_away(settings)
    client = Client()
    client.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    assert client.get("/account/").status_code == 200


def test_a_sign_out_that_the_cache_would_undo_is_to_be_made_again(
    stage: Stage, as_person: Browser, settings: Settings
) -> None:
    ada = as_person(stage.ada)
    cache_away(settings)
    ada.raise_request_exception = False
    answer = ada.post("/sign-out/")
    assert answer.status_code == 503
    assert "send it once more" in answer.content.decode().replace("\n", " ")


def caused_by(error: psycopg.Error | None) -> OperationalError:
    raised = OperationalError("away")
    raised.__cause__ = error
    return raised


@pytest.mark.parametrize(
    ("error", "is_away"),
    [
        (caused_by(psycopg.OperationalError("connection refused")), True),
        (caused_by(psycopg.errors.AdminShutdown()), True),  # PostgreSQL restarts
        (caused_by(psycopg.errors.CannotConnectNow()), True),  # and is starting up
        (caused_by(psycopg.errors.TooManyConnections()), True),
        (caused_by(psycopg.errors.LockNotAvailable()), True),
        (InterfaceError("the connection is closed"), True),
        (caused_by(psycopg.errors.QueryCanceled()), False),  # a statement of ours is too slow
        (caused_by(psycopg.errors.DiskFull()), False),  # will not pass by itself
        (ProgrammingError("no such column"), False),
        (CacheAway(), True),
        (BusyLoadingError(), True),  # it reads what it had kept
        (ResponseError("unknown command"), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_what_passes_by_itself_is_told_from_what_is_broken(
    error: BaseException | None, is_away: bool
) -> None:
    assert away(error) is is_away


@pytest.mark.parametrize(
    ("request_", "reloads"),
    [(RequestFactory().get("/"), True), (RequestFactory().post("/", {"answer": "7"}), False)],
)
def test_a_page_that_was_only_read_loads_itself_again(request_: HttpRequest, reloads: bool) -> None:
    try:
        raise caused_by(psycopg.errors.AdminShutdown())
    except OperationalError:
        answer = server_error(request_)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
    assert ('http-equiv="refresh"' in answer.content.decode()) is reloads


def test_what_is_broken_stays_an_error_of_ours() -> None:
    try:
        raise ValueError
    except ValueError:
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
