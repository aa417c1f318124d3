"""A practice session from its beginning to its end: by the keyboard alone, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TABS = 60  # a page on which the way on is further off is no page for a keyboard


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on what is named so, as somebody without a mouse would."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        name = page.evaluate("(document.activeElement.textContent || '').trim()")
        if re.match(words, re.sub(r"\s+", " ", str(name))):
            return
    raise AssertionError(f"no Tab leads to {words!r} on {page.url}")


def through_the_queue(page: Page, press: str) -> int:
    """Leave one exercise after the other until the session is over; how many there were."""
    for turn in range(20):
        if page.get_by_role("heading", name="That was your session").count():
            return turn
        expect(page.locator(".session-bar")).to_contain_text(f"{turn + 1} of ")
        with page.expect_navigation():
            if press == "keyboard":
                tab_to(page, "Next exercise")
                page.keyboard.press("Enter")
            else:
                page.get_by_role("button", name="Next exercise").click()
    raise AssertionError("the session does not end")


def test_a_session_by_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page
    visitor.is_signed_in_as("ada")
    page.goto("/practise/")
    tab_to(page, "10 minutes")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert through_the_queue(page, "keyboard") >= 1
    expect(page.get_by_role("heading", name="What you practised")).to_be_visible()
    tab_to(page, "Another session")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/practise/$"))


def test_a_session_without_scripts(visitor_without_scripts: Visitor) -> None:
    visitor, page = visitor_without_scripts, visitor_without_scripts.page
    visitor.is_signed_in_as("ada")
    page.goto("/practise/")
    page.get_by_role("button", name="10 minutes").click()
    page.get_by_role("link", name="The session", exact=True).click()
    expect(page.get_by_role("heading", name="A session of 10 minutes")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    assert through_the_queue(page, "mouse") >= 1
    expect(page.get_by_text(re.compile("exercises solved"))).to_be_visible()
