"""Answers of learners as their teachers find, remark on and mark them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from campus.auditing.models import Entry
from campus.learning.models import Attempt, Submission
from campus.teaching.answers.filters import before, cursor_of, found_in
from campus.teaching.answers.marking import comment, mark
from campus.teaching.models import Cluster, Notice
from tests.campus.cast import Stage
from tests.campus.teaching.conftest import Browser, Hand


@pytest.fixture
def wrong(hand_in: Hand) -> Submission:
    return hand_in("12")  # the mistake "times"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("verdict=wrong", 1),
        ("verdict=right", 1),
        ("verdict=undecided", 0),
        ("learner=ada&set=1", 2),
        ("learner=charlie", 0),
        ("exercise=three-and-four&tag=times", 1),
        ("exercise=three-and-four&tag=minus", 0),
        ("set=x&verdict=nonsense", 2),  # what makes no sense was not asked
    ],
)
def test_answers_are_found(
    stage: Stage, wrong: Submission, hand_in: Hand, query: str, found: int
) -> None:
    hand_in("7")
    assert found_in(stage.course, QueryDict(query)).count() == found


def test_pages_follow_each_other_without_a_gap(stage: Stage, hand_in: Hand) -> None:
    for text in ("1", "2", "3"):
        hand_in(text)
    one_moment = Submission.objects.latest("received_at").received_at
    Submission.objects.update(received_at=one_moment)  # equal moments are told apart by key
    rows = found_in(stage.course, QueryDict()).order_by("-received_at", "-pk")
    first = rows[0]
    assert list(before(rows, cursor_of(first))) == list(rows[1:])
    Submission.objects.filter(pk=first.pk).update(received_at=one_moment + timedelta(1))
    assert list(before(rows, "nonsense")) == list(rows)


def test_a_comment_stands_beside_the_answer_for_its_learner(
    stage: Stage, wrong: Submission, as_person: Browser
) -> None:
    comment(wrong, "Look at the sign between them.", stage.noether)
    page = as_person(stage.ada).get(f"{reverse('attempt', args=[wrong.attempt_id])}")
    assert "Look at the sign between them." in page.content.decode()
    home = as_person(stage.ada).get(reverse("home")).content.decode()
    assert "There is a comment on your answer" in home
    as_person(stage.ada).post(reverse("notices-seen"))
    assert not Notice.objects.filter(person=stage.ada, seen_at=None).exists()


def test_a_mark_by_hand_counts_until_it_is_taken_back(stage: Stage, wrong: Submission) -> None:
    attempt = Attempt.objects.get(pk=wrong.attempt_id)
    assert (attempt.best, attempt.tries) == (0.0, 1)
    mark(wrong, 0.5, "the idea is right", stage.noether)
    attempt.refresh_from_db()
    assert attempt.best == pytest.approx(0.5)
    mark(wrong, None, "no", stage.noether)
    attempt.refresh_from_db()
    assert (attempt.best, attempt.tries) == (0.0, 1)
    acts = Entry.objects.filter(act="answer marked by hand").order_by("pk")
    assert [(one.details["before"], one.details["after"]) for one in acts] == [
        (0, 0.5),
        (0.5, None),
    ]


def test_what_could_not_be_decided_counts_when_a_person_decides(
    stage: Stage, wrong: Submission, teacher: Client
) -> None:
    Submission.objects.filter(pk=wrong.pk).update(state="undecided")
    Attempt.objects.filter(pk=wrong.attempt_id).update(tries=0, best=None, first_score=None)
    address = reverse("answer-mark", args=["sums", wrong.pk])
    assert teacher.post(address, {"score": "100", "reason": "equal by hand"}).status_code == 302
    attempt = Attempt.objects.get(pk=wrong.attempt_id)
    assert (attempt.best, attempt.tries, attempt.ended) == (1.0, 1, "solved")
    wrong.refresh_from_db()
    assert wrong.state == "graded"


def test_the_words_of_a_named_mistake_reach_who_made_it_and_nobody_else(
    stage: Stage, wrong: Submission, hand_in: Hand, as_person: Browser, teacher: Client
) -> None:
    named = {"blank": "m", "code": "tag:times", "name": "product", "words": "A sum is no product."}
    teacher.post(reverse("teaching-item-name", args=["sums", 1, 1]), named)
    assert Cluster.objects.get().by == stage.noether
    other = hand_in("-7")
    pages = [
        as_person(stage.ada).get(
            f"{reverse('attempt', args=[wrong.attempt_id])}?submission={one.pk}"
        )
        for one in (wrong, other)
    ]
    said = ["A sum is no product." in page.content.decode() for page in pages]
    assert said == [True, False]
    listed = teacher.get(reverse("teaching-item", args=["sums", 1, 1])).content.decode()
    assert (
        "product" in listed and "the key with the other sign" not in listed
    )  # the grader named it
