"""Administrators see who practises, how far they are, and who may need a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from campus.accounts.models import User
from campus.catalog.models import Skill
from campus.dashboards.activity import days_of, today, weeks_of
from campus.dashboards.attention import ENOUGH, concerns
from campus.dashboards.mastery import modules_of
from campus.dashboards.scope import scope_of
from campus.learning.models import ActiveDay, LearnerSkill, StaffAlert
from tests.campus.cast import Stage

Browser = Callable[[User | None], Client]


def practised(learner: User, days_ago: int, graded: int = 1, solved: int = 0) -> None:
    day = today() - timedelta(days=days_ago)
    ActiveDay.objects.create(learner=learner, day=day, graded=graded, solved=solved)


def reasons(course: str = "") -> dict[str, str]:
    scope = scope_of(course, "12")
    return {c.learner.username: c.why for c in concerns(scope, days_of(scope), today())}


@pytest.mark.parametrize(
    ("course", "weeks", "course_found", "weeks_found"),
    [
        ("sums", "4", "sums", 4),
        ("", "", None, 12),
        ("no-such", "12", None, 12),  # an old bookmark still shows something
        ("sums", "-3", "sums", 12),
        ("sums", "1000000", "sums", 12),
        ("sums", "4; DROP TABLE", "sums", 12),
    ],
)
def test_the_filters_live_in_the_address(
    stage: Stage, course: str, weeks: str, course_found: str | None, weeks_found: int
) -> None:
    scope = scope_of(course, weeks)
    assert (scope.course.slug if scope.course else None) == course_found
    assert scope.weeks == weeks_found


def test_a_course_counts_its_learners_only(stage: Stage) -> None:
    assert set(scope_of("", "4").learners()) == {stage.ada, stage.charlie}
    assert list(scope_of("sums", "4").learners()) == [stage.ada]


def test_every_week_is_there_and_the_last_is_this_one(stage: Stage) -> None:
    practised(stage.ada, 0, graded=4, solved=1)
    practised(stage.ada, 7, graded=2, solved=2)
    practised(stage.charlie, 7, graded=2, solved=0)
    scope = scope_of("", "4")
    weeks = weeks_of(days_of(scope), scope)
    assert [week.monday.weekday() for week in weeks] == [0] * 4
    assert [(week.learners, week.graded, week.success) for week in weeks] == [
        (0, 0, None),
        (0, 0, None),
        (2, 4, 50.0),
        (1, 4, 25.0),
    ]


def test_what_was_before_the_weeks_shown_is_not_counted(stage: Stage) -> None:
    practised(stage.ada, 7 * 4 + 6)
    assert days_of(scope_of("", "4")) == []


@pytest.mark.parametrize(
    ("days_ago", "why"),
    [
        (6, None),
        (7, "no practice for 7 days"),
        (30, "no practice for 30 days"),
        (None, "has not practised yet"),
    ],
)
def test_who_stopped_is_listed_with_the_days(
    stage: Stage, days_ago: int | None, why: str | None
) -> None:
    if days_ago is not None:
        practised(stage.ada, days_ago, graded=2, solved=2)
    assert reasons("sums").get("ada") == why


@pytest.mark.parametrize(
    ("graded", "solved", "listed"),
    [
        (ENOUGH, 2, True),  # 2 of 12 is below a quarter
        (ENOUGH, 3, False),  # a quarter is enough
        (ENOUGH - 1, 0, False),  # too few to say anything
    ],
)
def test_who_hands_in_much_and_solves_little_is_listed(
    stage: Stage, graded: int, solved: int, listed: bool
) -> None:
    practised(stage.ada, 0, graded, solved)
    assert ("ada" in reasons("sums")) is listed


def test_mastery_is_a_share_of_learners_times_skills(stage: Stage) -> None:
    adding = Skill.objects.get(slug="adding")
    Skill.objects.create(slug="taking-away", title="Taking away", module="M00")
    LearnerSkill.objects.create(
        learner=stage.ada, skill=adding, level=LearnerSkill.Level.MASTERED, n=4, n_ok=3
    )
    [module] = modules_of(scope_of("", "4"))
    # One of 2 learners x 2 skills is mastered; nothing else was tried.
    assert module.shares == (0.0, 0.0, 0.0, 25.0)
    assert (module.success, module.n) == (75.0, 4)


def test_the_page_says_its_numbers_and_who_grades(stage: Stage, as_person: Browser) -> None:
    practised(stage.ada, 0, graded=3, solved=3)
    page = as_person(stage.grace).get(reverse("dashboard") + "?course=sums").content.decode()
    assert "of 3 graded submissions" in page
    assert "Graders alive" in page


def test_the_page_of_a_learner_tells_their_story(stage: Stage, as_person: Browser) -> None:
    practised(stage.ada, 2, graded=5, solved=1)
    url = reverse("dashboard-learner", args=[stage.ada.pk])
    page = as_person(stage.grace).get(url).content.decode()
    assert "Ada" in page
    assert "Sums" in page


def test_the_page_asks_the_same_number_of_questions_however_many_learners(
    stage: Stage, as_person: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = User.objects.bulk_create([User(username=f"learner{i}") for i in range(40)])
    day = date.today() - timedelta(days=1)
    ActiveDay.objects.bulk_create([ActiveDay(learner=user, day=day) for user in people])
    browser = as_person(stage.grace)
    with django_assert_max_num_queries(26):
        assert browser.get(reverse("dashboard")).status_code == 200


def test_an_alert_is_open_until_somebody_has_seen_it(stage: Stage, as_person: Browser) -> None:
    grace = as_person(stage.grace)
    first, second = (StaffAlert.objects.create(kind="undecided", message=m) for m in ("a", "b"))
    assert grace.get("/dashboard/").content.decode().count('name="alert"') == 2
    grace.post("/dashboard/alerts/seen/", {"alert": first.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.seen_at is not None and second.seen_at is None
    grace.post("/dashboard/alerts/seen/")
    assert "Open alerts</h2>" not in grace.get("/dashboard/").content.decode()


def test_nobody_else_marks_alerts(stage: Stage, as_person: Browser) -> None:
    assert as_person(stage.noether).post("/dashboard/alerts/seen/").status_code == 404
