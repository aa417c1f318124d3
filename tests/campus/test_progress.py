"""What a verdict teaches us of a learner: ability, skills, reviews, levels, difficulty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Rating

from campus.learning import elo, memory
from campus.learning.attempts import another_variant, give_up, open_attempt
from campus.learning.folding import fold
from campus.learning.models import ActiveDay, Attempt, DifficultyStep, LearnerAbility, LearnerSkill
from campus.learning.recording import count_score
from campus.learning.standing import standing_of
from campus.learning.today import suggest, today_of
from tests.campus.cast import Stage, publish_by_hand

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def practise(stage: Stage, scores: list[float], *, days_apart: int = 0) -> LearnerSkill:
    """One attempt for each score, each ended; Ada's standing after the last."""
    attempt = open_attempt(stage.ada, stage.exercise)
    for turn, score in enumerate(scores):
        at = NOON + timedelta(days=days_apart * turn)
        Attempt.objects.filter(pk=attempt.pk).update(opened_at=at - timedelta(minutes=3))
        attempt.refresh_from_db()
        count_score(attempt, score, at)
        give_up(attempt)
        attempt = another_variant(attempt)
    return LearnerSkill.objects.get(learner=stage.ada)


@pytest.mark.parametrize(
    ("scores", "days_apart", "level"),
    [
        ([0.0], 0, "ATTEMPTED"),
        ([1.0], 0, "FAMILIAR"),
        ([1.0] * 4, 0, "PROFICIENT"),
        ([1.0] * 9, 0, "PROFICIENT"),  # never on a later day: not yet mastered
        ([1.0] * 9, 1, "MASTERED"),
        ([1.0] * 9 + [0.0] * 6, 1, "FAMILIAR"),  # a rung can be lost again
    ],
)
def test_levels(stage: Stage, scores: list[float], days_apart: int, level: str) -> None:
    assert LearnerSkill.Level(practise(stage, scores, days_apart=days_apart).level).name == level


def test_a_retry_counts_half_and_moves_the_skill_alone(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    count_score(attempt, 0.0, NOON)
    ability, skill = LearnerAbility.objects.get(), LearnerSkill.objects.get()
    count_score(attempt, 1.0, NOON)
    assert LearnerAbility.objects.get().theta == ability.theta
    expected = elo.sigmoid(ability.theta + skill.theta)
    moved = LearnerSkill.objects.get().theta - skill.theta
    assert moved == pytest.approx(0.5 * 0.4 * (1 - expected))
    assert (skill.n, LearnerSkill.objects.get().n) == (1, 1)


def test_after_the_solution_nothing_more_is_learnt_of_the_learner(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    count_score(attempt, 1.0, NOON)
    before = LearnerSkill.objects.get().theta
    count_score(attempt, 0.0, NOON)
    assert LearnerSkill.objects.get().theta == before


def test_only_first_tries_say_how_hard_an_exercise_is(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    for score in (0.0, 0.0, 1.0):
        count_score(attempt, score, NOON)
    assert DifficultyStep.objects.count() == 1
    assert fold() == 1
    stage.exercise.refresh_from_db()
    assert stage.exercise.answered == 1
    assert stage.exercise.difficulty == pytest.approx(0.5)
    assert fold() == 0


@pytest.mark.parametrize(
    ("score", "helped", "share", "rating"),
    [
        (0.0, False, 0.1, Rating.Again),
        (0.7, False, 0.1, Rating.Hard),  # part of the marks
        (1.0, True, 0.1, Rating.Hard),  # after a hint or a retry
        (1.0, False, 0.8, Rating.Good),
        (1.0, False, 0.2, Rating.Easy),
    ],
)
def test_ratings(score: float, helped: bool, share: float, rating: Rating) -> None:
    assert memory.rate(score, helped=helped, share_of_time=share) == rating


def test_intervals_grow_with_success_and_shrink_with_failure() -> None:
    card, due, at = None, NOON, NOON
    intervals = []
    for rating in (Rating.Good, Rating.Good, Rating.Good, Rating.Again):
        card, due = memory.review(card, rating, at)
        intervals.append((due - at).days)
        at = due
    assert intervals[0] < intervals[1] < intervals[2] > intervals[3]


def test_a_late_verdict_does_not_turn_time_back() -> None:
    card, _ = memory.review(None, Rating.Good, NOON)
    _, due = memory.review(card, Rating.Good, NOON - timedelta(days=30))
    assert due > NOON


def test_the_day_counts_answers_and_solved_exercises(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise)
    count_score(attempt, 0.0, NOON)
    count_score(attempt, 1.0, NOON + timedelta(minutes=1))
    day = ActiveDay.objects.get()
    assert (day.day, day.graded, day.solved) == (NOON.date(), 2, 1)


def test_the_band_narrows_with_answers() -> None:
    widths = [high - low for n in (1, 10, 100) for low, _, high in [elo.band(0.3, n)]]
    assert widths == sorted(widths, reverse=True)


def test_progress_is_shown_by_module_with_why_and_what_is_wanting(stage: Stage) -> None:
    practise(stage, [1.0])
    (module,) = standing_of(stage.ada)
    (skill,) = module.skills
    assert (skill.level_word, skill.n_ok) == ("familiar", 1)
    assert "1 of 1 first answer" in skill.rung.why
    assert "proficient" in skill.rung.next


def test_no_range_is_shown_before_it_says_something(stage: Stage) -> None:
    practise(stage, [1.0] * 3)
    ((before,),) = [module.skills for module in standing_of(stage.ada)]
    practise(stage, [1.0])
    ((after,),) = [module.skills for module in standing_of(stage.ada)]
    assert before.low is None
    assert after.low is not None and after.high is not None
    assert after.high - after.low >= 20 and after.low % 5 == after.high % 5 == 0


def test_what_was_just_seen_is_not_suggested_again(stage: Stage) -> None:
    publish_by_hand("five-and-six", "Five and six")
    open_attempt(stage.ada, stage.exercise)
    assert [one.title for one in suggest(stage.ada)] == ["Five and six"]


def test_today_names_what_is_open_what_is_due_and_what_a_course_asks(stage: Stage) -> None:
    practise(stage, [1.0])
    today = today_of(stage.ada)
    assert [entry["title"] for entry in today.open] == ["Three and four"]
    assert [due.skill for due in today.due] == ["Adding"]
    assert [view.title for view in today.sets] == ["First sums"]
