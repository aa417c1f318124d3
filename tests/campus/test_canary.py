"""The whole site as a learner sees it holds nothing that would give an exercise away.

test_access.py looks into what everybody gets before an answer is judged; this is the time after a
wrong one, when a verdict is there to be read.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.learning.models import GradeResult, Submission
from campus.learning.submitting import form_key, submit_answer
from tests.campus.addresses import address_of
from tests.campus.canary import leaked, plant_in_the_source
from tests.campus.cast import CANARIES, Stage, attempt_of, typed
from tests.campus.matrix import MATRIX

pytestmark = pytest.mark.django_db

#: What one may ask for and shall get: a hint that one takes.
GIVEN = {"hint": {"hint"}}


def judged_wrong(stage: Stage) -> Submission:
    attempt = attempt_of(stage)
    row = submit_answer(attempt, typed("8"), form_key(attempt))
    Submission.objects.filter(pk=row.pk).update(state=Submission.State.GRADED)
    verdict = {"outcome": "wrong", "score": 0.0, "tag": "", "feedback": "", "method": "same tree"}
    verdict |= {"read_as": "8", "counter_example": "", "details": {}, "carried": False}
    report = {"state": "graded", "verdicts": {"m": verdict}, "marks": 0.0, "out_of": 2.0}
    GradeResult.objects.create(submission=row, report=report, score=0.0, grader_version="test")
    return row


def crawl(stage: Stage, browser: Client, names: Iterable[str] = MATRIX) -> dict[str, set[str]]:
    """Every address of the site, with what leaked there. Some sign one out: then she is back in."""
    row, signed_in = judged_wrong(stage), browser.cookies.output(header="")
    found = {}
    for name in names:
        method = MATRIX[name][0]
        browser.cookies = SimpleCookie(signed_in)
        with transaction.atomic():
            address = address_of(name, stage, row.attempt, row)
            seen = leaked(browser.get(address)) if method == "get" else sent(browser, address)
            transaction.set_rollback(True)
        if seen - GIVEN.get(name, set()):
            found[name] = seen
    return found


def sent(browser: Client, address: str) -> set[str]:
    """What comes back for a form where a script has sent it."""
    form = {"answer-m": "12", "idem_key": "00000000-0000-0000-0000-000000000009", "revision": "0"}
    headers = {"accept": "application/json, text/html", "HX-Request": "true"}
    return leaked(browser.post(address, form, headers=headers))


def test_no_address_gives_a_secret_away(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    plant_in_the_source(stage)
    assert crawl(stage, as_person(stage.ada)) == {}


def test_the_crawler_finds_what_is_planted(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    """Otherwise it proves nothing: a title with a key in it is on many pages."""
    Exercise.objects.update(title=f"Three &amp; {CANARIES['key']}")
    found = crawl(stage, as_person(stage.ada), ("sign-out", "exercise", "catalogue", "attempt"))
    assert found == {name: {"key"} for name in ("exercise", "catalogue", "attempt")}


@pytest.mark.parametrize(
    "coat",
    [
        lambda word: word,
        lambda word: word[::-1],
        lambda word: word.encode().hex(),
        lambda word: word.replace("-", "&#45;"),
        lambda word: word.replace("-", "%2D"),
        lambda word: base64.b64encode(b"{" + word.encode() + b"}").decode(),
        lambda word: base64.b64encode(b"at" + word.encode() + b"!").decode(),
        lambda word: json.dumps({"a": [word]}),
    ],
    ids=["plain", "backwards", "hex", "entities", "address", "base64", "base64 shifted", "json"],
)
def test_a_secret_is_known_in_any_coat(coat: Callable[[str], str]) -> None:
    assert leaked(HttpResponse(f"<p>{coat(CANARIES['seed'])}</p>")) == {"seed"}
    assert leaked(HttpResponse("", headers={"X-Seed": CANARIES["seed"]})) == {"seed"}
