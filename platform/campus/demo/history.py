"""Some weeks of practice. Answers are simulated; verdicts and progress are the real ones: every
answer goes through the grader and through the code that counts a learner's submission."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.courses.models import Item
from campus.demo.course import COURSE, SETS, elsewhere
from campus.demo.drawing import draw_ahead
from campus.demo.people import ADA, ADA_CHANCE, ADA_DAYS, CLASSMATES
from campus.learning.answers import Answers, KeptAnswer
from campus.learning.attempts import give_up, open_attempt, take_hint
from campus.learning.models import Attempt, GradeResult, PracticePlan, Submission
from campus.learning.recording import count_score
from campus.learning.sending import request_of
from grader.grade import grade
from grader.parse import parse
from grader.plain import ascii
from grader.request import GradingRequest
from grader.tree import Matrix, Row

PATIENCE = 2  # after so many wrong tries a simulated learner looks at the solution
GRIDS = {"matrix", "vector", "vec-scale", "vec-sign"}  # kinds without letters, typed into cells
NAMES = [mate.name for mate in CLASSMATES]
Way = tuple[Exercise, Item | None]  # an exercise, for an item of a set or for practice
HINT = 0.4  # how often one takes a hint after a wrong try


def write_history(now: datetime) -> bool:
    """What the people of the demo did so far, where that is not written yet; whether it was not.

    The site may be in use already: everybody's past is a transaction of its own, Ada's the first.
    She leaves the last set for whoever signs in as her.
    """
    missing = [user for user in _in_turn() if not _has_a_past(user)]
    chosen = _items()
    if not missing or not chosen:
        return False
    besides: list[Way] = [(exercise, None) for exercise in elsewhere()]
    draw_ahead([exercise for exercise, _ in (*chosen, *besides)])
    for user in missing:
        with transaction.atomic():
            if user.username == ADA.username:
                begun = [way for way in chosen if way[1].problem_set.number < len(SETS)]
                practise(user, [*begun, *besides], ADA_CHANCE, ADA_DAYS, now)
                PracticePlan.objects.get_or_create(learner=user, defaults={"goal": 2})
            else:
                turn = NAMES.index(user.display_name)
                mate = CLASSMATES[turn]
                # Every other one looks around in the bank after the first two of the sets.
                away = besides[turn // 2 :] if turn % 2 else []
                practise(user, [*chosen[:2], *away, *chosen[2:]], mate.chance, mate.days, now)
    return True


def _in_turn() -> list[User]:
    """Ada and her classmates that have one, in the order of `people`."""
    names = [ADA.name, *(mate.name for mate in CLASSMATES if mate.days)]
    users = User.objects.filter(display_name__in=names, enrolments__course__slug=COURSE)
    return sorted(users, key=lambda user: names.index(user.display_name))


def _has_a_past(user: User) -> bool:
    return Attempt.objects.filter(learner=user, opened_at__lt=user.date_joined).exists()


def _items() -> list[tuple[Exercise, Item]]:
    items = Item.objects.filter(
        problem_set__course__slug=COURSE, problem_set__number__lte=len(SETS)
    )
    rows = items.select_related("exercise__current", "problem_set")
    return [(row.exercise, row) for row in rows.order_by("problem_set__number", "position")]


def practise(
    learner: User,
    exercises: Sequence[Way],
    chance: float,
    days_ago: Sequence[int],
    now: datetime,
) -> None:
    """One attempt on each of the days, through the exercises in turn; the same every time.

    chance   to be right at a first try, 0 to 1; it grows with every try
    """
    dice = random.Random(learner.username)
    for turn, days in enumerate(days_ago):
        exercise, item = exercises[turn % len(exercises)]
        at = now - timedelta(days=days, hours=dice.random() * 5)
        first_round = turn < len(exercises)
        _attempt(learner, exercise, item if first_round else None, chance, at, dice)


def _attempt(
    learner: User,
    exercise: Exercise,
    item: Item | None,
    chance: float,
    at: datetime,
    dice: random.Random,
) -> None:
    attempt = open_attempt(learner, exercise, item)
    attempt.opened_at = at
    attempt.save(update_fields=["opened_at"])
    for turn in range(PATIENCE):
        at += timedelta(minutes=exercise.minutes * (0.3 + dice.random()))
        right = dice.random() < chance + 0.1 * turn
        if _hand_in(attempt, _answers(attempt, right, dice), at) >= 1:
            return
        if dice.random() < HINT:
            attempt.hints_taken = take_hint(attempt).hints_taken
    give_up(attempt)
    Attempt.objects.filter(pk=attempt.pk).update(finished_at=at)


def _hand_in(attempt: Attempt, answers: Answers, at: datetime) -> float:
    """Keep the submission as it would stand after grading; its share of the marks."""
    submission = Submission(
        attempt=attempt,
        idem_key=uuid.uuid4(),
        answers=answers,
        state=Submission.State.GRADED,
        tries=1,
        received_at=at,
        finished_at=at + timedelta(milliseconds=80),
    )
    report = grade(GradingRequest.from_json(request_of(submission)))
    submission.state = Submission.State(report.state)
    submission.save()
    score = report.marks / report.out_of
    GradeResult.objects.create(
        submission=submission, report=report.to_json(), score=score, recorded_at=at
    )
    if submission.state == Submission.State.GRADED:
        count_score(attempt, score, at)
    return score


def _answers(attempt: Attempt, right: bool, dice: random.Random) -> Answers:
    """Every blank right, or one or more of them wrong by the exercise's own mistakes."""
    blanks = attempt.variant.body["grading"]["blanks"]
    wrong = set() if right else {dice.choice(blanks)["name"]}
    wrong |= {blank["name"] for blank in blanks if wrong and dice.random() < 0.6}
    return {
        blank["name"]: _typed(
            blank["kind"], _wrong(blank, dice) if blank["name"] in wrong else _right(blank)
        )
        for blank in blanks
    }


def _typed(kind: str, text: str) -> KeptAnswer:
    """The answer as the page would have kept it: with its cells where it was typed into a grid."""
    kept: KeptAnswer = {"text": text, "syntax": "ascii"}
    if kind in GRIDS and text:
        read = parse(text)
        if isinstance(read, Matrix):
            kept["cells"] = [[ascii(entry) for entry in row] for row in read.rows]
        elif isinstance(read, Row):
            kept["cells"] = [[ascii(entry)] for entry in read.items]
    return kept


def _right(blank: dict[str, Any]) -> str:
    key = blank["key"]
    return str(key["reference"] if blank["kind"] == "code" else key["value"])


def _wrong(blank: dict[str, Any], dice: random.Random) -> str:
    if blank["kind"] == "code":
        mutants = blank["key"].get("mutants") or []
        return str(dice.choice(mutants)["source"]) if mutants else "pass"
    values = [mistake["value"] for mistake in blank.get("mistakes", ()) if "value" in mistake]
    return str(dice.choice(values)) if values else ""
