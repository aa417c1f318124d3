"""Prepared questions answer as their querysets do, and work is done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from campus.accounts.models import User
from campus.prepared import prepared

pytestmark = pytest.mark.django_db


def by_name(username: str) -> QuerySet[User]:
    return User.objects.filter(username=username)


def names(role: str) -> QuerySet[User, str]:
    return User.objects.filter(role=role).order_by("username").values_list("username", flat=True)


def pairs(role: str, since: datetime) -> QuerySet[User, tuple[str, datetime]]:
    rows = User.objects.filter(role=role, date_joined__gte=since).order_by("username")
    return rows.values_list("username", "date_joined")[:1]


def counted(role: str) -> QuerySet[User]:
    return User.objects.filter(role=role).annotate(enrolled=Count("enrolments")).order_by("pk")


@pytest.fixture(autouse=True)
def people() -> None:
    for username, role in (("emmy", "learner"), ("sonya", "learner"), ("hypatia", "instructor")):
        User.objects.create(username=username, role=role)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (by_name, [("emmy",), ("sonya",), ("nobody",)]),
        (names, [("learner",), ("instructor",), ("admin",)]),
        (pairs, [("learner", datetime(2000, 1, 1, tzinfo=timezone.get_current_timezone()))]),
        (counted, [("learner",)]),
    ],
)
def test_rows_are_those_of_the_queryset(
    question: Callable[..., QuerySet[User, Any]], asked: list[tuple[Any, ...]]
) -> None:
    ask = prepared(question)
    for arguments in asked:
        assert ask(*arguments) == list(question(*arguments))
    assert getattr(next(iter(prepared(counted)("learner"))), "enrolled", None) == 0


def test_the_queryset_is_built_once() -> None:
    built: list[str] = []

    def question(username: str) -> QuerySet[User]:
        built.append(username)
        return by_name(username)

    ask = prepared(question)
    assert [len(ask(name)) for name in ("emmy", "sonya", "nobody")] == [1, 1, 0]
    assert len(built) == 1


def test_postgres_plans_it_once() -> None:
    ask = prepared(names)
    for _ in range(4):
        ask("learner")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%role%%'"
        )
        assert cursor.fetchone() == (1,)


def test_it_sees_what_was_written_since() -> None:
    ask = prepared(names)
    assert ask("admin") == []
    User.objects.filter(username="emmy").update(role="admin")
    assert ask("admin") == ["emmy"]


def test_an_argument_that_is_changed_on_its_way_is_refused() -> None:
    def shouted(username: str) -> QuerySet[User]:
        return by_name(username.upper())

    with pytest.raises(ImproperlyConfigured, match="shouted"):
        prepared(shouted)("emmy")


def test_the_clock_of_the_first_asking_would_stand_still_and_is_refused() -> None:
    def lately(role: str) -> QuerySet[User]:
        return User.objects.filter(role=role, date_joined__lte=timezone.now())

    with pytest.raises(ImproperlyConfigured, match="lately"):
        prepared(lately)("learner")
