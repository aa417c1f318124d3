"""What a visitor does in a browser: signs in, opens an exercise, fills in, hands in, reads."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from campus.demo.people import PASSWORD
from tests.behind import body_of
from tests.site import RunningSite


@dataclass(slots=True)
class Visitor:
    """Somebody at a tab. Knows the keys of the variant he sees, by a look behind the pages."""

    page: Page
    site: RunningSite
    cookies: dict[str, list[Any]]

    def is_signed_in_as(self, name: str) -> None:
        """Signed in before the test began."""
        if name in self.cookies:
            self.page.context.add_cookies(self.cookies[name])
        else:
            self.sign_in(name)
            self.cookies[name] = self.page.context.cookies()

    def sign_in(self, name: str) -> None:
        """By the form."""
        self.page.goto("/sign-in/")
        self.page.get_by_label("User name or e-mail").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Sign in")

    def open(self, slug: str) -> dict[str, Any]:
        """Go to an exercise, to another variant if the last attempt ended; the variant's body."""
        self.page.goto(f"/exercises/{slug}/")
        another = self.page.get_by_role("button", name="Another variant")
        if another.is_visible():
            another.click()
            expect(self.page.locator("#submit-button")).to_be_visible()
        action = self.form.get_attribute("action") or ""
        found = re.search(r"/attempts/(\d+)/", action)
        assert found, "the page has no form to hand in"
        return body_of(self.site, int(found[1]))

    @property
    def form(self) -> Locator:
        return self.page.locator('form[action$="/submit/"]')

    def fill_in(self, answers: dict[str, str]) -> None:
        """Fill the page's fields by their names; a choice is chosen."""
        for name, value in answers.items():
            choice = self.page.locator(f'input[name="{name}"][value="{value}"]')
            if choice.count() and choice.first.get_attribute("type") in ("radio", "checkbox"):
                choice.check()
            else:
                self.page.locator(f'[name="{name}"]').fill(value)

    def write_program(self, text: str) -> None:
        """Replace what stands in the code editor, by the keyboard."""
        editor = self.page.locator("code-editor .cm-content")
        editor.click()
        expect(editor).to_be_focused()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)
        expect(editor).to_contain_text(text.strip().splitlines()[0])

    def hand_in(self) -> None:
        self.page.locator("#submit-button").click()

    def read_outcome(self) -> str:
        """The heading over the verdict, once it is there."""
        heading = self.page.locator('#submission .outcome:not([data-tone="wait"]) h2')
        expect(heading).to_be_visible()
        return heading.inner_text()

    def words_at(self, blank: str) -> str:
        return self.page.locator(f"#verdict-{blank}").inner_text()
