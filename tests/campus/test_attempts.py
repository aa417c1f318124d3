"""Attempts: one open at a time, new numbers each time, hints in turn, drafts that do not clash."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from campus.accounts.models import User
from campus.catalog.drawing_lots import choose_variant
from campus.learning.attempts import (
    another_variant,
    current_attempt,
    give_up,
    open_attempt,
    take_hint,
)
from campus.learning.drafting import keep_draft
from campus.learning.models import Attempt, Draft
from tests.campus.cast import Stage, typed

pytestmark = pytest.mark.django_db


def test_an_open_attempt_is_continued(attempt: Attempt, stage: Stage) -> None:
    assert current_attempt(stage.ada, stage.exercise, stage.item) == attempt


def test_practice_and_problem_set_are_apart(attempt: Attempt, stage: Stage) -> None:
    practice = current_attempt(stage.ada, stage.exercise)
    assert practice != attempt
    assert practice.item is None


def test_an_ended_attempt_is_shown_until_another_is_asked_for(
    attempt: Attempt, stage: Stage
) -> None:
    give_up(attempt)
    assert current_attempt(stage.ada, stage.exercise, stage.item) == attempt
    fresh = another_variant(attempt)
    assert current_attempt(stage.ada, stage.exercise, stage.item) == fresh


def test_every_variant_comes_before_one_comes_again(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    seen = [attempt.variant_id]
    for _ in range(2):
        attempt = another_variant(attempt)
        seen.append(attempt.variant_id)
    assert len(set(seen)) == 3


def test_the_lot_is_the_same_for_the_same_attempt_and_differs_between_learners(
    stage: Stage,
) -> None:
    version = stage.exercise.current
    assert version is not None
    lots = [[choose_variant(version, ada, n).pk for n in range(12)] for ada in (1, 1, 2)]
    assert lots[0] == lots[1] != lots[2]


def test_another_secret_gives_other_numbers(stage: Stage, settings: Settings) -> None:
    version = stage.exercise.current
    assert version is not None
    before = [choose_variant(version, 1, n).pk for n in range(12)]
    settings.SEED_SECRET = "another"
    assert before != [choose_variant(version, 1, n).pk for n in range(12)]


def test_hints_come_one_at_a_time_and_run_out(attempt: Attempt) -> None:
    assert [take_hint(attempt).hints_taken for _ in range(3)] == [1, 2, 2]


def test_after_the_end_there_are_no_hints(attempt: Attempt) -> None:
    give_up(attempt)
    assert take_hint(attempt).hints_taken == 0


def test_a_solved_attempt_cannot_be_given_up(attempt: Attempt) -> None:
    Attempt.objects.update(ended="solved")
    give_up(attempt)
    attempt.refresh_from_db()
    assert attempt.ended == "solved"


def test_a_draft_is_kept_and_shown_again(
    attempt: Attempt, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    browser = as_person(stage.ada)
    kept = browser.post(f"/attempts/{attempt.pk}/draft/", {"answer-m": "3+4=?", "revision": "0"})
    assert kept.json()["revision"] == 1
    page = browser.get(f"/exercises/{stage.exercise.slug}/?item={stage.item.pk}").content.decode()
    assert 'value="3+4=?"' in page


def test_an_older_tab_does_not_undo_a_newer_draft(
    attempt: Attempt, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    keep_draft(attempt, typed("newer"), 0)
    form = {"answer-m": "older", "revision": "0"}
    answer = as_person(stage.ada).post(f"/attempts/{attempt.pk}/draft/", form)
    assert answer.status_code == 409
    assert Draft.objects.get().answers == typed("newer")


@pytest.mark.django_db(transaction=True)
def test_eight_tabs_that_open_at_once_open_one_attempt(stage: Stage) -> None:
    def tab(_: int) -> int:
        try:
            return open_attempt(stage.ada, stage.exercise).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(tab, range(8)))) == 1
