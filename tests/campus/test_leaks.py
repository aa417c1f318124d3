"""What a learner must not see before its time: planted words are looked for in every answer."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.catalog.publishing import bank_files, publish_files
from campus.catalog.versions import Provenance
from campus.demo.drawing import draw_ahead
from campus.learning.models import Attempt, Submission
from campus.learning.submitting import form_key
from tests.campus.cast import CANARIES, Stage, attempt_of

pytestmark = pytest.mark.django_db(transaction=True)


def leaked(*answers: HttpResponseBase) -> set[str]:
    """Which kinds of secrets stand in these answers, heads and bodies."""
    texts = [f"{answer.headers}{getattr(answer, 'content', b'').decode()}" for answer in answers]
    return {name for name, word in CANARIES.items() if any(word in text for text in texts)}


@pytest.fixture
def browser(stage: Stage, as_person: Callable[[User | None], Client]) -> Client:
    return as_person(stage.ada)


def crawl(browser: Client, stage: Stage) -> list[HttpResponseBase]:
    """Every page and fragment that shows something of Ada's attempt."""
    attempt = attempt_of(stage)
    last = attempt.submissions.order_by("-received_at").first()
    pages = [
        f"/exercises/{stage.exercise.slug}/?item={stage.item.pk}",
        f"/attempts/{attempt.pk}/",
        f"/preview/?attempt={attempt.pk}&blank=m&answer-m=12",
        f"/preview/?attempt={attempt.pk}&blank=m&answer-m=)",
        "/",
        "/exercises/",
        "/progress/",
        f"/courses/{stage.course.slug}/1/",
        "/attempts/999999/",
        f"/attempts/{attempt.pk}/submit/",
    ]
    answers: list[HttpResponseBase] = [browser.get(page) for page in pages]
    answers.append(browser.post(f"/attempts/{attempt.pk}/draft/", {"answer-m": "1", "revision": 0}))
    if last is not None:
        fragment = {"HX-Request": "true"}
        answers.append(browser.get(f"/submissions/{last.pk}/", headers=fragment))
    return answers


def hand_in(browser: Client, stage: Stage, text: str) -> HttpResponseBase:
    attempt = attempt_of(stage)
    fields = {"answer-m": text, "idem_key": str(form_key(attempt))}
    address = f"/attempts/{attempt.pk}/submit/"
    return browser.post(address, fields, headers={"HX-Request": "true"})


def test_nothing_leaks_before_the_first_answer(browser: Client, stage: Stage) -> None:
    assert leaked(*crawl(browser, stage)) == set()


def test_nothing_leaks_after_wrong_and_unreadable_answers(
    browser: Client, stage: Stage, grade_next: Callable[[], Submission]
) -> None:
    for text in ("8", "-1", "("):
        assert leaked(hand_in(browser, stage, text)) == set()
        grade_next()
        assert leaked(*crawl(browser, stage)) == set()


def test_the_words_of_a_mistake_come_when_it_is_made(
    browser: Client, stage: Stage, grade_next: Callable[[], Submission]
) -> None:
    hand_in(browser, stage, "12")
    grade_next()
    assert leaked(*crawl(browser, stage)) == {"mistake"}


def test_a_hint_comes_when_it_is_taken(browser: Client, stage: Stage) -> None:
    attempt = attempt_of(stage)
    taken = browser.post(f"/attempts/{attempt.pk}/hint/", headers={"HX-Request": "true"})
    assert leaked(taken, *crawl(browser, stage)) == {"hint"}


def test_the_solution_comes_after_the_end_and_nothing_else_with_it(
    browser: Client, stage: Stage
) -> None:
    attempt = attempt_of(stage)
    browser.post(f"/attempts/{attempt.pk}/give-up/")
    page = browser.get(f"/exercises/{stage.exercise.slug}/?item={stage.item.pk}")
    assert leaked(page) == {"solution"}


def secrets_of(body: dict[str, Any]) -> dict[str, str]:
    """Every text that a variant of the bank keeps back before the first answer, by its place."""
    found = {"solution": body["solution"], "seed": body["grading"]["seed"]}
    found |= {f"hint {n}": hint for n, hint in enumerate(body["hints"], start=1)}
    for blank, words in body["mistake_words"].items():
        found |= {f"mistake {tag} of {blank}": text for tag, text in words.items()}
    if body["grading"]["derive"]:
        found["program"] = body["grading"]["derive"]["source"]
    for blank in body["grading"]["blanks"]:
        key = blank["key"]
        found |= {part: key[part] for part in ("reference", "hidden") if part in key}
        found |= {f"mutant {one['tag']}": one["source"] for one in key.get("mutants", ())}
    return found


def test_no_exercise_of_the_bank_shows_what_it_keeps_back(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    first_of = {path.parent: path for path in reversed(bank_files())}.values()
    published = list(publish_files(first_of, Provenance(Exercise.Origin.BANK)))
    shown = [done.slug for done in published]
    draw_ahead(Exercise.objects.filter(slug__in=shown))
    browser = as_person(stage.ada)
    for slug in shown:
        attempt = Attempt.objects.filter(learner=stage.ada, exercise__slug=slug)
        assert found_in(browser.get(f"/exercises/{slug}/"), attempt) == []
        browser.post(f"/attempts/{attempt.get().pk}/give-up/")
        assert "solution" in found_in(browser.get(f"/exercises/{slug}/"), attempt)
    assert len(shown) >= 6


def found_in(answer: Any, attempt: Any) -> list[str]:
    """Which of the attempt's secrets stand in an answer."""
    page = html.unescape(answer.content.decode())
    secrets = secrets_of(attempt.get().variant.body)
    return [name for name, text in secrets.items() if html.unescape(text.strip()) in page]
