"""Instructors make problem sets and read their results."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from campus.accounts.models import User
from campus.courses.models import Item, Pool, ProblemSet
from campus.courses.pools import items_for
from campus.learning.models import Attempt
from campus.teaching.reading import courses_of, results_of
from tests.campus.cast import Stage, attempt_of, publish_by_hand

Browser = Callable[[User | None], Client]


def filled(*rows: dict[str, object], title: str = "More sums", **fields: object) -> dict[str, str]:
    """What the form of a set posts: its fields and the rows of its table."""
    sent: dict[str, object] = {
        "title": title,
        "instructions": "",
        "opens_at": "",
        "due_at": "",
        "closes_at": "",
        "late_credit": "100",
        "tries": "",
        "try_cost": "0",
        "items-TOTAL_FORMS": len(rows),
        "items-INITIAL_FORMS": sum("id" in row for row in rows),
        **fields,
    }
    for i, row in enumerate(rows):
        sent |= {f"items-{i}-{name}": value for name, value in ({"points": 10} | row).items()}
    return {name: str(value) for name, value in sent.items()}


@pytest.fixture
def teacher(stage: Stage, as_person: Browser) -> Client:
    return as_person(stage.noether)


def test_it_makes_a_set_with_the_next_number(stage: Stage, teacher: Client) -> None:
    posted = filled({"exercise": stage.exercise.pk, "points": 4})
    answer = teacher.post(reverse("teaching-set-new", args=["sums"]), posted)
    assert answer.status_code == 302
    made = stage.course.sets.get(title="More sums")
    assert made.number == 2
    assert [(item.exercise, item.points) for item in made.items.all()] == [(stage.exercise, 4)]


def test_rows_are_sorted_by_the_numbers_before_them(stage: Stage, teacher: Client) -> None:
    later = publish_by_hand("later", "Later")
    posted = filled({"exercise": stage.exercise.pk, "ORDER": 2}, {"exercise": later.pk, "ORDER": 1})
    teacher.post(reverse("teaching-set-new", args=["sums"]), posted)
    items = Item.objects.filter(problem_set__title="More sums")
    assert [item.exercise.slug for item in items] == ["later", "three-and-four"]


def test_it_removes_an_exercise_and_keeps_what_learners_did(stage: Stage, teacher: Client) -> None:
    attempt = attempt_of(stage)
    other = publish_by_hand("other", "Other")
    posted = filled(
        {"id": stage.item.pk, "exercise": stage.exercise.pk, "DELETE": "on"},
        {"exercise": other.pk},
        title="First sums",
    )
    teacher.post(reverse("teaching-set", args=["sums", 1]), posted)
    assert [item.exercise for item in stage.problem_set.items.all()] == [other]
    attempt.refresh_from_db()
    assert attempt.item is None


@pytest.mark.parametrize(
    ("rows", "fields", "says"),
    [
        ([{}], {}, "Choose at least one exercise."),
        ([{"exercise": "own"}, {"exercise": "own"}], {}, "more than once"),
        ([{"exercise": "own", "points": -1}], {}, "greater than or equal to 0"),
        ([{"exercise": 999_999}], {}, "Select a valid choice"),  # no such exercise
        ([{"exercise": "own"}], {"title": ""}, "This field is required"),
        (
            [{"exercise": "own"}],
            {"opens_at": "2026-03-02T10:00", "due_at": "2026-03-01T10:00"},
            "due after it opens",
        ),
    ],
)
def test_a_wrong_form_is_explained_and_nothing_is_saved(
    stage: Stage,
    teacher: Client,
    rows: list[dict[str, object]],
    fields: dict[str, object],
    says: str,
) -> None:
    own = [
        row | ({"exercise": stage.exercise.pk} if row.get("exercise") == "own" else {})
        for row in rows
    ]
    answer = teacher.post(reverse("teaching-set-new", args=["sums"]), filled(*own) | fields)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert ProblemSet.objects.count() == 1


def test_a_course_of_somebody_else_cannot_be_changed(stage: Stage, as_person: Browser) -> None:
    posted = filled({"exercise": stage.exercise.pk})
    answer = as_person(stage.hilbert).post(reverse("teaching-set-new", args=["sums"]), posted)
    assert answer.status_code == 404
    assert ProblemSet.objects.count() == 1


def test_the_best_attempt_counts(stage: Stage) -> None:
    attempt = attempt_of(stage)
    Attempt.objects.filter(pk=attempt.pk).update(best=0.25, tries=2, ended="gave_up")
    better = attempt_of(stage)
    Attempt.objects.filter(pk=better.pk).update(best=0.75, tries=1)
    [row] = results_of(stage.problem_set).rows
    assert (row.cells[0].score, row.cells[0].tries) == (75.0, 3)
    assert row.total == 7.5
    assert row.cells[0].url == reverse("attempt", args=[better.pk])


def test_what_did_not_fall_to_a_learner_is_shown_as_such(stage: Stage, teacher: Client) -> None:
    pool = Pool.objects.create(problem_set=stage.problem_set, title="Sums", take=1, points=10)
    for place in (2, 3):
        exercise = publish_by_hand(f"sum-{place}", f"Sum {place}")
        stage.problem_set.items.create(exercise=exercise, position=place, pool=pool)
    mine = {item.pk for item in items_for(stage.problem_set, stage.ada.pk)}
    found = results_of(stage.problem_set)
    assert [cell.given for cell in found.rows[0].cells] == [i.pk in mine for i in found.items]
    assert found.out_of == 20
    page = teacher.get(reverse("teaching-results", args=["sums", 1])).content.decode()
    assert page.count('<span class="vh">not drawn</span>') == 1


def test_practice_outside_the_set_does_not_count(stage: Stage) -> None:
    practice = attempt_of(stage, in_the_set=False)
    Attempt.objects.filter(pk=practice.pk).update(best=1.0)
    [row] = results_of(stage.problem_set).rows
    assert (row.cells[0].score, row.total, row.last) == (None, 0, None)


def test_the_overview_counts_learners_and_those_who_handed_in(stage: Stage) -> None:
    [course] = courses_of(stage.noether)
    assert (course.learners, course.sets[0].submitted, course.sets[0].median) == (1, 0, None)
    Attempt.objects.filter(pk=attempt_of(stage).pk).update(best=0.6)
    [course] = courses_of(stage.noether)
    assert course.sets[0].submitted == 1
    assert course.sets[0].median == pytest.approx(60.0)


def test_an_opened_and_never_graded_attempt_is_not_handed_in(stage: Stage) -> None:
    attempt_of(stage)
    assert courses_of(stage.noether)[0].sets[0].submitted == 0


def test_the_csv_has_a_line_a_learner_and_no_formula(stage: Stage, teacher: Client) -> None:
    User.objects.filter(pk=stage.ada.pk).update(display_name='=HYPERLINK("x")')
    Attempt.objects.filter(pk=attempt_of(stage).pk).update(best=0.5)
    answer = teacher.get(reverse("teaching-results-csv", args=["sums", 1]))
    head, line = csv.reader(io.StringIO(answer.content.decode()))
    assert head == ["name", "user name", "1. Three and four (%)", "points", "out of"]
    assert line == ['\'=HYPERLINK("x")', "ada", "50", "5.00", "10"]
    assert answer["Content-Disposition"] == 'attachment; filename="sums-1.csv"'


def test_an_instructor_sets_the_rules_of_a_set(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    rules = {
        "due_at": "2026-03-01T10:00",
        "closes_at": "2026-03-08T10:00",
        "late_credit": "50",
        "tries": "3",
        "try_cost": "10",
    }
    posted = filled({"exercise": stage.exercise.pk}, **rules)
    as_person(stage.noether).post(reverse("teaching-set-new", args=["sums"]), posted)
    made = stage.course.sets.get(title="More sums")
    assert (made.late_credit, made.tries, made.try_cost) == (50, 3, 10)
    assert made.closes_at is not None and made.closes_at.day == 8
