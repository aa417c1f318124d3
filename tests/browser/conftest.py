"""A real Chromium on a real site. What the browser complains about fails the test."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.visitor import Visitor
from tests.chromium import FLAGS, find_chromium
from tests.site import RunningSite

PATIENCE = 20_000  # milliseconds; a machine may have more to do than our tests
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests here; it goes before other tests run, with its event loop."""
    found = find_chromium()
    if found is None:
        message = "no Chromium: set CHROMIUM=/path, or use ./run test on Linux x86-64"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.path,
            args=list(FLAGS),
            env={**os.environ, **found.environment},
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: RunningSite) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site.url, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab whose console must stay silent: no script error, no violation of the page's policy."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if is_complaint(said) else None,
    )
    yield page
    assert complaints == []


def is_complaint(said: ConsoleMessage) -> bool:
    """An error or a warning, but not the browser's notes on a 409 and on a line that a test cut:
    the page handles both."""
    handled = ("status of 409", "ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    return said.type in ("error", "warning") and not any(one in said.text for one in handled)


@pytest.fixture(scope="package")
def cookies() -> dict[str, list[Any]]:
    """Of those who have signed in already, by name: deriving a key from a password takes long."""
    return {}


@pytest.fixture
def visitor(page: Page, site: RunningSite, cookies: dict[str, list[Any]]) -> Visitor:
    return Visitor(page, site, cookies)


@pytest.fixture
def visitor_without_scripts(
    browser: Browser, site: RunningSite, cookies: dict[str, list[Any]]
) -> Iterator[Visitor]:
    """The same pages with JavaScript off."""
    context = browser.new_context(base_url=site.url, locale="en-GB", java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield Visitor(context.new_page(), site, cookies)
    context.close()
