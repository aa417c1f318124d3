"""The learner model over time: its log, its replay, its nightly fit."""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill, Training
from campus.learning import ledger, refitting
from campus.learning.attempts import another_variant, give_up, open_attempt
from campus.learning.elo import STEPS
from campus.learning.folding import fold
from campus.learning.models import LearnerAbility, LearnerSkill, ModelVersion, Outcome
from campus.learning.progress import steps_of
from campus.learning.recording import count_score
from campus.learning.replaying import bring_up_to, replay, replayed
from campus.learning.tracing import SkillState
from tests.campus.cast import Stage, publish_by_hand

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def state_of(learner: User) -> tuple[float, int, dict[int, SkillState]]:
    """As it stands in the database."""
    ability = LearnerAbility.objects.get(learner=learner)
    rows = LearnerSkill.objects.filter(learner=learner)
    fields = SkillState.__dataclass_fields__
    skills = {row.skill_id: SkillState(**{f: getattr(row, f) for f in fields}) for row in rows}
    return ability.theta, ability.n, skills


def a_month_of_practice(learner: User, exercises: list[Exercise], seed: int = 1) -> None:
    """Tries of all sorts: right, half right, wrong, retried, with hints, mixed, days apart."""
    dice = random.Random(seed)
    at = NOON
    for turn in range(18):
        attempt = open_attempt(learner, exercises[turn % len(exercises)])
        attempt.opened_at, attempt.hints_taken = at, dice.choice([0, 0, 1])
        attempt.mixed = dice.random() < 0.2
        attempt.save()
        for _ in range(dice.choice([1, 1, 2])):
            at += timedelta(minutes=dice.choice([1, 4, 30]))
            attempt.exercise.refresh_from_db()
            count_score(attempt, dice.choice([0.0, 0.5, 1.0, 1.0]), at)
        give_up(attempt)
        at += timedelta(days=dice.choice([0, 0, 1, 3]))
        if turn % 5 == 0:
            fold()


@pytest.fixture
def exercises(stage: Stage) -> list[Exercise]:
    """Two exercises; the second trains two skills."""
    second = publish_by_hand("five-and-six", "Five and six")
    carrying = Skill.objects.create(slug="carrying", title="Carrying", module="M00", position=1)
    Training.objects.create(exercise=second, skill=carrying, position=1)
    return [stage.exercise, second]


def test_replaying_the_log_gives_the_state(stage: Stage, exercises: list[Exercise]) -> None:
    a_month_of_practice(stage.ada, exercises)
    theta, n, skills = state_of(stage.ada)
    known = replayed(stage.ada.pk, 1)
    assert (known.theta, known.n, known.skills) == (theta, n, skills)
    assert len(skills) == 2 and n == 18


def test_replaying_puts_a_spoilt_state_right(stage: Stage, exercises: list[Exercise]) -> None:
    a_month_of_practice(stage.ada, exercises)
    before = state_of(stage.ada)
    LearnerSkill.objects.update(theta=9.0, level=4, fsrs=None)
    LearnerAbility.objects.update(theta=-3.0)
    replay(stage.ada.pk, 1)
    assert state_of(stage.ada) == before


def test_a_new_version_replays_everybody_and_goes_on_from_there(
    stage: Stage, exercises: list[Exercise]
) -> None:
    a_month_of_practice(stage.ada, exercises)
    old = state_of(stage.ada)
    steps = replace(STEPS, success=0.9)
    ModelVersion.objects.create(number=2, steps=asdict(steps))
    steps_of.cache_clear()
    assert bring_up_to(2) == 1
    assert bring_up_to(2) == 0
    assert state_of(stage.ada) != old
    a_month_of_practice(stage.ada, exercises, seed=2)
    known = replayed(stage.ada.pk, 2)
    assert (known.theta, known.n, known.skills) == state_of(stage.ada)
    assert set(Outcome.objects.values_list("model_version", flat=True)) == {1, 2}
    steps_of.cache_clear()


def test_what_was_learnt_before_the_log_is_left_alone(stage: Stage) -> None:
    LearnerAbility.objects.create(learner=stage.ada, theta=1.5, n=7)  # version 0
    ModelVersion.objects.create(number=2, steps=asdict(STEPS))
    assert bring_up_to(2) == 0


def test_an_answer_costs_three_statements_of_the_model(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    count_score(attempt, 0.0, NOON)
    attempt = another_variant(attempt)
    asked: list[str] = []
    ask = ledger._ask

    def heard(sql: str, values: Any) -> Any:
        asked.append(sql)
        return ask(sql, values)

    monkeypatch.setattr(ledger, "_ask", heard)
    with CaptureQueriesContext(connection) as others:
        count_score(attempt, 1.0, NOON)
    assert len(asked) == 3
    assert len(others) == 1  # the attempt's own row


def test_mistakes_and_sessions_stand_in_the_log(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    attempt.mixed = True
    count_score(attempt, 0.5, NOON, mistakes=("m:times",))
    row = Outcome.objects.get()
    assert (row.mistakes, row.mixed, row.first, row.skills) == (
        ["m:times"],
        True,
        True,
        [Skill.objects.get().pk],
    )


def test_a_right_answer_in_a_mixed_session_counts_as_kept(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    count_score(attempt, 1.0, NOON)
    assert not LearnerSkill.objects.get().kept
    attempt = another_variant(attempt)
    attempt.mixed = True
    attempt.save()
    count_score(attempt, 1.0, NOON + timedelta(minutes=5))
    assert LearnerSkill.objects.get().kept


def test_no_fit_is_made_of_a_handful_of_answers(stage: Stage, exercises: list[Exercise]) -> None:
    a_month_of_practice(stage.ada, exercises)
    assert refitting.refit() is None
    assert not ModelVersion.objects.exists()


def test_a_fit_that_predicts_better_becomes_the_next_version(
    stage: Stage, exercises: list[Exercise], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Learners who differ by far more than the first steps expect.

    Who chooses and who confirms goes by the key, so the keys are fixed, not the next free ones.
    """
    monkeypatch.setattr(refitting, "ENOUGH_TRIES", 200)
    monkeypatch.setattr(refitting, "ENOUGH_LEARNERS", 20)
    dice = random.Random(3)
    skill = Skill.objects.get(slug="adding")
    people = [User(pk=10_000 + i, username=f"l{i}", email=f"l{i}@example.org") for i in range(60)]
    for learner in User.objects.bulk_create(people):
        able = dice.random() < 0.5
        attempt = open_attempt(learner, stage.exercise)
        LearnerAbility.objects.create(learner=learner, model_version=1)
        Outcome.objects.bulk_create(
            Outcome(
                learner=learner,
                exercise=stage.exercise,
                attempt=attempt,
                at=NOON + timedelta(hours=i),
                score=float(dice.random() < (0.97 if able else 0.03)),
                first=True,
                helped=False,
                time_share=1.0,
                finished=False,
                mixed=False,
                exercise_difficulty=0.0,
                skills=[skill.pk],
                skill_difficulties=[0.0],
                error=0.0,
                model_version=1,
            )
            for i in range(12)
        )
    made = refitting.refit()
    assert made is not None and made.number == 2
    assert made.figures["log_loss"] < made.figures["log_loss_before"]
    assert set(LearnerAbility.objects.values_list("model_version", flat=True)) == {2}
    known = replayed(people[0].pk, 2)
    assert known.theta == pytest.approx(state_of(people[0])[0])
