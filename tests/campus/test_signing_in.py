"""Coming in: by name or address, not too often, and never with more rights than one has."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from campus.accounts.models import User
from tests.campus.cast import PASSWORD, Stage

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str, password: str) -> bool:
    client.post("/sign-in/", {"username": name, "password": password})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["ada", "ADA", "ada@example.org", "Ada@Example.org"])
def test_a_name_or_an_address_in_any_case(stage: Stage, name: str) -> None:
    assert sign_in(Client(), name, PASSWORD)


@pytest.mark.parametrize("name", ["ada", "nobody", "nobody@example.org", "", "a\x00b"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(stage: Stage, name: str) -> None:
    assert not sign_in(Client(), name, "a wrong password")


def test_after_five_wrong_passwords_the_right_one_must_wait(stage: Stage) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, "ada", "a wrong password")
    assert not sign_in(client, "ada", PASSWORD)
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), "ada", PASSWORD)  # from her own machine she may
    cache.clear()  # the minute is over
    assert sign_in(client, "ada", PASSWORD)


def test_right_passwords_are_not_counted(stage: Stage) -> None:
    assert all(sign_in(Client(), "ada", PASSWORD) for _ in range(8))


NEW = {
    "display_name": "Emil",
    "username": "emil",
    "email": "emil@example.org",
    "password1": "a long and quiet password",
    "password2": "a long and quiet password",
}


def test_whoever_signs_up_is_a_learner_whatever_the_form_says(stage: Stage) -> None:
    client = Client()
    client.post("/sign-up/", {**NEW, "role": "admin", "is_staff": "1", "is_superuser": "1"})
    emil = User.objects.get(username="emil")
    assert (emil.role, emil.is_staff, emil.is_superuser) == ("learner", False, False)
    assert "_auth_user_id" in client.session


def test_nobody_makes_themselves_an_administrator_in_their_account(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.ada)
    form = {"display_name": "Ada L.", "email": "ada@example.org", "role": "admin"}
    client.post("/account/", form)
    stage.ada.refresh_from_db()
    assert (stage.ada.display_name, stage.ada.role) == ("Ada L.", "learner")


def test_an_address_belongs_to_one_account(stage: Stage) -> None:
    page = Client().post("/sign-up/", {**NEW, "email": "ADA@example.org"}).content.decode()
    assert "There is an account with this e-mail address already." in page
    assert not User.objects.filter(username="emil").exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_signing_up_leads_nowhere_else(stage: Stage, elsewhere: str) -> None:
    assert Client().post("/sign-up/", {**NEW, "next": elsewhere})["Location"] == "/"


def test_too_many_from_one_address_wait_and_those_behind_a_proxy_are_told_apart(
    stage: Stage, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    form = {"username": "ada", "password": PASSWORD}

    def status(forwarded: str) -> int:
        said = {"x-forwarded-for": forwarded}
        return Client().post("/sign-in/", form, headers=said).status_code

    # What somebody writes there themselves stands before what our own proxy adds.
    assert [status(f"10.0.0.{n}, 10.9.9.9") for n in range(3)] == [302, 302, 429]
    assert status("10.9.9.9, 10.0.0.7") == 302


def test_the_page_that_is_too_often_is_ours(stage: Stage, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "0/m/ip"}
    page = Client().post("/sign-in/", {"username": "ada", "password": PASSWORD})
    assert "That was too often" in page.content.decode()
