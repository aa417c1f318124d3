"""The gradebook: one figure from many marks, overrides, and sheets that come back."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.courses.models import Enrolment, Item, Pool, ProblemSet
from campus.learning.models import Attempt
from campus.teaching.gradebook.book import book_of, learners_of
from campus.teaching.gradebook.overriding import override
from campus.teaching.gradebook.totals import Column, total_of
from campus.teaching.models import MarkOverride, Notice
from tests.campus.cast import Stage, attempt_of, publish_by_hand

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAST, AHEAD = NOW - timedelta(days=1), NOW + timedelta(days=1)


def columns(*weights: float, due: datetime | None = PAST) -> list[Column]:
    return [Column(pk, pk, f"Set {pk}", weight, due) for pk, weight in enumerate(weights, 1)]


@pytest.mark.parametrize(
    ("shares", "weights", "drop", "total", "dropped"),
    [
        ({1: 1.0, 2: 0.5}, (1, 1), 0, 0.75, set()),
        ({1: 1.0, 2: 0.5}, (3, 1), 0, 0.875, set()),  # a set of weight 3 counts as three
        ({1: 1.0}, (1, 1), 0, 0.5, set()),  # what was due and not handed in counts nothing
        ({1: 1.0, 2: 0.0}, (1, 0), 0, 1.0, set()),  # weight 0 is shown and does not count
        ({1: 1.0, 2: 0.2, 3: 0.6}, (1, 1, 1), 1, 0.8, {2}),
        ({1: 1.0}, (1, 1), 1, 1.0, {2}),  # what was never handed in is the lowest
        ({1: 0.4}, (1,), 3, 0.4, set()),  # one is always left
        ({1: 0.2, 2: 0.2}, (1, 4), 1, 0.2, {2}),  # of equals the heavier
        ({1: 1.2}, (1,), 0, 1.2, set()),  # extra credit
    ],
)
def test_a_total_of_sets_that_were_due(
    shares: dict[int, float | None],
    weights: tuple[float, ...],
    drop: int,
    total: float,
    dropped: set[int],
) -> None:
    found = total_of(shares, columns(*weights), drop, NOW)
    assert found.share == pytest.approx(total)
    assert found.dropped == dropped


def test_a_set_that_is_not_due_counts_once_it_is_handed_in() -> None:
    ahead = columns(1, due=AHEAD)
    assert total_of({}, ahead, 0, NOW).share is None
    assert total_of({1: 0.5}, ahead, 0, NOW).share == 0.5


def test_the_best_attempt_at_each_item_counts_and_overrides_stand(stage: Stage) -> None:
    other = publish_by_hand("other", "Other")
    Item.objects.create(problem_set=stage.problem_set, exercise=other, position=2, points=30)
    for best in (0.25, 1.0):
        attempt = attempt_of(stage)
        Attempt.objects.filter(pk=attempt.pk).update(best=best, ended="gave_up")
    [line] = book_of(stage.course, list(learners_of(stage.course))).lines
    assert line.marks[0].share == pytest.approx(0.25)  # 10 of 40 points
    override(stage.problem_set, stage.ada, 0.9, "was ill", stage.noether)
    override(stage.problem_set, stage.ada, 0.8, "a slip of mine", stage.noether)
    [line] = book_of(stage.course, list(learners_of(stage.course))).lines
    assert line.marks[0].earned == pytest.approx(0.25)
    assert line.marks[0].share == 0.8
    assert [row.reason for row in MarkOverride.objects.all()] == ["a slip of mine", "was ill"]
    assert Entry.objects.filter(act="mark set by hand", person=stage.ada).count() == 2
    assert Notice.objects.filter(person=stage.ada).count() == 2


def test_the_book_asks_the_database_as_often_for_one_learner_as_for_many(
    stage: Stage, django_assert_num_queries: object
) -> None:
    people = User.objects.bulk_create(User(username=f"u{n}", password="!") for n in range(20))
    Enrolment.objects.bulk_create(Enrolment(course=stage.course, person=one) for one in people)
    enrolled = list(learners_of(stage.course))
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(book_of(stage.course, enrolled).lines) == 21


def test_a_sheet_comes_back_with_what_changed(stage: Stage, teacher: Client) -> None:
    User.objects.filter(pk=stage.ada.pk).update(display_name="=1+1")
    Attempt.objects.filter(pk=attempt_of(stage).pk).update(best=0.5)
    sheet = teacher.get(reverse("gradebook-csv", args=["sums"])).content.decode()
    head, line = csv.reader(io.StringIO(sheet))
    assert head == ["name", "user name", "section", "1. First sums (%)", "total (%)"]
    assert line == ["'=1+1", "ada", "", "50", "50"]
    changed = sheet.replace(",50,", ',"72,5",')
    address = reverse("gradebook-import", args=["sums"])
    sent = {"sheet": SimpleUploadedFile("s.csv", changed.encode()), "reason": "oral exam"}
    shown = teacher.post(address, sent)
    assert shown.status_code == 200 and "72.5" in shown.content.decode()
    assert not MarkOverride.objects.exists()
    teacher.post(address, {"text": changed, "reason": "oral exam", "apply": "1"})
    assert MarkOverride.objects.get().share == pytest.approx(0.725)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("x,nobody,,50", "no learner of the course"),
        ("x,ada,,fifty", "no number of per cent"),
        ("x,ada,,201", "no number of per cent"),
    ],
)
def test_a_sheet_with_a_fault_changes_nothing(
    stage: Stage, teacher: Client, line: str, says: str
) -> None:
    text = f"name,user name,section,1. First sums (%)\r\n{line}\r\n"
    sent = {"text": text, "reason": "x", "apply": "1"}
    answer = teacher.post(reverse("gradebook-import", args=["sums"]), sent)
    assert says in answer.content.decode()
    assert not MarkOverride.objects.exists()


def test_weights_and_dropped_sets_are_kept(stage: Stage, teacher: Client) -> None:
    second = ProblemSet.objects.create(course=stage.course, number=2, title="More")
    sent = {"drop_lowest": 1, f"weight-{stage.problem_set.pk}": 2, f"weight-{second.pk}": 0}
    teacher.post(reverse("gradebook-scheme", args=["sums"]), sent)
    book = book_of(stage.course, [])
    assert (book.drop, [one.weight for one in book.columns]) == (1, [2.0, 0.0])
    page = teacher.get(reverse("gradebook", args=["sums"])).content.decode()
    assert "The lowest set of each learner is dropped." in page


def test_of_a_pool_only_what_a_learner_gets_counts(stage: Stage) -> None:
    pool = Pool.objects.create(problem_set=stage.problem_set, title="One of two", take=1)
    for place in (2, 3):
        exercise = publish_by_hand(f"pool-{place}", f"Pool {place}")
        Item.objects.create(
            problem_set=stage.problem_set, exercise=exercise, position=place, pool=pool
        )
    attempt = attempt_of(stage)
    Attempt.objects.filter(pk=attempt.pk).update(best=1.0)
    [line] = book_of(stage.course, list(learners_of(stage.course))).lines
    assert line.marks[0].share == pytest.approx(0.5)  # 10 of 20 points, not of 30
