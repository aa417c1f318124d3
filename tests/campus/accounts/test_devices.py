"""The list of devices: what it shows, how one is ended, what it costs."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from campus.accounts import devices
from campus.auditing.models import Entry
from tests.campus.accounts.conftest import SignIn
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1"


def is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def test_each_sign_in_is_a_device_with_a_name_and_where_from(
    stage: Stage, signed_in: SignIn
) -> None:
    signed_in(stage.ada, PHONE)
    page = signed_in(stage.ada).get("/account/sessions/").content.decode()
    for words in ("Safari, iPhone", "Firefox, Linux", "127.0.0.*", "this one"):
        assert words in page
    assert "127.0.0.1" not in page


def test_ending_one_takes_effect_at_once_and_leaves_the_others(
    stage: Stage, signed_in: SignIn
) -> None:
    here, phone, third = signed_in(stage.ada), signed_in(stage.ada, PHONE), signed_in(stage.ada)
    row = UserSession.objects.get(session_key=phone.session.session_key)
    here.post("/account/sessions/", {"device": row.pk})
    assert [is_in(browser) for browser in (here, phone, third)] == [True, False, True]
    assert Entry.objects.filter(act="signed out elsewhere", person=stage.ada).count() == 1


def test_ending_all_others(stage: Stage, signed_in: SignIn) -> None:
    here, phone, charlie = (
        signed_in(stage.ada),
        signed_in(stage.ada, PHONE),
        signed_in(stage.charlie),
    )
    here.post("/account/sessions/")
    assert [is_in(browser) for browser in (here, phone, charlie)] == [True, False, True]


def test_rubbish_ends_nothing(stage: Stage, signed_in: SignIn) -> None:
    here, phone = signed_in(stage.ada), signed_in(stage.ada, PHONE)
    for said in ("", "x", "-1", "9" * 5000, "٣"):
        assert here.post("/account/sessions/", {"device": said}).status_code == 302, said
    assert is_in(phone)


def test_somebody_elses_device_cannot_be_ended(stage: Stage, signed_in: SignIn) -> None:
    ada = signed_in(stage.ada)
    row = UserSession.objects.get(session_key=ada.session.session_key)
    signed_in(stage.charlie).post("/account/sessions/", {"device": row.pk})
    assert is_in(ada)


def test_a_page_notes_the_last_use_at_most_every_ten_minutes(
    stage: Stage,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "_noted", {})
    browser = signed_in(stage.ada)
    (row,) = UserSession.objects.all()
    UserSession.objects.update(last_seen_at="2026-01-01T00:00:00Z")
    monkeypatch.setattr(devices, "_noted", {})
    browser.get("/sign-up/")  # the first page notes it
    row.refresh_from_db()
    assert row.last_seen_at.isoformat() > "2026-01-02"
    with django_assert_num_queries(1):  # who is it?
        browser.get("/sign-up/")
