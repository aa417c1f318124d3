"""Pictures of every page, wide and narrow, light and dark: `./run pictures [FOLDER]`.

Starts a site of its own with the demo's people, follows the tour, and leaves a PNG a page and look.
"""

import argparse
import os
import re
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.tour import OF_EVERY_KIND, PAGES, arrived, go, lay_out_every_kind
from tests.browser.visitor import Visitor
from tests.chromium import FLAGS, find_chromium
from tests.every_kind import right_fields
from tests.site import RunningSite, start_site, stop_site

WIDTHS: Final = (1280, 390)
THEMES: Final[tuple[Any, ...]] = ("light", "dark")


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run pictures", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default="pictures", type=Path)
    parser.add_argument("--only", default="", help="only ways that hold these letters")
    options = parser.parse_args()
    found = find_chromium()
    if found is None:
        print("lemma: no Chromium: set CHROMIUM=/path")
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state, sync_playwright() as playwright:
        site = start_site(Path(state), seconds=400)
        try:
            browser = playwright.chromium.launch(
                executable_path=found.path,
                args=list(FLAGS),
                env={**os.environ, **found.environment},
            )
            take_all(browser, site, options.folder, options.only)
        finally:
            stop_site(site)
    return 0


def take_all(browser: Browser, site: RunningSite, folder: Path, only: str = "") -> None:
    """One signed-in tab a person; each page is loaded once a theme and looked at in each width."""
    for name, ways in PAGES.items():
        chosen = [way for way in ways if only in f"{name} {way}"]
        if not chosen and not (name == "ada" and only in OF_EVERY_KIND):
            continue
        page = browser.new_context(base_url=site.url, locale="en-GB").new_page()
        visitor = Visitor(page, site, {})
        if name:
            visitor.is_signed_in_as(name)
        for way in chosen:
            go(page, way)
            take(page, folder, f"{name or 'nobody'} {way}")
        if name == "ada" and only in OF_EVERY_KIND:
            answer_every_kind(visitor)
            take(page, folder, "ada every kind judged")
            visitor.page.get_by_text("Give up and show the solution").first.evaluate(
                "b => b.click()"
            )
            arrived(page)
            take(page, folder, "ada every kind ended")
        page.context.close()


def answer_every_kind(visitor: Visitor) -> None:
    """The sheet with every kind of blank, half of it answered rightly."""
    visitor.open(OF_EVERY_KIND)
    action = visitor.form.get_attribute("action") or ""
    lay_out_every_kind(visitor.site, int(re.findall(r"\d+", action)[0]))
    go(visitor.page, f"/exercises/{OF_EVERY_KIND}/")
    for place, (name, value) in enumerate(right_fields()):
        field = visitor.page.locator(f'[name="{name}"]').first
        if (
            field.get_attribute("type") in (None, "text")
            and field.evaluate("f => f.localName") == "input"
        ):
            field.fill(value if place % 3 else f"{value} + 1" if "sketch" not in name else value)
        elif "order-at" in name:
            line = visitor.page.locator(f'li:has([name="{name}"])')
            line.locator('[data-move="toggle"]').click()
        elif field.evaluate("f => f.localName") == "select":
            field.select_option(value)
        else:
            visitor.page.locator(f'[name="{name}"][value="{value}"]').check()
    visitor.hand_in()
    visitor.read_outcome()
    visitor.page.locator("#hint-button").click()


def take(page: Page, folder: Path, name: str) -> None:
    """Four pictures of what the tab shows now."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900 if width > 800 else 844})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.evaluate("scrollTo(0, 0)")
            page.wait_for_timeout(80)  # transitions of colours
            words = re.sub(r"\W+", "-", name).strip("-")
            page.screenshot(path=folder / f"{words}--{width}-{theme}.png", full_page=True)


if __name__ == "__main__":
    raise SystemExit(main())
