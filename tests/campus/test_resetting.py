"""A forgotten password, from the question to the new one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from campus import environment
from campus.accounts.models import User
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

As = Callable[[User | None], Client]
NEW = "another password, long enough"


def asked(browser: Client, address: str) -> str:
    """The path of the link in the mail; "" when no mail came."""
    answer = browser.post("/sign-in/forgotten/", {"email": address}, follow=True)
    assert "Look into your mailbox" in answer.content.decode()
    if not mail.outbox:
        return ""
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_a_link_lets_one_choose_another_password_once(stage: Stage, as_person: As) -> None:
    nobody = as_person(None)
    link = asked(nobody, stage.ada.email)
    form = nobody.get(link, follow=True)
    where = form.redirect_chain[-1][0]
    answer = nobody.post(where, {"password1": NEW, "password2": NEW}, follow=True)
    assert answer.wsgi_request.user == stage.ada
    stage.ada.refresh_from_db()
    assert stage.ada.check_password(NEW)
    again = as_person(None).get(link, follow=True)
    assert "used already" in again.content.decode()


def test_nobody_learns_which_addresses_have_accounts(stage: Stage, as_person: As) -> None:
    assert asked(as_person(None), "stranger@example.org") == ""


def test_the_link_leads_to_the_site_whatever_host_the_request_names(
    stage: Stage, as_person: As
) -> None:
    nobody = as_person(None)
    nobody.post("/sign-in/forgotten/", {"email": stage.ada.email}, headers={"host": "localhost"})
    assert "http://testserver/" in str(mail.outbox[0].body)


def test_nobodys_mailbox_is_filled(stage: Stage, as_person: As) -> None:
    for _ in range(9):
        asked(as_person(None), stage.ada.email)
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://u:p%40@mail.example:2525", {"EMAIL_HOST": "mail.example", "EMAIL_PORT": 2525,
                                             "EMAIL_HOST_PASSWORD": "p@", "EMAIL_USE_TLS": True}),
        ("smtps://u:p@mail.example", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True}),
        ("file:///var/mail", {"EMAIL_FILE_PATH": "/var/mail"}),
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ],
)  # fmt: skip
def test_where_mail_goes(
    monkeypatch: pytest.MonkeyPatch, address: str, expected: dict[str, object]
) -> None:
    monkeypatch.setenv("MAIL_URL", address)
    found = environment.mail("MAIL_URL", "console:")
    assert found.items() >= expected.items()


def test_a_mail_address_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_URL", "http://mail.example")
    with pytest.raises(ImproperlyConfigured, match="MAIL_URL"):
        environment.mail("MAIL_URL", "console:")
