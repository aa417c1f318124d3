"""Signing in with one's institution: who is matched with whom, and who is never."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from campus import institutions
from campus.accounts.addresses import confirm
from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.checks import everything_is_set
from tests.campus.accounts.conftest import SignIn
from tests.campus.accounts.institution import BACK, BEGIN, ISSUER, Provider
from tests.campus.cast import PASSWORD, Stage

pytestmark = pytest.mark.django_db

EMMY = {"sub": "e-1", "email": "emmy@example.edu", "email_verified": True, "name": "Emmy Noether"}
AS_ADA: dict[str, Any] = EMMY | {"sub": "a-1", "email": "Ada@example.org", "name": "Ada"}


@pytest.fixture
def provider(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The institution; it tells of Emmy."""
    it = Provider(dict(EMMY))

    def session(self: object) -> requests.Session:
        made = requests.Session()
        made.mount(ISSUER, it)
        return made

    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", session)
    return it


def who(browser: Client) -> str:
    """The user name of whoever is signed in, "" for nobody."""
    number = browser.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


def test_the_button_leads_there_and_the_policy_lets_it(stage: Stage) -> None:
    page = Client().get("/sign-in/")
    assert "Sign in with Example University" in page.content.decode()
    assert f"form-action 'self' {ISSUER};" in page["Content-Security-Policy"]


def test_somebody_new_gets_an_account_and_comes_back_as_the_same(provider: Provider) -> None:
    first, second = Client(), Client()
    provider.sign_in(first)
    user = User.objects.get(email="emmy@example.edu")
    assert (user.display_name, user.role, user.has_usable_password()) == (
        "Emmy Noether",
        "learner",
        False,
    )
    assert EmailAddress.objects.get(user=user).verified
    provider.claims |= {"email": "emmy.noether@example.edu"}  # addresses change, `sub` does not
    provider.sign_in(second)
    assert who(first) == who(second) == user.username
    assert second.get("/account/").status_code == 200
    assert Entry.objects.filter(act="signed in", person=user).count() == 2


def test_an_address_confirmed_on_both_sides_is_the_same_person(
    provider: Provider, stage: Stage
) -> None:
    confirm(stage.ada)
    provider.claims = dict(AS_ADA)
    browser = Client()
    provider.sign_in(browser, next="/progress/")
    assert who(browser) == "ada"
    assert SocialAccount.objects.get().user == stage.ada
    stage.ada.refresh_from_db()
    assert stage.ada.check_password(PASSWORD)
    assert Entry.objects.filter(act="institution connected", person=stage.ada).exists()


@pytest.mark.parametrize(
    ("here", "said"),
    [
        (True, False),  # the institution does not vouch for it
        (True, "false"),  # a text, which is not nothing
        (True, None),
        (False, True),  # nobody confirmed it here: the account may be a stranger's
    ],
)
def test_nobody_is_taken_for_somebody_else_by_an_address(
    provider: Provider, stage: Stage, here: bool, said: object
) -> None:
    if here:
        confirm(stage.ada)
    provider.claims = AS_ADA | {"email_verified": said}
    browser = Client()
    page = provider.sign_in(browser).content.decode()
    assert who(browser) == ""
    assert "There is an account with your e-mail address already." in page
    assert not SocialAccount.objects.exists()
    stage.ada.refresh_from_db()
    assert stage.ada.check_password(PASSWORD)


def test_an_institution_vouches_for_its_own_domains_alone(
    provider: Provider, stage: Stage, settings: Settings
) -> None:
    confirm(stage.ada)
    present = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    (app,) = present["APPS"]
    ours = app | {"settings": app["settings"] | {"domains": ["example.edu"]}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": present | {"APPS": [ours]}}
    provider.claims = dict(AS_ADA)
    browser = Client()
    provider.sign_in(browser)
    assert who(browser) == ""


def test_whoever_is_signed_in_connects_the_institution_themselves(
    provider: Provider, stage: Stage, trusted: SignIn
) -> None:
    browser = trusted(stage.ada)
    provider.claims = AS_ADA | {"email_verified": False}
    page = provider.sign_in(browser, process="connect").content.decode()
    assert "Disconnect" in page
    assert SocialAccount.objects.get().user == stage.ada
    answer = browser.post("/account/institution/", {"account": SocialAccount.objects.get().pk})
    assert answer.status_code == 302
    assert not SocialAccount.objects.exists()


def test_coming_back_leads_nowhere_else(provider: Provider) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:1"):
        page: Any = provider.sign_in(Client(), next=elsewhere)
        assert page.redirect_chain[-1][0] == "/", elsewhere


def test_an_answer_that_nobody_asked_for_signs_nobody_in(provider: Provider) -> None:
    browser = Client()
    for query in ({}, {"code": "one-use", "state": "made-up"}, {"error": "x"}):
        assert browser.get(BACK, query).status_code == 401
    assert who(browser) == ""


def test_a_token_for_another_site_is_refused(provider: Provider) -> None:
    provider.audience = "somebody-else"
    browser = Client()
    assert provider.sign_in(browser).status_code == 401
    assert who(browser) == ""


def test_a_link_alone_sends_nobody_away(stage: Stage) -> None:
    page = Client().get(BEGIN)
    assert page.status_code == 200
    assert "will ask who you are" in page.content.decode()


SET = {
    "OIDC_ISSUER": "https://login.example.edu",
    "OIDC_CLIENT_ID": "lemma",
    "OIDC_CLIENT_SECRET": "known to both",
}


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET must be set too"),
        ({"OIDC_ISSUER": "", "OIDC_CLIENT_ID": ""}, "OIDC_ISSUER and OIDC_CLIENT_ID must be set"),
        ({"OIDC_ISSUER": "http://login.example.edu"}, "must begin with https://"),
        ({"SAML_ENTITY_ID": "urn:example"}, "SAML_SSO_URL and SAML_CERTIFICATE and SAML_DOMAINS"),
        (
            {
                "SAML_ENTITY_ID": "urn:example",
                "SAML_SSO_URL": "https://saml.example.edu/",
                "SAML_CERTIFICATE": "/nowhere.pem",
                "SAML_DOMAINS": "example.edu",
            },
            "SAML_CERTIFICATE names no file",
        ),
    ],
)
def test_half_an_institution_is_refused_by_the_check(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, environment: dict[str, str], complaint: str
) -> None:
    for name, value in {**SET, **environment}.items():
        monkeypatch.setenv(name, value)
    settings.INSTITUTION_GAPS = institutions.read().gaps
    (found,) = [one for one in everything_is_set() if one.id == "campus.E004"]
    assert complaint in found.msg
