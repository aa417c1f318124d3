"""Every page under axe-core (WCAG 2.2 AA and best practice), in both themes, wide and narrow."""

from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.tour import PAGES, go
from tests.browser.visitor import Visitor
from tests.chromium import ROOT
from tests.site import RunningSite

pytestmark = pytest.mark.browser

AXE: Final = ROOT / "platform/campus/frontend/node_modules/axe-core/axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE_LIGHT, NARROW_DARK = ("light", 1280), ("dark", 390)
LOOKS: Final = [WIDE_LIGHT, NARROW_DARK, ("light", 390), ("dark", 1280)]


@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "nobody")
def test_pages_are_accessible_and_fit(
    browser: Browser, site: RunningSite, cookies: dict[str, list[Any]], name: str
) -> None:
    """Each page in one look, one after the other wide and light or narrow and dark."""
    for look, ways in ((WIDE_LIGHT, PAGES[name][::2]), (NARROW_DARK, PAGES[name][1::2])):
        assert looked_at(browser, site, cookies, name, look, ways) == []


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}, {look[1]} wide")
@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "nobody")
def test_pages_are_accessible_in_every_look(
    browser: Browser, site: RunningSite, cookies: dict[str, list[Any]], name: str, look: Any
) -> None:
    assert looked_at(browser, site, cookies, name, look, PAGES[name]) == []


def looked_at(
    browser: Browser,
    site: RunningSite,
    cookies: dict[str, list[Any]],
    name: str,
    look: Any,
    ways: list[str],
) -> list[str]:
    """The faults of some pages as one person sees them."""
    theme, width = look
    context = browser.new_context(
        base_url=site.url, color_scheme=theme, viewport={"width": width, "height": 844}
    )
    try:
        page = context.new_page()
        if name:
            Visitor(page, site, cookies).is_signed_in_as(name)
        return [fault for way in ways for fault in faults(page, way)]
    finally:
        context.close()


def faults(page: Page, way: str) -> list[str]:
    """What axe-core finds on the page a way leads to, and whether it scrolls sideways."""
    go(page, way)
    return [f"{way}: {fault}" for fault in faults_here(page)]


def faults_here(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        f"""async () => {{
          {AXE.read_text()}
          const said = await axe.run(document, {{ runOnly: {RULES} }});
          return said.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html));
        }}"""
    )
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *["scrolls sideways"] * bool(wide)]
