"""A practice session as its page shows it: the queue with progress, and in the end what changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from campus.catalog.models import Skill
from campus.learning.ladder import word_of
from campus.learning.models import Attempt, LearnerSkill, PracticeSession, PracticeStep
from campus.learning.practice.sessions import current_step, is_done, steps_of


@dataclass(frozen=True, slots=True)
class StepView:
    """state: "solved", "tried" (ended otherwise), "skipped", "now" or "" (still to come).
    best is a share from 0 to 100; None: nothing was graded."""

    position: int
    title: str
    minutes: int
    why: str
    skill: str
    state: str
    best: float | None
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """A skill whose level moved in the session."""

    skill: str
    url: str
    before: int
    after: int
    before_word: str
    after_word: str

    @property
    def risen(self) -> bool:
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class SessionView:
    """`changes` only of an ended session; `now` the step one is at, None when all are done."""

    pk: int
    minutes: int
    ended: bool
    steps: list[StepView]
    now: StepView | None
    done: int
    solved: int
    minutes_done: int
    changes: list[Change]
    practised: int

    @property
    def total(self) -> int:
        return len(self.steps)


def session_view(session: PracticeSession) -> SessionView:
    rows = steps_of(session)
    at = None if session.ended_at else current_step(rows)
    steps = [_step_view(row, at) for row in rows]
    changes, practised = _changes(session)
    return SessionView(
        pk=session.pk,
        minutes=session.minutes,
        ended=session.ended_at is not None,
        steps=steps,
        now=next((step for step in steps if step.state == "now"), None),
        done=sum(1 for row in rows if is_done(row)),
        solved=sum(1 for step in steps if step.state == "solved"),
        minutes_done=sum(step.minutes for step in steps if step.state in ("solved", "tried")),
        changes=changes,
        practised=practised,
    )


def _step_view(row: PracticeStep, at: PracticeStep | None) -> StepView:
    attempt = row.attempt
    best = None if attempt is None or attempt.best is None else 100 * attempt.best
    skills = list(row.exercise.skills.all())
    about = row.skill or (skills[0] if skills else None)
    return StepView(
        position=row.position,
        title=row.exercise.title,
        minutes=row.exercise.minutes,
        why=str(row.get_why_display()),
        skill=about.title if about else "",
        state=_state(row, row is at),
        best=best,
        url=reverse("attempt", args=[attempt.pk]) if attempt else "",
    )


def _state(row: PracticeStep, now: bool) -> str:
    if row.attempt is not None and row.attempt.ended == Attempt.Ended.SOLVED:
        return "solved"
    if row.attempt is not None and (row.attempt.ended or (row.attempt.tries and not now)):
        return "tried"
    if row.skipped:
        return "skipped"
    return "now" if now else ""


def _changes(session: PracticeSession) -> tuple[list[Change], int]:
    """What moved, and how many skills the session was about; nothing before it has ended."""
    if session.ended_at is None:
        return [], len(session.before)
    moved = {
        int(pk): (session.before.get(pk, 0), level)
        for pk, level in session.after.items()
        if level != session.before.get(pk, 0)
    }
    skills = Skill.objects.filter(pk__in=moved)
    return [_change(skill, *moved[skill.pk]) for skill in skills], len(session.after)


def _change(skill: Skill, before: int, after: int) -> Change:
    level = LearnerSkill.Level
    url = reverse("skill", args=[skill.slug])
    words = word_of(level(before)), word_of(level(after))
    return Change(skill.title, url, before, after, *words)
