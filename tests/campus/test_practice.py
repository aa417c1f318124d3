"""Practice: what a session holds, how one walks through it, habits, reminders."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill, Training
from campus.courses.models import Item
from campus.learning.attempts import give_up
from campus.learning.models import (
    ActiveDay,
    Attempt,
    LearnerSkill,
    PracticePlan,
    PracticeSession,
    PracticeStep,
)
from campus.learning.practice.frontier import candidates
from campus.learning.practice.habits import habits_of, streak_of
from campus.learning.practice.planning import plan_session
from campus.learning.practice.reminding import letter, remind, stop_token
from campus.learning.practice.sessions import begin, end, go_on
from campus.learning.practice.showing import session_view
from campus.learning.recording import count_score
from tests.campus.cast import Stage, publish_by_hand

pytestmark = pytest.mark.django_db

As = Callable[[User | None], Client]
TODAY = date(2026, 3, 20)
DAY = timedelta(days=1)


def exercise_of(skill: str, *before: str) -> Exercise:
    """A published exercise that trains a skill of its own."""
    row = publish_by_hand(f"exercise-of-{skill}", f"Exercise of {skill}")
    Training.objects.filter(exercise=row).delete()
    own, _ = Skill.objects.get_or_create(slug=skill, title=skill.title(), module="M01")
    for name in before:
        own.prerequisites.add(Skill.objects.get(slug=name))
    Training.objects.create(exercise=row, skill=own)
    return row


def knows(learner: User, skill: str, *, due: timedelta | None = None, level: int = 2) -> None:
    LearnerSkill.objects.create(
        learner=learner,
        skill=Skill.objects.get(slug=skill),
        n=2,
        n_ok=2,
        level=level,
        due_at=timezone.now() + due if due else None,
    )


def test_an_exercise_waits_until_what_it_builds_on_is_familiar(stage: Stage) -> None:
    exercise_of("taking-away", "adding")
    assert [c.exercise.slug for c in candidates(stage.ada, TODAY) if c.reach] == ["three-and-four"]
    knows(stage.ada, "adding")
    assert {c.exercise.slug for c in candidates(stage.ada, TODAY) if c.reach} == {
        "three-and-four",
        "exercise-of-taking-away",
    }


def test_the_exercise_that_fits_best_comes_first(stage: Stage) -> None:
    for name, difficulty in (("easy", -3.0), ("fitting", -1.4), ("hard", 2.0)):
        row = exercise_of(name)
        row.difficulty = difficulty
        row.save()
    first = candidates(stage.ada, TODAY)[0]
    assert first.exercise.slug == "exercise-of-fitting"
    assert 0.75 <= first.chance <= 0.85


def test_a_session_mixes_reviews_course_work_and_what_comes_next(stage: Stage) -> None:
    for name in ("reviewing", "counting", "doubling", "halving"):
        exercise_of(name)
    knows(stage.ada, "reviewing", due=-DAY)
    stage.problem_set.due_at = timezone.now() + 2 * DAY
    stage.problem_set.save()
    planned = plan_session(stage.ada, 20)
    why = [one.why for one in planned]
    assert why[:3] == ["review", "course", "next"]
    assert planned[0].exercise.slug == "exercise-of-reviewing"
    assert planned[1].item == stage.item
    assert len({one.exercise.pk for one in planned}) == len(planned) == 5


def test_a_session_is_about_as_long_as_one_wishes(stage: Stage) -> None:
    for number in range(12):
        exercise_of(f"skill-{number}")
    for minutes in (10, 20, 40):
        total = sum(one.exercise.minutes for one in plan_session(stage.ada, minutes))
        assert minutes <= total < minutes + 3 * 4  # an exercise takes 4


def test_a_session_can_be_left_taken_up_and_closes_with_what_changed(stage: Stage) -> None:
    for name in ("counting", "doubling"):
        exercise_of(name)
    session = begin(stage.ada, 10)
    assert session is not None and begin(stage.ada, 40) == session
    step = go_on(session)
    assert step is not None and step.attempt is not None and step.attempt.mixed
    assert go_on(session) == step  # left, and taken up again
    count_score(step.attempt, 1.0, timezone.now())
    second = go_on(session)
    assert second is not None and second.position == 2
    third = go_on(session, leaving=2)
    assert third is not None and third.position == 3
    end(session)
    view = session_view(session)
    assert [one.state for one in view.steps] == ["solved", "skipped", ""]
    assert [(c.before_word, c.after_word) for c in view.changes] == [("not started", "familiar")]


def test_the_last_step_ends_the_session(stage: Stage) -> None:
    session = begin(stage.ada, 10)
    assert session is not None
    step = go_on(session)
    assert step is not None and step.attempt is not None
    give_up(step.attempt)
    assert go_on(session) is None
    session.refresh_from_db()
    assert session.ended_at is not None


def test_one_walks_through_a_session_by_its_buttons_alone(stage: Stage, as_person: As) -> None:
    exercise_of("counting")
    ada = as_person(stage.ada)
    assert b"10 minutes" in ada.get("/").content
    page = ada.post(reverse("practice-start"), {"minutes": "10"}, follow=True)
    assert "Next exercise" in page.content.decode()
    session = PracticeSession.objects.get()
    for _ in range(PracticeStep.objects.count()):
        leaving = PracticeStep.objects.filter(skipped=False).first()
        assert leaving is not None
        page = ada.post(
            reverse("practice-next", args=[session.pk]), {"leaving": leaving.position}, follow=True
        )
    assert "That was your session" in page.content.decode()


def test_nobody_sees_the_session_of_somebody_else(stage: Stage, as_person: As) -> None:
    session = begin(stage.ada, 10)
    assert session is not None
    charlie = as_person(stage.charlie)
    assert charlie.get(reverse("practice-session", args=[session.pk])).status_code == 404
    assert charlie.post(reverse("practice-next", args=[session.pk])).status_code == 404


def test_a_session_with_a_closed_set_goes_on_as_practice(stage: Stage) -> None:
    stage.problem_set.due_at = timezone.now() + DAY
    stage.problem_set.save()
    session = begin(stage.ada, 10)
    assert session is not None
    Item.objects.get().problem_set.__class__.objects.update(
        due_at=timezone.now() - DAY, closes_at=timezone.now() - DAY
    )
    step = go_on(session)
    assert step is not None and step.attempt is not None and step.attempt.item is None


@pytest.mark.parametrize(
    ("back", "days", "longest", "freezes"),
    [
        ([0, 1, 2, 5, 6, 7, 8], 3, 4, 0),  # two days missed, nothing to bridge them
        ([1, 2, 3], 3, 3, 0),  # today is not over
        ([2, 3, 4], 0, 3, 0),  # yesterday was missed
        ([*range(7)], 7, 7, 1),  # the seventh day earns a freeze
        ([*range(2, 9)], 7, 7, 0),  # which bridges yesterday
        ([*range(3, 10)], 0, 7, 0),  # and not two days
        ([*range(0, 3), *range(4, 11)], 10, 10, 0),  # spent on a day within the row
        ([*range(30)], 30, 30, 2),  # never more than two
    ],
)
def test_streaks(back: list[int], days: int, longest: int, freezes: int) -> None:
    row = streak_of(sorted(TODAY - n * DAY for n in back), TODAY)
    assert (row.days, row.longest, row.freezes) == (days, longest, freezes)


def test_a_day_is_a_day_of_the_place_one_lives_in(stage: Stage) -> None:
    PracticePlan.objects.create(learner=stage.ada, time_zone="Pacific/Auckland")
    from campus.learning.attempts import open_attempt

    attempt = open_attempt(stage.ada, stage.exercise)
    count_score(attempt, 1.0, datetime(2026, 3, 2, 20, 0, tzinfo=UTC))
    assert ActiveDay.objects.get().day == date(2026, 3, 3)


def test_the_goal_of_the_day_is_ones_own(stage: Stage, as_person: As) -> None:
    ada = as_person(stage.ada)
    answer = ada.post(
        reverse("practice-plan"), {"goal": "5", "time_zone": "Europe/Berlin", "hour": "18"}
    )
    assert answer.status_code == 302
    assert habits_of(stage.ada).goal == 5


def plan(stage: Stage, **wishes: object) -> PracticePlan:
    wishes = {"remind": True, "hour": 18, "time_zone": "Europe/Berlin"} | wishes
    return PracticePlan.objects.create(learner=stage.ada, **wishes)


@pytest.mark.parametrize(
    ("hour", "wishes", "mails"),
    [
        (17, {}, 1),  # 18:00 in Berlin
        (16, {}, 0),  # 17:00 there
        (17, {"remind": False}, 0),
        (17, {"time_zone": "America/New_York"}, 0),  # noon there
    ],
)
def test_reminders_come_at_ones_own_hour(
    stage: Stage, hour: int, wishes: dict[str, object], mails: int
) -> None:
    plan(stage, **wishes)
    assert remind(datetime(2026, 3, 2, hour, 7, tzinfo=UTC)) == mails
    assert len(mail.outbox) == mails


def test_nobody_gets_two_reminders_a_day_or_one_after_practice(stage: Stage) -> None:
    plan(stage)
    evening = datetime(2026, 3, 2, 17, 7, tzinfo=UTC)
    assert [remind(evening), remind(evening + timedelta(hours=1))] == [1, 0]
    ActiveDay.objects.create(learner=stage.ada, day=date(2026, 3, 3), graded=1)
    assert remind(evening + DAY) == 0
    assert remind(evening + 2 * DAY) == 1


def test_a_reminder_names_what_is_due_and_ends_by_one_click(stage: Stage, as_person: As) -> None:
    plan(stage)
    knows(stage.ada, "adding", due=-DAY)
    message = letter(stage.ada, timezone.now())
    assert "Adding" in message.body
    stop = re.search(r"http://testserver(/reminders/stop/\S+)", str(message.body))
    assert stop and message.extra_headers["List-Unsubscribe"] == f"<http://testserver{stop[1]}>"
    nobody = as_person(None)
    assert nobody.get(stop[1]).status_code == 200
    assert PracticePlan.objects.get().remind  # looking changes nothing: mail scanners look
    assert nobody.post(stop[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not PracticePlan.objects.get().remind


def test_a_token_that_we_did_not_sign_stops_nothing(stage: Stage, as_person: As) -> None:
    plan(stage)
    token = stop_token(stage.ada)
    assert as_person(None).post(reverse("reminder-stop", args=[token + "x"])).status_code == 404
    assert PracticePlan.objects.get().remind


def test_without_an_address_nobody_can_be_reminded(stage: Stage, as_person: As) -> None:
    User.objects.filter(pk=stage.ada.pk).update(email="")
    page = as_person(stage.ada).post(
        reverse("practice-plan"), {"goal": "3", "hour": "17", "remind": "on"}
    )
    assert "no e-mail address" in page.content.decode()
    assert not Attempt.objects.exists()
