"""Those who teach see who practises, how far they are, who may need a word, and write to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.catalog.models import Skill
from campus.courses.models import Course
from campus.dashboards.activity import weeks_of
from campus.dashboards.attention import ENOUGH, concern_of, concerned
from campus.dashboards.cohorts import cohorts_of
from campus.dashboards.funnel import funnel_of
from campus.dashboards.mastery import modules_of, sizes_of, skills_of
from campus.dashboards.scope import Scope, scope_of, today
from campus.dashboards.sheets import SHEETS, csv_of
from campus.learning.models import ActiveDay, LearnerSkill
from campus.rollups.recounting import recount
from tests.campus.cast import Stage

Browser = Callable[[User | None], Client]


def practised(learner: User, days_ago: int, graded: int = 1, solved: int = 0) -> None:
    day = today() - timedelta(days=days_ago)
    ActiveDay.objects.create(learner=learner, day=day, graded=graded, solved=solved)


def scope(user: User, course: str = "", weeks: str = "4") -> Scope:
    found = scope_of(user, {"course": course, "weeks": weeks})
    assert found is not None
    return found


def reasons(stage: Stage, reason: str = "") -> dict[str, str]:
    recount()
    found = concerned(scope(stage.grace, "sums"), today(), reason)
    return {row.username: concern_of(row, today()).why for row in found}


@pytest.mark.parametrize(
    ("asked", "course", "weeks"),
    [
        ({"course": "sums", "weeks": "4"}, "sums", 4),
        ({}, None, 12),
        ({"course": "no-such"}, None, 12),  # an old bookmark still shows something
        ({"weeks": "-3"}, None, 12),
        ({"weeks": "٤"}, None, 12),  # a digit, and not one of ours
        ({"weeks": "4; DROP TABLE"}, None, 12),
        ({"section": "99999999999999999999"}, None, 12),
        ({"track": "plumber"}, None, 12),
    ],
)
def test_the_filters_live_in_the_address(
    stage: Stage, asked: Mapping[str, str], course: str | None, weeks: int
) -> None:
    found = scope_of(stage.grace, asked)
    assert found is not None
    assert (found.course.slug if found.course else None) == course
    assert (found.weeks, found.section, found.track) == (weeks, None, "")


@pytest.mark.parametrize("asked", ["sums", "elsewhere", "no-such", ""])
def test_who_teaches_sees_their_own_courses_only(stage: Stage, asked: str) -> None:
    found = scope_of(stage.hilbert, {"course": asked})
    assert found is not None and found.course is not None
    assert found.course.slug == "elsewhere"
    assert scope_of(stage.ada, {"course": "sums"}) is None


def test_every_week_is_there_and_the_last_is_this_one(stage: Stage) -> None:
    practised(stage.ada, 0, graded=4, solved=1)
    practised(stage.ada, 7, graded=2, solved=2)
    practised(stage.charlie, 7, graded=2, solved=0)
    practised(stage.ada, 7 * 4 + 6)  # before the weeks shown
    recount()
    weeks = weeks_of(scope(stage.grace))
    assert [week.monday.weekday() for week in weeks] == [0] * 4
    assert [(week.learners, week.graded, week.success) for week in weeks] == [
        (0, 0, None),
        (0, 0, None),
        (2, 4, 50.0),
        (1, 4, 25.0),
    ]


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
    assert reasons(stage).get("ada") == why


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
    assert ("ada" in reasons(stage, "few")) is listed


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ((20, 16), (20, 8), "solved 40 % in the last fortnight (n = 20), 80 % before"),
        ((20, 16), (20, 14), None),  # ten points are noise
        ((11, 11), (20, 8), None),  # too few before
    ],
)
def test_falling_success_is_a_reason_with_its_numbers(
    stage: Stage, before: tuple[int, int], now: tuple[int, int], why: str | None
) -> None:
    practised(stage.ada, 20, *before)
    practised(stage.ada, 0, *now)
    assert reasons(stage, "falling").get("ada") == why
    assert reasons(stage).get("ada") == why


def test_who_is_stuck_on_what_others_need_is_listed_with_the_skill(stage: Stage) -> None:
    adding = Skill.objects.get(slug="adding")
    harder = Skill.objects.create(slug="harder", title="Harder", module="M00")
    harder.prerequisites.add(adding)
    LearnerSkill.objects.create(learner=stage.ada, skill=adding, level=1, n=8, n_ok=1)
    practised(stage.ada, 0)
    assert "stuck on Adding" in reasons(stage, "stuck")["ada"]
    assert "1 of 8" in reasons(stage)["ada"]


def test_mastery_is_a_share_of_learners_times_skills(stage: Stage) -> None:
    adding = Skill.objects.get(slug="adding")
    Skill.objects.create(slug="taking-away", title="Taking away", module="M00")
    LearnerSkill.objects.create(
        learner=stage.ada, skill=adding, level=LearnerSkill.Level.MASTERED, n=4, n_ok=3
    )
    recount()
    site = scope(stage.grace)
    [module] = modules_of(skills_of(site), sizes_of(site))
    # One of 2 learners x 2 skills is mastered; nothing else was tried.
    assert module.shares == (0.0, 0.0, 0.0, 25.0)
    assert (module.success, module.n) == (75.0, 4)


def test_the_funnel_and_the_courses_beside_each_other_count_learners(stage: Stage) -> None:
    practised(stage.ada, 0, graded=3, solved=2)
    recount()
    site = scope(stage.grace)
    assert [step.n for step in funnel_of(site)][:3] == [2, 1, 0]
    [sums] = cohorts_of(site, Course.objects.all())  # nobody learns elsewhere
    assert (sums.name, sums.learners, sums.graded) == ("Sums", 1, 3)


def test_every_table_can_be_taken_away_and_runs_no_formula(stage: Stage) -> None:
    User.objects.filter(pk=stage.ada.pk).update(display_name="=HYPERLINK(1)")
    recount()
    for name in SHEETS:
        text = csv_of(name, scope(stage.grace, "sums"), stage.grace)
        assert text.count("\r\n") >= 1
        assert "\n=" not in text and ",=" not in text
    assert "'=HYPERLINK(1)" in csv_of("concerns", scope(stage.grace, "sums"), stage.grace)


def test_an_export_is_recorded_with_its_filters(stage: Stage, as_person: Browser) -> None:
    url = reverse("dashboard-sheet", args=["skills"])
    answer = as_person(stage.noether).get(url + "?course=sums&track=ds")
    assert answer["Content-Type"].startswith("text/csv")
    entry = Entry.objects.get(act="progress exported")
    assert entry.course == stage.course.pk
    assert "track=ds" in entry.details["filters"]
    assert as_person(stage.noether).get("/dashboard/tables/secrets.csv").status_code == 404


def test_a_letter_goes_to_ticked_learners_of_the_course_and_is_recorded(
    stage: Stage, as_person: Browser
) -> None:
    recount()
    told = {"subject": "A word\r\nBcc: all", "text": "Shall we talk?", "course": "sums"}
    told |= {"to": [stage.ada.pk, stage.charlie.pk, "x", -1]}  # type: ignore[dict-item]
    as_person(stage.noether).post(reverse("dashboard-write"), told)
    [letter] = mail.outbox
    assert letter.to == ["ada@example.org"]  # Charlie is in no course of hers
    assert letter.subject == "A word Bcc: all"
    assert letter.reply_to == ["noether@example.org"]
    entry = Entry.objects.get(act="learner written to")
    assert (entry.actor, entry.person, entry.course) == (stage.noether, stage.ada, stage.course.pk)


def test_a_letter_to_nobody_is_shown_again(stage: Stage, as_person: Browser) -> None:
    recount()
    answer = as_person(stage.noether).post(reverse("dashboard-write"), {"subject": "Hello"})
    assert answer.status_code == 400
    assert "Hello" in answer.content.decode()
    assert mail.outbox == []


def test_the_page_of_a_learner_tells_their_story_and_why_they_are_listed(
    stage: Stage, as_person: Browser
) -> None:
    practised(stage.ada, 9, graded=5, solved=1)
    recount()
    url = reverse("dashboard-learner", args=[stage.ada.pk])
    page = as_person(stage.noether).get(url).content.decode()
    assert "no practice for 9 days" in page
    assert "Sums" in page


def test_the_pages_ask_the_same_number_of_questions_however_many_learners(
    stage: Stage, as_person: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = User.objects.bulk_create([User(username=f"learner{i}") for i in range(40)])
    day = date.today() - timedelta(days=1)
    ActiveDay.objects.bulk_create([ActiveDay(learner=user, day=day) for user in people])
    recount()
    browser = as_person(stage.grace)
    for name in ("dashboard", "dashboard-skills", "dashboard-concerns"):
        with django_assert_max_num_queries(26):
            assert browser.get(reverse(name)).status_code == 200
