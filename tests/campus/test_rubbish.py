"""Whatever is sent to whatever address by whomever: no answer is a failure of ours."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, cast

import pytest
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from campus import health
from campus.authoring import looking
from campus.learning.models import Attempt, Submission
from campus.learning.submitting import form_key, submit_answer
from tests.campus.addresses import address_of
from tests.campus.cast import Stage, attempt_of, typed
from tests.campus.matrix import MATRIX
from tests.campus.rubbish import (
    SHORT,
    VALUES,
    encoded,
    forms_of,
    known_names,
    malformed_bodies,
    name_of,
    other_addresses,
)
from tests.campus.test_access import no_worker_answers, raise_an_objection

pytestmark = pytest.mark.django_db
PEOPLE = ("nobody", "ada", "noether", "grace")
FORM = "application/x-www-form-urlencoded"
PARTS = 24


@dataclass(slots=True)
class Site:
    """The site as people with bad manners see it; `failures` says where it broke."""

    stage: Stage
    attempt: Attempt
    submission: Submission
    dice: Random
    browsers: dict[str, Client] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    raised: str = ""

    def address(self, name: str) -> str:
        if name.startswith("object"):
            raise_an_objection(self.submission, sent=name != "object")
        return address_of(name, self.stage, self.attempt, self.submission)

    def get(self, who: str, address: str) -> HttpResponse:
        return self._ask(who, address, "GET", {})

    def post(self, who: str, address: str, body: bytes | str, kind: str = FORM) -> HttpResponse:
        sent = body.encode() if isinstance(body, str) else body
        return self._ask(who, address, "POST", {"data": sent, "content_type": kind})

    def _ask(self, who: str, address: str, method: str, given: dict[str, Any]) -> HttpResponse:
        """Ask, and let everything be as it was."""
        path, _, query = address.partition("?")
        self.asked, self.raised = self.asked + 1, ""
        with transaction.atomic():
            answer = self.browsers[who].generic(method, path, QUERY_STRING=query, **given)
            transaction.set_rollback(True)
        if answer.status_code >= 500 and (self.raised or name_of(address) != "readyz"):
            sent = str(given.get("data", b""))
            place = f"{self.raised or answer.status_code} at {method} {name_of(address)}"
            self.failures.setdefault(place, f"{who} {address[:200]} {sent[:300]}")
        return cast(HttpResponse, answer)

    def note(self, **_: object) -> None:
        error = sys.exc_info()[1]
        assert error is not None
        ours = [f for f in traceback.extract_tb(error.__traceback__) if "campus" in f.filename]
        place = f"{ours[-1].filename.rsplit('/', 1)[1]}:{ours[-1].lineno}" if ours else "?"
        self.raised = f"{type(error).__name__}: {str(error)[:120]} ({place})"


@pytest.fixture
def site(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(looking, "ask", no_worker_answers)
    attempt = attempt_of(stage)
    submission = submit_answer(attempt, typed("8"), form_key(attempt))
    opened = Site(stage, attempt, submission, Random(5))
    for who in PEOPLE:
        opened.browsers[who] = Client(
            raise_request_exception=False, headers={"accept": "text/html"}
        )
        if who != "nobody":
            opened.browsers[who].force_login(getattr(stage, who))
    got_request_exception.connect(opened.note, weak=False)
    yield opened
    got_request_exception.disconnect(opened.note)


def test_a_failure_would_be_seen(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.LOOKS, "demo", lambda: 1 // 0)
    site.get("nobody", "/readyz")
    assert "ZeroDivisionError" in str(site.failures)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/exercises/?find=%00", 200),  # nothing is found
        ("/exercises/?find=a%00b&page=%00", 200),
        ("/exercises/%00/", 404),
        ("/exercises/three-and-four/?item=" + "9" * 5000, 404),  # more digits than int() takes
    ],
)
def test_a_null_or_a_number_without_end_breaks_no_page(
    address: str, status: int, site: Site
) -> None:
    assert site.get("ada", address).status_code == status


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_address_fails_whatever_it_is_sent(part: int, site: Site) -> None:
    names = known_names()
    for name in list(MATRIX)[part::PARTS]:
        with transaction.atomic():
            address = site.address(name)
            for who in PEOPLE:
                cache.clear()  # or the limits on asking would answer instead
                queries(site, who, address, names)
                posts(site, who, address, names)
            transaction.set_rollback(True)
    assert site.asked > 500
    assert site.failures == {}


def queries(site: Site, who: str, address: str, names: list[str]) -> None:
    """One thing after another wrong in the query, then all of it; then wrong addresses."""
    start = address + ("&" if "?" in address else "?")
    first = site.get(who, address)
    for value in SHORT:
        site.get(who, start + encoded([(name, value) for name in names]))
    for name in names:
        values = [site.dice.choice(SHORT) for _ in range(2)]
        if first.status_code == 200 and who != "nobody":
            site.get(who, start + encoded([(name, value) for value in values]))
    for other in other_addresses(address, site.dice):
        site.get(who, other)
        site.post(who, other, b"")


def posts(site: Site, who: str, address: str, names: list[str]) -> None:
    """Bodies that are none; all fields wrong; and each field of an honest form wrong."""
    for kind, body in malformed_bodies():
        site.post(who, address, body, kind)
    for value in SHORT:
        site.post(who, address, encoded([(name, value) for name in names]))
    for form in honest_forms(site, who, address):
        target = form.action.partition("#")[0]
        honest = [(name, value.encode()) for name, value in form.sent.items()]
        site.post(who, target, encoded(honest))
        site.post(who, target, encoded(honest + honest))
        for place, (name, _) in enumerate(honest):
            rest = honest[:place] + honest[place + 1 :]
            site.post(who, target, encoded(rest))
            for value in site.dice.sample(VALUES, 4):
                site.post(who, target, encoded([*rest, (name, value)]))


def honest_forms(site: Site, who: str, address: str) -> list[Any]:
    page = site.get(who, address)
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return []
    return [form for form in forms_of(page.content.decode(), address) if form.posts]
