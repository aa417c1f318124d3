"""E-mail addresses: confirmed by who reads their mail; another is in force once it is confirmed."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from campus.accounts.addresses import confirm
from campus.accounts.models import User
from campus.auditing.models import Entry
from tests.campus.accounts.conftest import SignIn
from tests.campus.cast import PASSWORD, Stage

pytestmark = pytest.mark.django_db

NEW = {
    "display_name": "Emil",
    "username": "emil",
    "email": "Emil@Example.org",
    "password1": "a long and quiet password",
    "password2": "a long and quiet password",
}


def link_in(letter: int = -1) -> str:
    """The path of the link in a letter; it leads to the site whatever host was named."""
    found = re.search(r"http://testserver(/account/email/\S+)", str(mail.outbox[letter].body))
    assert found, mail.outbox[letter].body
    return found[1]


def verified(user: User) -> bool:
    return bool(EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists())


def test_who_signs_up_gets_a_letter_and_may_begin_at_once(stage: Stage) -> None:
    browser = Client()
    browser.post("/sign-up/", NEW, headers={"host": "localhost"})
    emil = User.objects.get(username="emil")
    assert (emil.email, verified(emil), "_auth_user_id" in browser.session) == (
        "emil@example.org",
        False,
        True,
    )
    browser.post(link_in())
    assert verified(emil)


def test_where_confirming_is_mandatory_nobody_is_in_before(
    stage: Stage, settings: Settings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    browser = Client()
    assert browser.post("/sign-up/", NEW)["Location"] == "/account/email/sent/"
    assert "_auth_user_id" not in browser.session
    browser.post(link_in())
    assert "_auth_user_id" in browser.session  # the browser that signed up


def test_mandatory_signing_up_looks_the_same_for_a_taken_address(
    stage: Stage, settings: Settings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    answer = Client().post("/sign-up/", {**NEW, "email": "ADA@example.org"})
    assert answer["Location"] == "/account/email/sent/"
    assert not User.objects.filter(username="emil").exists()
    assert "There is an account with it already" in str(mail.outbox[-1].body)


def test_another_address_is_in_force_once_it_is_confirmed(stage: Stage, trusted: SignIn) -> None:
    confirm(stage.ada)
    browser = trusted(stage.ada)
    browser.post("/account/email/", {"action_add": "1", "email": "Ada@elsewhere.example"})
    stage.ada.refresh_from_db()
    assert stage.ada.email == "ada@example.org"
    assert mail.outbox[-1].to == ["ada@elsewhere.example"]
    browser.post(link_in())
    stage.ada.refresh_from_db()
    assert stage.ada.email == "ada@elsewhere.example"
    assert mail.outbox[-1].to == ["ada@example.org"]  # the old one is told
    assert Entry.objects.filter(act="e-mail address changed", person=stage.ada).count() == 1


def test_an_unconfirmed_address_stays_in_force_while_another_waits(
    stage: Stage, trusted: SignIn
) -> None:
    browser = trusted(stage.ada)
    for other in ("first@example.org", "second@example.org"):
        browser.post("/account/email/", {"action_add": "1", "email": other})
    stage.ada.refresh_from_db()
    waiting = EmailAddress.objects.filter(user=stage.ada).exclude(email="ada@example.org")
    assert (stage.ada.email, [row.email for row in waiting]) == (
        "ada@example.org",
        ["second@example.org"],
    )


def test_changing_the_address_wants_the_password_once_more(stage: Stage, signed_in: SignIn) -> None:
    answer = signed_in(stage.ada).post("/account/email/", {"action_add": "1", "email": "a@b.org"})
    assert answer["Location"].startswith("/sign-in/again/")
    assert not mail.outbox


def test_somebody_elses_address_cannot_be_confirmed(stage: Stage, trusted: SignIn) -> None:
    browser = trusted(stage.ada)
    browser.post("/account/email/", {"action_add": "1", "email": "charlie@example.org"})
    page = browser.post(link_in(), follow=True).content.decode()
    stage.ada.refresh_from_db()
    assert stage.ada.email == "ada@example.org"
    assert "There is an account with this e-mail address already." in page


def test_an_address_that_waits_opens_no_account_by_a_forgotten_password(
    stage: Stage, trusted: SignIn
) -> None:
    trusted(stage.ada).post("/account/email/", {"action_add": "1", "email": "wait@example.org"})
    mail.outbox.clear()
    Client().post("/sign-in/forgotten/", {"email": "wait@example.org"})
    assert not mail.outbox


def test_rubbish_is_no_address(stage: Stage, trusted: SignIn) -> None:
    browser = trusted(stage.ada)
    for said in ("", "x", "a@", "a@b@c", "é" * 300, "a\x00@b.org", "<b>@x.org"):
        answer = browser.post("/account/email/", {"action_add": "1", "email": said})
        assert answer.status_code == 200, said
    assert not mail.outbox


def test_a_mail_server_that_is_away_breaks_no_sign_up(stage: Stage, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    browser = Client()
    assert browser.post("/sign-up/", NEW).status_code == 302
    assert "_auth_user_id" in browser.session


def test_a_changed_password_is_told_and_ends_other_sessions(
    stage: Stage, signed_in: SignIn
) -> None:
    here, there = signed_in(stage.ada), signed_in(stage.ada)
    new = {"password1": "another one, long enough", "password2": "another one, long enough"}
    here.post("/account/password/", {"oldpassword": PASSWORD, **new})
    assert here.get("/account/").status_code == 200
    assert there.get("/account/")["Location"].startswith("/sign-in/")
    assert "password of your account was changed" in str(mail.outbox[-1].body)
    assert Entry.objects.filter(act="password changed", person=stage.ada).exists()
