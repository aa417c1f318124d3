"""A browser that keeps its session, signed in by the page itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from campus.accounts.models import User
from tests.campus.cast import PASSWORD

SignIn = Callable[..., Client]


@pytest.fixture
def signed_in() -> SignIn:
    """Sign in by name and password on the page, as from some browser."""

    def sign_in(user: User, agent: str = "Firefox/130.0 (X11; Linux)") -> Client:
        browser = Client(headers={"accept": "text/html", "user-agent": agent})
        browser.post("/sign-in/", {"username": user.username, "password": PASSWORD})
        return browser

    return sign_in


@pytest.fixture
def trusted(signed_in: SignIn) -> SignIn:
    """Signed in, and the password said once more."""

    def trust(user: User) -> Client:
        browser = signed_in(user)
        answer = browser.post("/sign-in/again/", {"password": PASSWORD, "next": "/account/"})
        assert answer["Location"] == "/account/"
        return browser

    return trust
