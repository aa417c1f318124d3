"""Talking about an exercise, as people do it in a browser: ask, be answered, accept; a spoiler that
is caught; three learners in one shared session."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.visitor import Visitor
from tests.site import RunningSite

SLUG = "grad-compute"


def another(browser: Browser, site: RunningSite, cookies: dict[str, list[Any]]) -> Visitor:
    context: BrowserContext = browser.new_context(base_url=site.url, locale="en-GB")
    context.set_default_timeout(20_000)
    return Visitor(context.new_page(), site, cookies)


def ask(page: Page, title: str, text: str) -> None:
    page.get_by_role("link", name="Ask about this").click()
    page.get_by_label("Your question in one line").fill(title)
    page.get_by_label("Your words").fill(text)
    page.locator("button.primary").click()
    if page.get_by_role("heading", name="Is one of these your question?").is_visible():
        page.get_by_role("button", name="None of these: ask").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_ask_from_an_attempt_be_answered_and_accept(
    visitor: Visitor, browser: Browser, site: RunningSite, cookies: dict[str, list[Any]]
) -> None:
    ada = visitor.page
    visitor.is_signed_in_as("ada")
    visitor.open(SLUG)
    ask(ada, "Which letter is held fixed?", "I have $\\frac{\\partial f}{\\partial x}$. And $y$?")
    address = ada.url
    noether = another(browser, site, cookies)
    noether.is_signed_in_as("noether")
    noether.page.goto(address)
    noether.page.get_by_role("link", name="Answer").click()
    noether.page.get_by_label("Your words").fill("All but the one you derive by, @ada.")
    noether.page.get_by_role("button", name="Post the answer").click()
    expect(noether.page.locator(".post")).to_have_count(2)
    ada.goto("/discussion/notices/")
    ada.get_by_role("link", name="Which letter is held fixed?").first.click()
    ada.get_by_role("button", name="This helped me").click()
    expect(ada.locator(".post.accepted")).to_contain_text("All but the one")
    ada.goto("/discussion/?q=held+fixed")
    expect(ada.locator(".threads li").first).to_contain_text("answered")
    noether.page.context.close()


def test_a_spoiler_is_caught_with_a_kind_word(visitor: Visitor) -> None:
    page = visitor.page
    visitor.is_signed_in_as("ada")
    body = visitor.open("eig-values")
    page.get_by_text("Stuck for good?").click()
    page.get_by_role("button", name="Give up and show the solution").click()
    expect(page.get_by_role("button", name="Another variant")).to_be_visible()
    key = next(
        blank["key"]["value"]
        for blank in body["grading"]["blanks"]
        if "x^2" in str(blank["key"].get("value", ""))
    )
    page.get_by_role("link", name="Ask about this").click()
    page.get_by_label("Your question in one line").fill("Is this it?")
    page.get_by_label("Your words").fill(f"The answer is ${key}$ and I see why.")
    page.locator("button.primary").click()
    if page.get_by_role("heading", name="Is one of these your question?").is_visible():
        page.get_by_role("button", name="None of these: ask").click()
    expect(page.locator(".errors")).to_contain_text("gives the answer to the variant away")
    page.get_by_label("It gives away").select_option("answer")
    page.locator("button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this it?")


def test_three_learners_in_one_shared_session(
    visitor: Visitor, browser: Browser, site: RunningSite, cookies: dict[str, list[Any]]
) -> None:
    ada = visitor.page
    visitor.is_signed_in_as("ada")
    ada.goto("/groups/")
    ada.get_by_label("name").fill("Thursdays")
    ada.get_by_role("button", name="Make the group").click()
    link = ada.get_by_label("Link to the group").input_value()
    others = [another(browser, site, cookies) for _ in range(2)]
    for name, other in zip(("charlie", "artin"), others, strict=True):
        other.is_signed_in_as(name)
        other.page.goto(link)
        other.page.get_by_role("button", name="Join").click()
        expect(other.page.get_by_role("heading", level=1)).to_have_text("Thursdays")
    ada.reload()
    ada.get_by_role("button", name="Begin a shared session").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Shared session")
    statements = []
    for one in (visitor, *others):
        one.page.goto(ada.url)
        one.page.get_by_role("button", name=re.compile("My variant")).first.click()
        expect(one.form).to_be_visible()
        statements.append(one.form.get_attribute("action"))
        one.page.go_back()
    assert len(set(statements)) == 3
    ada.reload()
    expect(ada.locator("tbody tr").first.get_by_text("at it")).to_have_count(3)
    for other in others:
        other.page.context.close()
