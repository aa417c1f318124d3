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
LOOKS: Final = [
    pytest.param("light", 1280, id="light and wide"),
    pytest.param("dark", 390, id="dark and narrow"),
]


@pytest.mark.parametrize(("theme", "width"), LOOKS)
@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "nobody")
def test_pages_are_accessible_and_fit(
    browser: Browser,
    site: RunningSite,
    cookies: dict[str, list[Any]],
    name: str,
    theme: Any,
    width: int,
) -> None:
    context = browser.new_context(
        base_url=site.url, color_scheme=theme, viewport={"width": width, "height": 844}
    )
    try:
        page = context.new_page()
        if name:
            Visitor(page, site, cookies).is_signed_in_as(name)
        assert [fault for way in PAGES[name] for fault in faults(page, way)] == []
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
