"""A learner who uses the site by HTTP alone, as a browser without scripts would; also a stopwatch.

Reads the forms that the pages hold and sends back what they ask for, so a page that loses a field
fails the tests that use it.
"""

import re
import secrets
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType

import httpx


@dataclass(slots=True)
class Form:
    """One form of a page: where it goes, and what it would send now."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Collects the forms of a page with their inputs, text areas and buttons without a name."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(attributes.get("action", "")))
        elif not self.forms or "name" not in attributes:
            return
        elif tag == "textarea":
            self._area = attributes["name"]
            self.forms[-1].fields[self._area] = ""
        elif tag == "input" and (
            attributes.get("type") not in ("radio", "checkbox") or "checked" in attributes
        ):
            self.forms[-1].fields[attributes["name"]] = attributes.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area] += data.removeprefix("\n")


def forms_of(page: str) -> list[Form]:
    reader = _Forms()
    reader.feed(page)
    return reader.forms


@dataclass(slots=True)
class Learner:
    """One browser without scripts. Use as a context manager."""

    client: httpx.Client

    @classmethod
    def at(cls, url: str) -> "Learner":
        return cls(httpx.Client(base_url=url, follow_redirects=True, timeout=30))

    def __enter__(self) -> "Learner":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        answer.raise_for_status()
        return answer.text

    def send(self, page: str, action: str, **fields: str) -> httpx.Response:
        """Fill in and send the form of `page` whose address ends with `action`."""
        (form,) = [form for form in forms_of(page) if form.action.endswith(action)][:1]
        referer = {"Referer": str(self.client.base_url)}
        return self.client.post(form.action or "", data={**form.fields, **fields}, headers=referer)

    def sign_in(self, name: str, password: str) -> None:
        page = self.get("/sign-in/")
        form = next(form for form in forms_of(page) if {"username", "password"} <= set(form.fields))
        form.fields |= {"username": name, "password": password}
        self.client.post("/sign-in/", data=form.fields).raise_for_status()
        assert 'name="password"' not in self.get("/account/"), f"{name} was not let in"

    def sign_up(self) -> str:
        """Make an account with a name of its own; gives the name."""
        name, password = f"learner-{secrets.token_hex(4)}", secrets.token_urlsafe(12)
        form = next(form for form in forms_of(self.get("/sign-up/")) if "password2" in form.fields)
        form.fields |= {
            "display_name": name,
            "username": name,
            "email": f"{name}@example.org",
            "password1": password,
            "password2": password,
        }
        self.client.post("/sign-up/", data=form.fields).raise_for_status()
        assert "Sign out" in self.get("/"), f"{name} could not sign up"
        return name

    def open(self, slug: str) -> "Working":
        """Continue the attempt at an exercise; if it has ended, ask for another variant."""
        page = self.get(f"/exercises/{slug}/")
        if 'id="another-button"' in page:
            page = self.send(page, "/another/").raise_for_status().text
        found = re.search(r"/attempts/(\d+)/submit/", page)
        assert found, f"{slug} cannot be answered"
        return Working(self, slug, int(found[1]), page)


@dataclass(slots=True)
class Working:
    """A learner at an attempt, with the page as it was last shown."""

    learner: Learner
    slug: str
    attempt: int
    page: str

    def reload(self) -> str:
        self.page = self.learner.get(f"/exercises/{self.slug}/")
        return self.page

    def hand_in(self, answers: dict[str, str], mode: str = "grade") -> str:
        """Send answers (`{"answer-m": "7"}`) and wait for the verdict; the page that shows it."""
        answer = self.learner.send(self.page, f"/{self.attempt}/submit/", mode=mode, **answers)
        answer.raise_for_status()
        self.page = answer.text
        deadline = time.monotonic() + 30
        while is_waiting(self.page):
            assert time.monotonic() < deadline, "no verdict within 30 s"
            time.sleep(0.05)
            self.reload()
        return self.page

    def time_to_verdict(self, answers: dict[str, str]) -> float:
        """Seconds from the click to the verdict, by the fragments that htmx would ask for."""
        htmx = {"HX-Request": "true", "Referer": str(self.learner.client.base_url)}
        form = next(form for form in forms_of(self.page) if form.action.endswith("/submit/"))
        begun = time.perf_counter()
        fields = {**form.fields, "mode": "grade", **answers}
        answer = self.learner.client.post(form.action, data=fields, headers=htmx)
        while poll := waiting_for(answer.raise_for_status().text):
            address, delay = poll
            time.sleep(delay)
            answer = self.learner.client.get(address, headers=htmx)
        taken = time.perf_counter() - begun
        self.reload()
        return taken


def is_waiting(page: str) -> bool:
    return 'data-tone="wait"' in page


def waiting_for(fragment: str) -> tuple[str, float] | None:
    """Where the fragment asks again, and after how many seconds; None once it has the verdict."""
    found = re.search(r'hx-get="([^"]*/submissions/[^"]*)"[^>]*delay:(\d+)(ms|s)', fragment)
    if found is None:
        return None
    return found[1], int(found[2]) / (1000 if found[3] == "ms" else 1)
