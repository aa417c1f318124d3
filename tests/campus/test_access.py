"""Who may see what: every address of the site, asked for by everybody. A new address without a row
in the matrix fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest
import redis
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from campus.accounts.models import User
from campus.authoring import looking
from campus.catalog.asking import NoAnswer
from campus.learning.models import Attempt, GradeResult, Objection, Submission
from campus.learning.submitting import form_key, submit_answer
from tests.campus.addresses import address_of
from tests.campus.canary import leaked, plant_in_the_source
from tests.campus.cast import Stage, attempt_of, typed
from tests.campus.matrix import IN, MATRIX, PEOPLE
from tests.campus.test_canary import GIVEN

pytestmark = pytest.mark.django_db


def names(patterns: list[URLPattern | URLResolver]) -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern.url_patterns)
        else:
            found.append(str(pattern.name))
    return found


def test_every_address_has_a_row() -> None:
    assert sorted(names(get_resolver().url_patterns)) == sorted(MATRIX)


#: Whose answers hold no key, solution, seed or hidden test; see also test_canary.py.
LEARNERS = ("nobody", "ada", "charlie")

#: Rows that stand side by side share a stage, for setting one up takes longer than asking.
ROWS = 12
PARTS = [list(MATRIX)[start : start + ROWS] for start in range(0, len(MATRIX), ROWS)]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part[0]}-to-{part[-1]}")
def test_everybody_gets_what_is_theirs(
    part: list[str],
    stage: Stage,
    as_person: Callable[[User | None], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "ask", no_worker_answers)
    plant_in_the_source(stage)
    attempt = attempt_of(stage)
    submission = submit_answer(attempt, typed("8"), form_key(attempt))
    given = {}
    for name in part:
        with transaction.atomic():
            given[name] = asked_by_everybody(name, stage, as_person, attempt, submission)
            transaction.set_rollback(True)
    assert given == {name: dict(zip(PEOPLE, MATRIX[name][1], strict=True)) for name in part}


def asked_by_everybody(
    name: str,
    stage: Stage,
    as_person: Callable[[User | None], Client],
    attempt: Attempt,
    submission: Submission,
) -> dict[str, object]:
    """What each of PEOPLE gets; the next one finds everything as it was."""
    method = MATRIX[name][0]
    if name.startswith("object"):
        raise_an_objection(submission, sent=name != "object")
    address = address_of(name, stage, attempt, submission)
    given = {}
    for who in PEOPLE:
        browser = as_person(None if who == "nobody" else getattr(stage, who))
        with transaction.atomic():
            answer = getattr(browser, method)(address)
            given[who] = outcome(answer)
            if who in LEARNERS:
                assert leaked(answer) <= GIVEN.get(name, set()), (name, who)
            transaction.set_rollback(True)
    return given


def outcome(answer: HttpResponse) -> object:
    """The status, or IN for whoever is sent to sign in first."""
    to_sign_in = answer.headers.get("Location", "").startswith("/sign-in/?next=")
    return IN if to_sign_in else answer.status_code


def raise_an_objection(submission: Submission, *, sent: bool) -> None:
    """Ada's answer has been graded; `sent`: and she has said that the verdict is wrong."""
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.GRADED)
    GradeResult.objects.create(
        submission=submission, report={"verdicts": {}}, score=0, grader_version="test"
    )
    if sent:
        Objection.objects.create(submission=submission)


def no_worker_answers(*_: object, **__: object) -> NoReturn:
    raise NoAnswer("there is no worker in this test")


def test_an_item_of_a_course_is_not_a_way_in(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    address = f"/exercises/{stage.exercise.slug}/?item={stage.item.pk}"
    answers = [as_person(user).get(address).status_code for user in (stage.ada, stage.charlie)]
    assert answers == [200, 404]


def test_a_set_is_hidden_from_learners_until_it_opens(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    stage.problem_set.opens_at = "2999-01-01T00:00:00Z"
    stage.problem_set.save()
    page = f"/courses/{stage.course.slug}/1/"
    assert [as_person(user).get(page).status_code for user in (stage.ada, stage.noether)] == [
        404,
        200,
    ]


def test_charlie_is_told_of_no_course(
    stage: Stage, as_person: Callable[[User | None], Client], valkey: redis.Redis
) -> None:
    browser = as_person(stage.charlie)
    pages = [browser.get(reverse(name)).content.decode() for name in ("home", "courses")]
    assert not any(stage.course.title in page or "First sums" in page for page in pages)
