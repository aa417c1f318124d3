"""What to do now: what is open, what is due for review, and what the map of skills offers next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.drawing_lots import lot
from campus.catalog.models import Exercise, Skill
from campus.catalog.skill_map import module_title
from campus.courses.models import ProblemSet
from campus.learning import elo
from campus.learning.course_pages import SetView, set_views
from campus.learning.models import Attempt, LearnerAbility, LearnerSkill
from campus.learning.standing import days_of, streak_of

AIM = 0.8  # the chance of success that a suggested exercise should have
GOAL = 3  # exercises a day
LAST_SEEN = 5  # exercises that are not suggested again at once


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    url: str
    module: str
    minutes: int
    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Today:
    """See templates/learning/home.html."""

    open: list[dict[str, Any]]
    due: list[dict[str, Any]]
    next: Suggestion | None
    alternatives: list[Suggestion]
    sets: list[SetView]
    week: list[dict[str, Any]]
    streak: int
    longest: int
    today: dict[str, int]


def today_of(user: User) -> Today:
    suggestions = suggest(user)
    streak, longest = streak_of(user)
    day = timezone.now().date()
    days = days_of(user, day - timedelta(days=6))
    return Today(
        open=_open(user),
        due=_due(user),
        next=suggestions[0] if suggestions else None,
        alternatives=suggestions[1:4],
        sets=_sets(user),
        week=[_day(day - timedelta(days=back), day, set(days)) for back in range(6, -1, -1)],
        streak=streak,
        longest=longest,
        today={"done": days[day].solved if day in days else 0, "goal": GOAL},
    )


def suggest(user: User, many: int = 4) -> list[Suggestion]:
    """Exercises whose skills are within reach, the chance of success nearest to AIM first.

    Within reach: every prerequisite that any exercise trains is familiar. Ties are broken by a lot
    that changes with the day. The exercises seen last are not suggested.
    """
    states = {state.skill_id: state for state in LearnerSkill.objects.filter(learner=user)}
    ability = LearnerAbility.objects.filter(learner=user).first()
    seen = Attempt.objects.of(user).order_by("-opened_at").values_list("exercise", flat=True)
    skills = Prefetch("skills", Skill.objects.prefetch_related("prerequisites"))
    rows = Exercise.objects.published().exclude(pk__in=list(seen[:LAST_SEEN]))
    trained = set(
        Skill.objects.filter(exercises__current__isnull=False).values_list("pk", flat=True)
    )
    ranked = []
    for row in rows.prefetch_related(skills):
        chance = _chance(row, states, ability.theta if ability else 0.0)
        reach = _within_reach(row, states, trained)
        day = timezone.now().date()
        ranked.append((not reach, abs(chance - AIM), lot(user.pk, row.pk, day), row, chance))
    ranked.sort(key=lambda entry: entry[:3])
    return [_suggestion(row, states, chance) for *_, row, chance in ranked[:many]]


def _chance(row: Exercise, states: dict[int, LearnerSkill], ability: float) -> float:
    skills = row.skills.all()
    thetas = [states[skill.pk].theta if skill.pk in states else 0.0 for skill in skills]
    count = max(1, len(thetas))
    difficulty = sum(skill.difficulty for skill in skills) / count
    return elo.expected_score(ability, sum(thetas) / count, row.difficulty, difficulty)


def _within_reach(row: Exercise, states: dict[int, LearnerSkill], trained: set[int]) -> bool:
    needed = {before.pk for skill in row.skills.all() for before in skill.prerequisites.all()}
    return all(
        pk in states and states[pk].level >= LearnerSkill.Level.FAMILIAR for pk in needed & trained
    )


def _suggestion(row: Exercise, states: dict[int, LearnerSkill], chance: float) -> Suggestion:
    new = [skill for skill in row.skills.all() if skill.pk not in states]
    why = (
        f"New for you: {new[0].title}."
        if new
        else f"About {chance:.0%} likely to succeed at once.".replace("%", " %")
    )
    return Suggestion(
        title=row.title,
        url=reverse("exercise", args=[row.slug]),
        module=module_title(row.module),
        minutes=row.minutes,
        level=row.level,
        why=why,
    )


def _open(user: User) -> list[dict[str, Any]]:
    rows = Attempt.objects.of(user).open().select_related("exercise").order_by("-opened_at")[:4]
    return [
        {
            "title": row.exercise.title,
            "url": _url(row.exercise, row.item_id),
            "module": module_title(row.exercise.module),
            "when": row.opened_at,
        }
        for row in rows
    ]


def _due(user: User, many: int = 5) -> list[dict[str, Any]]:
    """Skills whose review is due, each with an exercise that trains it."""
    rows = LearnerSkill.objects.filter(
        learner=user, due_at__lte=Now(), skill__exercises__current__isnull=False
    ).distinct()
    first = Prefetch("skill__exercises", Exercise.objects.published())
    entries = []
    for state in rows.select_related("skill").prefetch_related(first).order_by("due_at")[:many]:
        due: datetime = state.due_at or timezone.now()
        exercises: Sequence[Exercise] = list(state.skill.exercises.all())
        entries.append(
            {
                "skill": state.skill.title,
                "url": _url(exercises[0]),
                "days": (timezone.now() - due).days,
            }
        )
    return entries


def _sets(user: User) -> list[SetView]:
    """The sets of courses one learns in that are not done, the next due first."""
    rows = ProblemSet.objects.visible_to(user).filter(
        course__enrolments__person=user, course__enrolments__role="learner"
    )
    views = set_views(user, rows.select_related("course"))
    waiting = [view for view in views if view.done < view.total and view.state != "closed"]
    return sorted(waiting, key=lambda view: (view.due_at is None, view.due_at or timezone.now()))[
        :4
    ]


def _day(day: date, today: date, active: set[date]) -> dict[str, Any]:
    return {
        "letter": day.strftime("%a")[0],
        "name": day.strftime("%A"),
        "on": day in active,
        "today": day == today,
    }


def _url(exercise: Exercise, item: int | None = None) -> str:
    url = reverse("exercise", args=[exercise.slug])
    return f"{url}?item={item}" if item else url
