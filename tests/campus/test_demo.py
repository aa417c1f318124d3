"""The demo shows a site in use, and is made of nothing but what people could have done."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.courses.models import Course
from campus.demo.course import SETS
from campus.demo.people import SIGN_INS
from campus.learning.models import ActiveDay, Attempt, GradeResult, LearnerSkill
from tests.campus.cast import publish_by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(valkey: object) -> None:
    for plan in SETS:
        for slug in plan.exercises:
            publish_by_hand(slug, slug.capitalize())
    call_command("demo", verbosity=0)


def test_everybody_it_names_can_sign_in(demo: None) -> None:
    for _, name, password in SIGN_INS:
        assert authenticate(username=name, password=password) is not None, name


def test_classmates_cannot_be_signed_in_as(demo: None) -> None:
    others = User.objects.exclude(username__in=[name for _, name, _ in SIGN_INS])
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_charlie_is_enrolled_in_nothing(demo: None) -> None:
    assert not Course.objects.visible_to(User.objects.get(username="charlie")).exists()


def test_ada_has_a_past_and_something_left_to_do(demo: None) -> None:
    ada = User.objects.get(username="ada")
    assert ActiveDay.objects.filter(learner=ada).count() > 10
    assert LearnerSkill.objects.filter(learner=ada, n__gt=0).exists()
    untouched = Exercise.objects.exclude(attempts__learner=ada)
    assert {exercise.slug for exercise in untouched} == {"fp-logsumexp", "ttest-one"}


def test_verdicts_come_from_the_grader(demo: None) -> None:
    outcomes = {
        verdict["outcome"]
        for report in GradeResult.objects.values_list("report", flat=True)
        for verdict in report["verdicts"].values()
    }
    assert outcomes == {"right", "wrong"}


def test_no_attempt_is_left_open(demo: None) -> None:
    assert not Attempt.objects.open().exists()


def test_a_second_time_adds_nothing(demo: None) -> None:
    before = Attempt.objects.count(), User.objects.count()
    call_command("demo", verbosity=0)
    assert (Attempt.objects.count(), User.objects.count()) == before


def test_the_course_has_staff_sections_and_something_new_to_read(demo: None) -> None:
    course = Course.objects.get()
    staff = {row.person.username: row.role for row in course.enrolments.staff()}
    assert staff == {"noether": "owner", "artin": "assistant"}
    assert not course.enrolments.learners().filter(section=None).exists()
    assert course.announcements.unseen_by(User.objects.get(username="ada")).count() == 1
