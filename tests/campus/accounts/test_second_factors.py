"""Second factors: a code beside the password, recovery codes, who must have one."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from campus.accounts.addresses import confirm
from campus.accounts.models import User
from campus.auditing.models import Entry
from tests.campus.accounts.codes import add_app, code
from tests.campus.accounts.conftest import SignIn
from tests.campus.cast import PASSWORD, Stage

pytestmark = pytest.mark.django_db

ACTIVATE = "/account/second-factor/totp/activate/"
CODES = "/account/second-factor/recovery-codes/"


@pytest.fixture
def ada(stage: Stage) -> User:
    confirm(stage.ada)
    return stage.ada


@pytest.fixture
def secret(ada: User) -> str:
    """Ada has an app and recovery codes; the key that it shares with us."""
    key, encrypt = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", get_adapter().encrypt
    for kind, data in (
        ("totp", {"secret": encrypt(key)}),
        ("recovery_codes", {"seed": encrypt("5eed" * 20), "used_mask": 0}),
    ):
        Authenticator.objects.create(user=ada, type=kind, data=data)
    return key


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_who_has_an_app_is_asked_for_its_code_and_is_not_in_before(
    ada: User, secret: str, signed_in: SignIn
) -> None:
    browser = signed_in(ada)
    assert "_auth_user_id" not in browser.session
    assert browser.get("/account/")["Location"].startswith("/sign-in/")
    answer = browser.post("/account/second-factor/authenticate/", {"code": code(secret, 1)})
    assert answer["Location"] == "/"
    assert browser.get("/account/").status_code == 200


def test_a_code_works_once(ada: User, secret: str, signed_in: SignIn) -> None:
    said = code(secret, 1)
    for accepted in (True, False):
        browser = signed_in(ada)
        browser.post("/account/second-factor/authenticate/", {"code": said})
        assert ("_auth_user_id" in browser.session) is accepted


def test_a_wrong_code_is_kept_in_the_audit_log_and_five_are_enough(
    ada: User, secret: str, signed_in: SignIn
) -> None:
    browser = signed_in(ada)
    wrong = f"{(int(code(secret)) + 1) % 10**6:06}"
    for _ in range(5):
        browser.post("/account/second-factor/authenticate/", {"code": wrong})
    browser.post("/account/second-factor/authenticate/", {"code": code(secret, 1)})
    assert "_auth_user_id" not in browser.session
    assert acts().count("second factor failed") == 5


def test_a_recovery_code_lets_one_in_once(
    ada: User, secret: str, trusted: SignIn, signed_in: SignIn
) -> None:
    owner = Authenticator.objects.get(user=ada, type="recovery_codes")
    (first, *_) = owner.wrap().get_unused_codes()
    for accepted in (True, False):
        browser = signed_in(ada)
        browser.post("/account/second-factor/authenticate/", {"code": first})
        assert ("_auth_user_id" in browser.session) is accepted


def test_another_secret_key_lets_no_code_fit(
    ada: User, secret: str, signed_in: SignIn, settings: Settings
) -> None:
    settings.SECRET_KEY = "another one"
    browser = signed_in(ada)
    for said in (code(secret, 1), code("A" * 32), "", "x" * 300):
        answer = browser.post("/account/second-factor/authenticate/", {"code": said})
        assert answer.status_code == 200
    assert "_auth_user_id" not in browser.session


def test_the_page_that_adds_one_wants_the_password_once_more(ada: User, signed_in: SignIn) -> None:
    answer = signed_in(ada).get(ACTIVATE)
    assert answer["Location"].startswith("/sign-in/again/?next=")


def test_rubbish_activates_nothing(ada: User, trusted: SignIn) -> None:
    browser = trusted(ada)
    browser.get(ACTIVATE)
    for said in ("", "000000", "x", "１２３４５６", "9" * 5000, "a\x00b"):
        assert browser.post(ACTIVATE, {"code": said}).status_code == 200, said
    assert not Authenticator.objects.exists()


def test_an_address_that_nobody_confirmed_gets_none(stage: Stage, trusted: SignIn) -> None:
    browser = trusted(stage.ada)
    page = browser.get(ACTIVATE).content.decode()
    key = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)
    assert key
    answer = browser.post(ACTIVATE, {"code": code(key[1])}).content.decode()
    assert "Confirm your e-mail address first." in answer
    assert not Authenticator.objects.exists()


def test_adding_one_is_told_by_mail_and_kept_in_the_audit_log(
    ada: User, trusted: SignIn, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = add_app(trusted(ada))
    rows = [str(row) for row in Authenticator.objects.values_list("data", flat=True)]
    assert len(rows) == 2
    assert not any(secret in row for row in rows), "secrets are not readable in the database"
    assert "An app for codes was added" in str(mail.outbox[-1].body)
    assert acts()[-2:] == ["second factor added"] * 2  # the app and its recovery codes


def test_an_administrator_with_a_password_alone_is_told(stage: Stage, signed_in: SignIn) -> None:
    page = signed_in(stage.grace).get("/account/").content.decode()
    assert page.count("with a password alone") == 2  # at the sign-in, and on the page for good


@pytest.mark.parametrize("name", ["noether", "grace"])
def test_staff_must_set_one_up_where_the_site_wants_it(
    stage: Stage, signed_in: SignIn, settings: Settings, name: str
) -> None:
    settings.REQUIRE_SECOND_FACTOR_OF_STAFF = True
    browser = signed_in(getattr(stage, name))
    assert browser.get("/teaching/")["Location"] == "/account/second-factor/"
    for still in ("/account/", "/account/second-factor/", "/account/email/", "/sign-in/again/"):
        assert browser.get(still).status_code == 200, still
    assert browser.post("/sign-out/").status_code == 302


def test_staff_with_one_and_learners_go_on(
    stage: Stage, trusted: SignIn, signed_in: SignIn, settings: Settings
) -> None:
    settings.REQUIRE_SECOND_FACTOR_OF_STAFF = True
    confirm(stage.noether)
    secret = add_app(trusted(stage.noether))
    browser = signed_in(stage.noether)
    browser.post("/account/second-factor/authenticate/", {"code": code(secret, 1)})
    assert browser.get("/teaching/").status_code == 200
    assert signed_in(stage.ada).get("/progress/").status_code == 200


def test_borrowed_eyes_see_no_secrets_and_no_devices(stage: Stage, signed_in: SignIn) -> None:
    browser: Client = signed_in(stage.grace)
    browser.post(f"/people/{stage.ada.pk}/eyes/")
    for own in ("/account/sessions/", CODES, "/account/email/", ACTIVATE):
        assert browser.get(own)["Location"] == "/account/", own
    assert PASSWORD not in browser.get("/account/").content.decode()


def test_an_administrator_of_the_machine_takes_factors_off_who_lost_them(
    ada: User, secret: str, signed_in: SignIn
) -> None:
    call_command("forget_factors", "ADA", verbosity=0)
    assert "_auth_user_id" in signed_in(ada).session
    assert "taken all second factors off" in str(mail.outbox[-1].body)
    assert "second factors taken off" in acts()
    with pytest.raises(CommandError, match="Nobody is called nobody"):
        call_command("forget_factors", "nobody")
