"""Days, limits and prices of a problem set: enforced, and said in words before and after."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.courses.models import ProblemSet
from campus.courses.rules import credit, state_of
from campus.courses.saying import sentences
from campus.learning.attempts import another_variant
from campus.learning.models import Attempt, Submission
from campus.learning.recording import count_score
from campus.learning.set_rules import Refused
from campus.learning.submitting import submit_answer
from tests.campus.cast import Stage, attempt_of, typed

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rules(**given: object) -> ProblemSet:
    return ProblemSet(**{"due_at": DUE, "closes_at": DUE + 24 * HOUR, **given})


@pytest.mark.parametrize(
    ("hours", "state"),
    [(-50, "soon"), (-1, "open"), (0, "open"), (1, "late"), (23, "late"), (24, "closed")],
)
def test_states(hours: int, state: str) -> None:
    assert state_of(rules(opens_at=DUE - 48 * HOUR), DUE + hours * HOUR) == state


@pytest.mark.parametrize(
    ("given", "hours", "tries", "share"),
    [
        ({}, -1, 5, 1.0),  # no rule, no price
        ({"late_credit": 60}, 0, 0, 1.0),  # the due moment itself is in time
        ({"late_credit": 60}, 1, 0, 0.6),
        ({"try_cost": 10}, -1, 3, 0.7),
        ({"try_cost": 40}, -1, 3, 0.0),  # never below nothing
        ({"try_cost": 10, "late_credit": 50}, 1, 2, 0.4),
    ],
)
def test_what_an_answer_keeps(
    given: dict[str, object], hours: int, tries: int, share: float
) -> None:
    assert credit(rules(**given), DUE + hours * HOUR, tries) == pytest.approx(share)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"due_at": None, "closes_at": None}, []),
        ({"closes_at": None}, ["Due Fri 20 Mar, 18:00. Later answers count in full."]),
        (
            {"late_credit": 50},
            [
                "Due Fri 20 Mar, 18:00. Later answers count 50 % of their marks, until the set "
                "closes Sat 21 Mar, 18:00."
            ],
        ),
        ({"late_credit": 0}, ["Due Fri 20 Mar, 18:00. Later answers count nothing."]),
        (
            {"due_at": None, "closes_at": None, "tries": 3, "try_cost": 20},
            [
                "3 graded tries at each exercise, over all its variants.",
                "Each graded try after the first takes 20 % off the marks.",
                "An answer that could not be read or decided is no try.",
            ],
        ),
    ],
)
def test_rules_in_words(given: dict[str, object], words: list[str]) -> None:
    assert sentences(rules(**given)) == words


def set_rules(stage: Stage, **given: object) -> Attempt:
    """Give Ada's set these rules; her attempt."""
    ProblemSet.objects.filter(pk=stage.problem_set.pk).update(**given)
    stage.problem_set.refresh_from_db()
    stage.item.refresh_from_db()
    return attempt_of(stage)


def test_a_closed_set_takes_no_answer(stage: Stage) -> None:
    now = timezone.now()
    attempt = set_rules(stage, due_at=now - HOUR, closes_at=now - HOUR)
    with pytest.raises(Refused, match="closed"):
        submit_answer(attempt, typed("7"), uuid.uuid4())
    assert not Submission.objects.exists()
    submit_answer(attempt, typed("7"), uuid.uuid4(), mode="run")  # a trial run is no answer


def test_answers_on_their_way_count_as_tries(stage: Stage) -> None:
    attempt = set_rules(stage, tries=2)
    key = uuid.uuid4()
    submit_answer(attempt, typed("1"), uuid.uuid4())
    submit_answer(attempt, typed("2"), key)
    with pytest.raises(Refused, match="tries"):
        submit_answer(attempt, typed("3"), uuid.uuid4())
    submit_answer(attempt, typed("2"), key)  # the same form again is the same answer
    assert Submission.objects.count() == 2


def test_what_could_not_be_read_is_no_try(stage: Stage) -> None:
    attempt = set_rules(stage, tries=1)
    submit_answer(attempt, typed("1 +"), uuid.uuid4())
    Submission.objects.update(state=Submission.State.RETURNED)
    submit_answer(attempt, typed("1"), uuid.uuid4())


def test_the_last_try_ends_the_attempt_and_another_variant_wins_nothing(stage: Stage) -> None:
    attempt = set_rules(stage, tries=2)
    count_score(attempt, 0.0, timezone.now())
    assert attempt.ended == Attempt.Ended.NOT
    second = another_variant(attempt)
    assert second.item == stage.item
    count_score(second, 0.0, timezone.now())
    assert second.ended == Attempt.Ended.OUT_OF_TRIES
    third = another_variant(second)
    assert third.item is None  # for practice


def test_late_answers_and_further_tries_count_less(stage: Stage) -> None:
    attempt = set_rules(stage, due_at=DUE, late_credit=50, try_cost=10)
    count_score(attempt, 0.5, DUE - HOUR)
    assert attempt.best == pytest.approx(0.5)
    count_score(attempt, 1.0, DUE + 2 * HOUR, handed_in=DUE - HOUR)  # graded late, not handed in
    assert attempt.best == pytest.approx(0.9)


def test_the_page_says_the_rules_and_what_is_left(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    set_rules(stage, due_at=timezone.now() - HOUR, late_credit=50, tries=3)
    ada = as_person(stage.ada)
    page = ada.get(f"{reverse('exercise', args=['three-and-four'])}?item={stage.item.pk}")
    text = page.content.decode()
    assert "an answer now counts 50 %" in text and "0 of 3" in text
    listed = ada.get(reverse("problem-set", args=["sums", 1])).content.decode()
    assert "What counts" in listed and "3 graded tries" in listed


def test_a_refused_answer_is_told_and_not_kept(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    now = timezone.now()
    attempt = set_rules(stage, due_at=now - HOUR, closes_at=now - HOUR)
    ada = as_person(stage.ada)
    form = {"answer-m": "7", "idem_key": str(uuid.uuid4())}
    page = ada.post(reverse("submit", args=[attempt.pk]), form, follow=True)
    assert "has closed" in page.content.decode()
    assert not Submission.objects.exists()


def test_a_set_that_closes_before_it_is_due_is_refused(stage: Stage) -> None:
    with pytest.raises(IntegrityError):
        ProblemSet.objects.update(due_at=DUE, closes_at=DUE - HOUR)
