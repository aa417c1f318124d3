"""An export holds all that is known of a person, nothing of anybody else, and no key."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.privacy import exporting
from campus.privacy.models import Export, Part
from campus.privacy.reasons import NOT_EXPORTED
from campus.privacy.tables import TABLES
from tests.campus.cast import CANARIES, Stage
from tests.campus.privacy.worked import WORDS, work

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


def ties_to_people() -> set[str]:
    """Every field of every model that leads to an account: "app.Model.field"."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model is User
    }


def test_every_tie_to_a_person_is_exported_or_has_its_reason() -> None:
    exported = {f"{table.model}.{table.whose}" for table in TABLES}
    assert ties_to_people() - exported - NOT_EXPORTED.keys() == set()


def test_no_reason_is_given_for_what_is_exported_or_gone() -> None:
    of_users = {f"{User._meta.label}.groups", "account.EmailConfirmation.email_address"}
    exported = {f"{table.model}.{table.whose}" for table in TABLES}
    assert NOT_EXPORTED.keys() - ties_to_people() - of_users == set()
    assert NOT_EXPORTED.keys() & exported == set()


@pytest.fixture
def archive(stage: Stage) -> zipfile.ZipFile:
    work(stage)
    export = exporting.ask(stage.ada)
    assert exporting.make(export.pk)
    export.refresh_from_db()
    body = b"".join(exporting.body_of(export))
    assert len(body) == export.size
    return zipfile.ZipFile(io.BytesIO(body))


def rows(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(f"{name}.json"))


def test_the_export_says_what_somebody_did(archive: zipfile.ZipFile, stage: Stage) -> None:
    assert archive.testzip() is None
    (account,) = rows(archive, "account")
    assert (account["username"], account["email"]) == ("ada", "ada@example.org")
    assert "password" not in account
    (answer,) = rows(archive, "submissions")
    assert answer["answers"] == {"m": {"text": "=8", "syntax": "ascii"}}
    (verdict,) = rows(archive, "verdicts")
    assert verdict["report"] == {"m": {"outcome": "wrong", "score": 0.0, "feedback": "Not seven."}}
    assert [row["text"] for row in rows(archive, "posts")] == [WORDS]
    assert [row["skill__slug"] for row in rows(archive, "mastery")] == ["adding"]


def test_json_and_csv_of_a_table_hold_the_same_rows(archive: zipfile.ZipFile) -> None:
    for table in TABLES:
        lines = list(csv.DictReader(io.StringIO(archive.read(f"{table.name}.csv").decode())))
        told = rows(archive, table.name)
        assert len(lines) == len(told), table.name
        assert all(set(row) == set(table.columns) for row in [*told, *lines]), table.name


def test_nothing_of_the_exercise_is_in_it(archive: zipfile.ZipFile) -> None:
    everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert [name for name, word in CANARIES.items() if word in everything] == []
    assert "noether" not in everything.lower()


def test_no_cell_of_the_csv_is_a_formula(stage: Stage) -> None:
    User.objects.filter(pk=stage.ada.pk).update(display_name="=HYPERLINK(1)")
    export = exporting.ask(stage.ada)
    exporting.make(export.pk)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(exporting.body_of(export))))
    (line,) = csv.DictReader(io.StringIO(archive.read("account.csv").decode()))
    assert line["display_name"] == "'=HYPERLINK(1)"


def test_an_export_is_fetched_by_its_owner_for_some_days(
    stage: Stage,
    as_person: Browser,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: Any,
) -> None:
    ada = as_person(stage.ada)
    with django_capture_on_commit_callbacks(execute=True):
        ada.post("/account/data/export/")
        ada.post("/account/data/export/")  # asked twice, made once
    export = Export.objects.get(person=stage.ada)
    address = f"/account/data/{export.pk}/"
    assert ada.get(address).status_code == 404  # not made yet
    exporting.make(export.pk)
    assert ada.get(address).headers["Content-Type"] == "application/zip"
    assert as_person(stage.grace).get(address).status_code == 404
    assert address in ada.get("/account/data/").content.decode()
    gone = timezone.now() - timedelta(days=settings.KEEP_DAYS["exports"], hours=1)
    Export.objects.update(ready_at=gone)
    assert ada.get(address).status_code == 404
    acts = Entry.objects.filter(person=stage.ada).exclude(act="signed in").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "export of own data asked for",
        "export of own data downloaded",
    ]


def test_an_export_lies_in_parts_and_is_made_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PART", 1000)
    export = exporting.ask(stage.ada)
    assert exporting.make(export.pk)
    assert not exporting.make(export.pk)
    assert Part.objects.filter(export=export).count() > 1
    assert zipfile.ZipFile(io.BytesIO(b"".join(exporting.body_of(export)))).testzip() is None


def test_an_export_that_cannot_be_made_is_given_up(stage: Stage) -> None:
    export = exporting.ask(stage.ada)
    long_ago = timezone.now() - timedelta(hours=1)
    Export.objects.filter(pk=export.pk).update(tries=exporting.TRIES, asked_at=long_ago)
    assert not exporting.make(export.pk)
    assert exporting.send_lost() == 1
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
