"""What to do now: what is open, what is due for review, and what the map of skills offers next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.catalog.skill_map import module_title
from campus.courses.models import ProblemSet
from campus.learning.course_pages import SetView, set_views
from campus.learning.models import Attempt, LearnerSkill, PracticeSession
from campus.learning.placed import Placed, placed_of
from campus.learning.practice.frontier import Candidate, candidates
from campus.learning.practice.habits import Habits, habits_of
from campus.learning.practice.planning import due_skills
from campus.learning.practice.sessions import open_session
from campus.prepared import prepared

SHOWN = 5  # due skills


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An exercise to do next, and why it is this one."""

    title: str
    url: str
    module: str
    minutes: int
    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """A skill to be reviewed; `days` since it was due."""

    skill: str
    url: str
    days: int


@dataclass(frozen=True, slots=True)
class Today:
    """See templates/practise/home.html."""

    open: list[dict[str, Any]]
    due: list[Due]
    due_in_all: int
    next: Suggestion | None
    alternatives: list[Suggestion]
    sets: list[SetView]
    habits: Habits
    session: PracticeSession | None


def today_of(user: User) -> Today:
    """A fixed number of queries, whatever there is to show."""
    habits = habits_of(user)
    placed = placed_of(user)
    suggestions = suggest(user, habits, placed=placed)
    due = due_skills(user, timezone.now(), placed)
    return Today(
        open=_open(user),
        due=[_due(state) for state in due[:SHOWN]],
        due_in_all=len(due),
        next=suggestions[0] if suggestions else None,
        alternatives=suggestions[1:4],
        sets=_sets(user),
        habits=habits,
        session=open_session(user),
    )


def suggest(
    user: User, habits: Habits | None = None, many: int = 4, placed: Placed | None = None
) -> list[Suggestion]:
    """Exercises whose skills are within reach, those first that fit best."""
    habits = habits or habits_of(user)
    ranked = candidates(user, habits.today, habits.track, placed)
    return [suggestion(candidate) for candidate in ranked[:many]]


def suggestion(candidate: Candidate) -> Suggestion:
    row = candidate.exercise
    return Suggestion(
        title=row.title,
        url=reverse("exercise", args=[row.slug]),
        module=module_title(row.module),
        minutes=row.minutes,
        level=row.level,
        why=_why(candidate),
    )


def _why(candidate: Candidate) -> str:
    """In words: a chance from a few answers is no figure to show."""
    if candidate.new is not None:
        return _("New for you: %(skill)s.") % {"skill": candidate.new.title}
    if candidate.misfit == 0:
        return _("About right for you now.")
    if candidate.chance > 0.5:
        return _("Rather easy for you by now.") if candidate.chance > 0.8 else _("A little harder.")
    return _("A real challenge for you.")


def _open(user: User) -> list[dict[str, Any]]:
    return [
        {
            "title": row.exercise.title,
            "url": _url(row.exercise, row.item_id),
            "module": module_title(row.exercise.module),
            "when": row.opened_at,
        }
        for row in _begun(user.pk)
    ]


@prepared
def _begun(learner: int) -> QuerySet[Attempt]:
    """The latest attempts that have not ended."""
    rows = Attempt.objects.filter(learner=learner).open().select_related("exercise")
    return rows.order_by("-opened_at")[:4]


def _due(state: LearnerSkill) -> Due:
    since: datetime = state.due_at or timezone.now()
    url = reverse("skill", args=[state.skill.slug])
    return Due(state.skill.title, url, (timezone.now() - since).days)


def _sets(user: User) -> list[SetView]:
    """The sets of courses one learns in that are not done and still take answers, the next due
    first."""
    views = set_views(user, _learnt(user.pk))
    waiting = [view for view in views if view.done < view.total and view.state != "closed"]
    ordered = sorted(waiting, key=lambda view: (view.due_at is None, view.due_at or timezone.now()))
    return ordered[:4]


@prepared
def _learnt(learner: int) -> QuerySet[ProblemSet]:
    """Sets that have opened in running courses one learns in."""
    rows = ProblemSet.objects.filter(
        Q(opens_at__isnull=True) | Q(opens_at__lte=Now()),
        Q(sitter__isnull=True) | Q(sitter=learner),
        course__enrolments__person=learner,
        course__enrolments__role="learner",
        course__archived_at__isnull=True,
    )
    return rows.select_related("course")


def _url(exercise: Exercise, item: int | None = None) -> str:
    url = reverse("exercise", args=[exercise.slug])
    return f"{url}?item={item}" if item else url
