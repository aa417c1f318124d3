"""Signing in by SAML: what an institution has signed, for what was asked, about its own people."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.test import Client
from pytest_django import Settings

from campus import institutions
from campus.accounts.addresses import confirm
from campus.accounts.models import User
from tests.campus.accounts.saml import ENTITY, SIGN_IN, Signer, new_signer, sign_in
from tests.campus.cast import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # XML signatures take seconds to load


@pytest.fixture(scope="module")
def signer() -> Signer:
    return new_signer()


@pytest.fixture(autouse=True)
def university(
    stage: Stage,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    signer: Signer,
) -> None:
    """The environment of a site whose institution speaks SAML."""
    certificate = tmp_path / "university.pem"
    certificate.write_text(signer.certificate)
    said = {
        "SAML_ENTITY_ID": ENTITY,
        "SAML_SSO_URL": SIGN_IN,
        "SAML_CERTIFICATE": str(certificate),
        "SAML_DOMAINS": "example.edu,example.org",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    found = institutions.read()
    assert found.gaps == []
    registry.load()
    monkeypatch.setitem(registry.provider_map, SAMLProvider.id, SAMLProvider)
    settings.SOCIALACCOUNT_PROVIDERS = found.providers
    settings.ROOT_URLCONF = "tests.campus.accounts.saml_urls"


def who(browser: Client) -> str:
    number = browser.session.get("_auth_user_id")
    return User.objects.get(pk=number).email if number else ""


def test_somebody_new_gets_an_account(signer: Signer) -> None:
    browser = Client()
    sign_in(browser, signer, "emmy@example.edu")
    assert who(browser) == "emmy@example.edu"


def test_an_address_confirmed_on_both_sides_is_the_same_person(
    signer: Signer, stage: Stage
) -> None:
    confirm(stage.ada)
    browser = Client()
    sign_in(browser, signer, "ada@example.org")
    assert browser.session["_auth_user_id"] == str(stage.ada.pk)


@pytest.mark.parametrize(
    ("mail", "asked", "by_itself"),
    [
        ("emmy@example.edu", None, False),  # signed by somebody else
        ("emmy@example.edu", "ONELOGIN_of_another_browser", True),  # answers what nobody asked
        ("emmy@example.edu", "", True),  # began at the institution
        ("ada@example.org", None, True),  # nobody confirmed this address here
    ],
)
def test_nobody_comes_in_by_anything_less(
    signer: Signer, mail: str, asked: str | None, by_itself: bool
) -> None:
    browser = Client()
    sign_in(browser, signer if by_itself else new_signer(), mail, asked)
    assert who(browser) == ""


def test_the_metadata_tell_the_institution_where_to_answer() -> None:
    page = Client().get("/sign-in/with/saml/institution/metadata/", headers={"host": "testserver"})
    assert "http://testserver/sign-in/with/saml/institution/acs/" in page.content.decode()
