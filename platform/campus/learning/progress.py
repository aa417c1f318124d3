"""What one graded submission changes in what is known of its learner."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from campus.catalog.models import Skill
from campus.learning import elo, memory
from campus.learning.models import (
    ActiveDay,
    Attempt,
    DifficultyStep,
    LearnerAbility,
    LearnerSkill,
)

Level = LearnerSkill.Level


def learn(attempt: Attempt, score: float, *, first: bool, at: datetime) -> None:
    """Move ability, skills, reviews and the day's count. Call it inside the transaction that
    writes the verdict; the learner's own row is locked, so two verdicts take turns.

    score   share of the marks, 0 to 1
    first   whether it is the first graded submission of the attempt
    """
    ability, _ = LearnerAbility.objects.get_or_create(learner_id=attempt.learner_id)
    ability = LearnerAbility.objects.select_for_update().get(pk=ability.pk)
    exercise = attempt.exercise
    states = _states(attempt.learner_id, list(exercise.skills.all()))
    expected = elo.expected_score(
        ability.theta,
        _mean([state.theta for state in states]),
        exercise.difficulty,
        _mean([state.skill.difficulty for state in states]),
    )
    error = score - expected
    if first:
        ability.theta, ability.n = elo.abler(ability.theta, ability.n, error), ability.n + 1
        ability.save(update_fields=["theta", "n"])
        DifficultyStep.objects.create(exercise=exercise, error=error)
    for state in states:
        _move(state, attempt, ability.theta, score, error, first, at)
    LearnerSkill.objects.bulk_update(states, _MOVED)
    _count_day(attempt, score, at)


_MOVED = ["theta", "n", "n_ok", "fsrs", "due_at", "first_ok_at", "kept", "level"]


def _states(learner: int, skills: list[Skill]) -> list[LearnerSkill]:
    LearnerSkill.objects.bulk_create(
        [LearnerSkill(learner_id=learner, skill=skill) for skill in skills], ignore_conflicts=True
    )
    rows = LearnerSkill.objects.filter(learner=learner, skill__in=skills)
    return list(rows.select_related("skill").select_for_update(of=("self",)))


def _move(
    state: LearnerSkill,
    attempt: Attempt,
    ability: float,
    score: float,
    error: float,
    first: bool,
    at: datetime,
) -> None:
    state.theta = elo.more_skilled(state.theta, score, error, first=first)
    right = score >= elo.PASS
    if first:
        state.n += 1
        state.n_ok += right
    if right and state.first_ok_at is None:
        state.first_ok_at = at
    elif right and first and state.first_ok_at and at - state.first_ok_at >= timedelta(days=1):
        state.kept = True
    if first or attempt.ended == Attempt.Ended.SOLVED:
        rating = memory.rate(
            score,
            helped=not first or attempt.hints_taken > 0,
            share_of_time=(at - attempt.opened_at).total_seconds()
            / (60 * attempt.exercise.minutes),
        )
        state.fsrs, state.due_at = memory.review(state.fsrs, rating, at)
    state.level = level_of(state, ability)


def level_of(state: LearnerSkill, ability: float) -> int:
    """The rung on the ladder that learners see; a rung can be lost again."""
    chance = elo.sigmoid(ability + state.theta - state.skill.difficulty)
    if chance > 0.8 and state.n >= 4 and state.kept:
        return Level.MASTERED
    if chance > 0.65 and state.n_ok >= 2:
        return Level.PROFICIENT
    if state.n_ok >= 1:
        return Level.FAMILIAR
    return Level.ATTEMPTED if state.n else Level.NEW


def _count_day(attempt: Attempt, score: float, at: datetime) -> None:
    solved = int(attempt.ended == Attempt.Ended.SOLVED and attempt.finished_at == at)
    day, created = ActiveDay.objects.get_or_create(
        learner_id=attempt.learner_id, day=at.date(), defaults={"graded": 1, "solved": solved}
    )
    if not created:
        ActiveDay.objects.filter(pk=day.pk).update(
            graded=F("graded") + 1, solved=F("solved") + solved
        )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
