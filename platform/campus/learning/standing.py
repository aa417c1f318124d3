"""What a learner can do by now, for the progress page. Read from rollups, never worked out anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.models import Skill
from campus.catalog.skill_map import module_title
from campus.learning import elo
from campus.learning.models import ActiveDay, Attempt, LearnerAbility, LearnerSkill

Level = LearnerSkill.Level
WORDS = {
    Level.NEW: "not started",
    Level.ATTEMPTED: "attempted",
    Level.FAMILIAR: "familiar",
    Level.PROFICIENT: "proficient",
    Level.MASTERED: "mastered",
}


@dataclass(frozen=True, slots=True)
class SkillStanding:
    """estimate, low and high: the chance in per cent to solve a middling exercise at once."""

    name: str
    slug: str
    level: int
    level_word: str
    estimate: float | None
    low: float | None
    high: float | None
    n: int
    n_ok: int
    due_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class ModuleStanding:
    name: str
    skills: list[SkillStanding]


def standing_of(user: User) -> list[ModuleStanding]:
    """The skills the learner has met, and those that published exercises train, by module."""
    states = {state.skill_id: state for state in LearnerSkill.objects.filter(learner=user)}
    ability = LearnerAbility.objects.filter(learner=user).first()
    theta = ability.theta if ability else 0.0
    trained = set(
        Skill.objects.filter(exercises__current__isnull=False).values_list("pk", flat=True)
    )
    modules: dict[str, ModuleStanding] = {}
    for skill in Skill.objects.filter(pk__in=trained | set(states)):
        module = modules.setdefault(skill.module, ModuleStanding(module_title(skill.module), []))
        module.skills.append(_skill_standing(skill, states.get(skill.pk), theta))
    return list(modules.values())


def totals_of(user: User, modules: list[ModuleStanding]) -> dict[str, int]:
    skills = [skill for module in modules for skill in module.skills]
    days = ActiveDay.objects.filter(learner=user)
    return {
        "attempts": Attempt.objects.of(user).count(),
        "solved": days.aggregate(all=Sum("solved"))["all"] or 0,
        "days": days.count(),
        "mastered": sum(1 for skill in skills if skill.level == Level.MASTERED),
        "skills": len(skills),
    }


def latest_attempts(user: User, many: int = 15) -> list[dict[str, Any]]:
    rows = Attempt.objects.of(user).select_related("exercise").order_by("-opened_at")[:many]
    return [
        {
            "title": row.exercise.title,
            "url": reverse("attempt", args=[row.pk]),
            "when": row.opened_at,
            "score": None if row.best is None else 100 * row.best,
            "ended_word": row.get_ended_display(),
        }
        for row in rows
    ]


def days_of(user: User, since: date) -> dict[date, ActiveDay]:
    return {day.day: day for day in ActiveDay.objects.filter(learner=user, day__gte=since)}


def streak_of(user: User) -> tuple[int, int]:
    """(days in a row up to today or yesterday, the longest row so far)."""
    days = ActiveDay.objects.filter(learner=user).order_by("day").values_list("day", flat=True)
    longest = run = 0
    last: date | None = None
    for day in days:
        run = run + 1 if last is not None and day - last == timedelta(days=1) else 1
        longest, last = max(longest, run), day
    yesterday = timezone.now().date() - timedelta(days=1)
    return (run if last is not None and last >= yesterday else 0), longest


def _skill_standing(skill: Skill, state: LearnerSkill | None, theta: float) -> SkillStanding:
    low = middle = high = None
    if state and state.n:
        logit = theta + state.theta - skill.difficulty
        low, middle, high = (100 * chance for chance in elo.band(logit, state.n))
    level = Level(state.level) if state else Level.NEW
    return SkillStanding(
        name=skill.title,
        slug=skill.slug,
        level=level,
        level_word=WORDS[level],
        estimate=middle,
        low=low,
        high=high,
        n=state.n if state else 0,
        n_ok=state.n_ok if state else 0,
        due_at=state.due_at if state else None,
        why=_next_rung(state),
    )


def _next_rung(state: LearnerSkill | None) -> str:
    """What is wanting for the next level, in one sentence."""
    if state is None or not state.n:
        return ""
    if state.level == Level.ATTEMPTED:
        return "One right answer makes it familiar."
    if state.level == Level.FAMILIAR:
        return "Right first answers on other variants make it proficient."
    if state.level == Level.PROFICIENT and not state.kept:
        return "A right first answer on a later day is wanting for mastery."
    if state.level == Level.PROFICIENT:
        return "A few more right first answers make it mastered."
    return ""
