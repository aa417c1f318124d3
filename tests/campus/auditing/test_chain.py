"""The audit log only grows, and whoever goes round its locks breaks the chain."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client

from campus.accounts.models import User
from campus.auditing import record
from campus.auditing.chain import verify
from campus.auditing.models import Entry, Seal
from tests.campus.cast import PASSWORD, Stage

pytestmark = pytest.mark.django_db

Refused = (ProgrammingError, InternalError)


def sealed() -> None:
    """What a commit does; the transaction of a test never gets there."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def behind_the_triggers() -> Iterator[None]:
    """What somebody with the database's own password may do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


@pytest.fixture
def three_acts(stage: Stage) -> list[Entry]:
    record(stage.noether, "extension given", stage.problem_set, stage.course.pk, days=2, why="flu")
    record(None, "course archived", "Größe, 大, 10:30,", until=datetime.date(2026, 1, 2))
    record(stage.grace, "role given", stage.ada, share=Decimal("0.5"), role="instructor")
    sealed()
    return list(Entry.objects.order_by("pk"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auditing_entry SET act = 'nothing'",
        "UPDATE auditing_seal SET digest = ''",
        "DELETE FROM auditing_entry",
        "DELETE FROM auditing_seal",
        "TRUNCATE auditing_entry CASCADE",
        "TRUNCATE auditing_seal",
    ],
)
def test_the_database_refuses_to_change_what_is_written(
    statement: str, three_acts: list[Entry]
) -> None:
    cursor = connection.cursor()
    for table in ("auditing_entry", "auditing_seal"):  # tests/conftest.py has them disabled
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER never_emptied")
    with pytest.raises(Refused, match="only added to"), transaction.atomic():
        cursor.execute(statement)


def test_what_the_database_sealed_is_what_python_computes(three_acts: list[Entry]) -> None:
    found = verify()
    assert (found.entries, found.faults) == (3, ())
    assert found.head == Seal.objects.get(position=3).digest


@pytest.mark.parametrize(
    ("crime", "said"),
    [
        ("UPDATE auditing_entry SET act = 'extension refused' WHERE id = {0}", "not what was"),
        ("UPDATE auditing_entry SET details = '{{}}' WHERE id = {2}", "not what was"),
        ("DELETE FROM auditing_entry WHERE id = {1}", "its entry is missing"),
        ("DELETE FROM auditing_seal WHERE entry_id = {1}", "seals 2 to 2 are missing"),
        (
            "UPDATE auditing_seal SET digest = repeat('0', 64) WHERE entry_id = {0}",
            "seal 2",  # the next one no longer follows
        ),
        (
            "DELETE FROM auditing_seal WHERE entry_id = {2};"
            "DELETE FROM auditing_entry WHERE id = {2}",
            "its end was cut off",  # only a head kept elsewhere can tell
        ),
    ],
)
def test_tampering_is_found(crime: str, said: str, three_acts: list[Entry]) -> None:
    head = verify().head
    with behind_the_triggers():
        connection.cursor().execute(crime.format(*(entry.pk for entry in three_acts)))
    assert any(said in fault for fault in verify(head).faults)


def test_an_old_head_is_found_in_a_longer_chain(stage: Stage, three_acts: list[Entry]) -> None:
    head = verify().head
    record(stage.grace, "role taken", stage.ada)
    sealed()
    assert verify(head).faults == ()


def test_the_command_fails_on_a_broken_chain(three_acts: list[Entry]) -> None:
    call_command("verify_audit", verbosity=0)
    with behind_the_triggers():
        connection.cursor().execute("DELETE FROM auditing_seal WHERE position = 1")
    with pytest.raises(CommandError):
        call_command("verify_audit")


def test_an_act_that_fails_leaves_no_entry(stage: Stage) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(stage.noether, "marks changed", stage.problem_set)
        raise ZeroDivisionError
    assert not Entry.objects.exists()


def test_signing_in_is_recorded_and_a_wrong_password_is_not(stage: Stage) -> None:
    for password in ("wrong", PASSWORD):
        Client().post("/sign-in/", {"username": "ada", "password": password})
    assert [(entry.actor, entry.act) for entry in Entry.objects.all()] == [(stage.ada, "signed in")]


def test_names_do_not_stay_when_an_account_is_erased(stage: Stage) -> None:
    record(stage.noether, "person removed", stage.ada, stage.course.pk)
    record(stage.noether, "person added", stage.course.enrolments.get(person=stage.ada))
    User.objects.filter(pk=stage.ada.pk).delete()
    for entry in Entry.objects.with_people():
        assert (entry.person, entry.label) == (None, "")
        assert "Ada" not in str(entry.details)
