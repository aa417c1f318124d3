"""Keys and passkeys in a real browser, with a virtual key in it, under the site's own policy."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

NAME, PASSWORD = "artin", "lemma-demo"


def plug_in_a_key(page: Page) -> None:
    """A key that knows its owner's finger, and keeps passkeys."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    about = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": about})


def sign_out(page: Page) -> None:
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".top").get_by_role("link", name="Sign in")).to_be_visible()


def test_a_passkey_is_added_signs_in_beside_and_without_the_password_and_goes(
    visitor: Visitor,
) -> None:
    page = visitor.page
    visitor.sign_in(NAME)
    plug_in_a_key(page)

    page.goto("/account/second-factor/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("A name for it").fill("My telephone")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)

    page.goto("/sign-in/")
    page.get_by_label("User name or e-mail").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    page.get_by_role("button", name="Use a key instead").click()
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    sign_out(page)

    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()

    page.goto("/account/second-factor/webauthn/")
    expect(page.locator("main")).to_contain_text("My telephone")
    page.get_by_role("link", name="Remove").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("main")).to_contain_text("You have none yet.")


def test_a_key_that_is_not_there_is_said_in_words(visitor: Visitor) -> None:
    page = visitor.page
    page.goto("/sign-in/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work.")).to_be_visible()
