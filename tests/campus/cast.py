"""The cast and the stage of the site's tests: people, a course, an exercise made by hand.

Ada learns, Noether teaches her, Hilbert teaches something else, Grace administers, and Charlie is
enrolled in nothing and must see nothing. The exercise asks for 3 + 4; what must never reach a
learner before its time bears a CANARY.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import redis

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion, Skill, Training, Variant
from campus.courses.models import Course, Enrolment, Item, ProblemSet
from campus.learning.answers import Answers
from campus.learning.attempts import open_attempt
from campus.learning.models import Attempt
from grader.queue import GRADE_QUEUE

CANARIES = {
    "key": "CANARY-KEY-71c3",
    "mistake": "CANARY-MISTAKE-0b5e",
    "hint": "CANARY-HINT-9d21",
    "solution": "CANARY-SOLUTION-44fa",
    "seed": "CANARY-SEED-ee07",
    "test": "CANARY-TEST-5a6d",
}
PASSWORD = "a password for tests only"


def sum_of_three_and_four(number: int) -> dict[str, Any]:
    """A variant's body as `exercises.variant.Variant.to_json` would give it."""
    return {
        "exercise": "three-and-four",
        "version": 1,
        "seed": number,
        "digest": f"{number:064x}",
        "statement": [{"html": f"<p>Sheet {number}. What is 3 + 4?</p>"}, {"blank": "m"}],
        "blanks": [{"name": "m", "kind": "exact", "label": "Sum", "marks": 2.0, "vars": []}],
        "hints": [f"Count on from three. {CANARIES['hint']}", "Use your fingers."],
        "solution": f"<p>Seven. {CANARIES['solution']}</p>",
        "mistake_words": {
            "m": {
                "minus": "You took away instead of adding.",
                "times": f"You multiplied. {CANARIES['mistake']}",
            }
        },
        "grading": {
            "seed": f"{CANARIES['seed']}/{number}",
            "blanks": [
                {
                    "name": "m",
                    "kind": "exact",
                    "key": {"value": "7"},
                    "marks": 2.0,
                    "mistakes": [
                        {"tag": "minus", "value": "-1"},
                        {"tag": "times", "value": "12"},
                    ],
                }
            ],
            "derive": {"source": f"# {CANARIES['key']} {CANARIES['test']}"},
        },
    }


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything a test may want to point at."""

    ada: User
    charlie: User
    noether: User
    hilbert: User
    grace: User
    course: Course
    problem_set: ProblemSet
    exercise: Exercise
    item: Item


def set_the_stage() -> Stage:
    people = {
        name: User.objects.create_user(
            name.lower(), f"{name.lower()}@example.org", PASSWORD, display_name=name, role=role
        )
        for name, role in {
            "Ada": "learner",
            "Charlie": "learner",
            "Noether": "instructor",
            "Hilbert": "instructor",
            "Grace": "admin",
        }.items()
    }
    course = Course.objects.create(slug="sums", title="Sums")
    elsewhere = Course.objects.create(slug="elsewhere", title="Elsewhere")
    owner = Enrolment.Role.OWNER
    Enrolment.objects.create(course=course, person=people["Ada"])
    Enrolment.objects.create(course=course, person=people["Noether"], role=owner)
    Enrolment.objects.create(course=elsewhere, person=people["Hilbert"], role=owner)
    exercise = publish_by_hand("three-and-four", "Three and four")
    problem_set = ProblemSet.objects.create(course=course, number=1, title="First sums")
    item = Item.objects.create(problem_set=problem_set, exercise=exercise, position=1, points=10)
    return Stage(
        people["Ada"],
        people["Charlie"],
        people["Noether"],
        people["Hilbert"],
        people["Grace"],
        course,
        problem_set,
        exercise,
        item,
    )


def publish_by_hand(slug: str, title: str, variants: int = 3) -> Exercise:
    """A published exercise without the exercise language and its sandbox."""
    skill, _ = Skill.objects.get_or_create(slug="adding", title="Adding", module="M00")
    exercise = Exercise.objects.create(slug=slug, title=title, module="M00", minutes=4)
    Training.objects.create(exercise=exercise, skill=skill)
    version = ExerciseVersion.objects.create(exercise=exercise, number=1, digest=slug, source="")
    Variant.objects.bulk_create(
        [
            Variant(version=version, seed=seed, body=sum_of_three_and_four(seed))
            for seed in range(1, variants + 1)
        ]
    )
    exercise.current = version
    exercise.save()
    return exercise


def attempt_of(stage: Stage, *, in_the_set: bool = True) -> Attempt:
    """Ada's open attempt."""
    return open_attempt(stage.ada, stage.exercise, stage.item if in_the_set else None)


def typed(text: str) -> Answers:
    return {"m": {"text": text, "syntax": "ascii"}}


@dataclass(frozen=True, slots=True)
class Message:
    """What a grader would find on the queue."""

    submission: UUID
    lease: UUID
    request: dict[str, Any]
    link: dict[str, Any]


def take_message(broker: redis.Redis) -> Message | None:
    """The oldest message of the graders' queue, taken off; None if the queue is empty."""
    raw: Any = broker.rpop(GRADE_QUEUE)
    if raw is None:
        return None
    (submission, lease, request), _, embed = json.loads(base64.b64decode(json.loads(raw)["body"]))
    return Message(UUID(submission), UUID(lease), request, embed["callbacks"][0])
