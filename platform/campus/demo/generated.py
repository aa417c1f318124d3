"""A large course made by arithmetic, to measure pages on: the same for the same numbers.

Its exercises ask for sums, are written by hand and need no drawing; its answers and verdicts are
written by the database itself, some hundred thousand of them in a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion, Variant
from campus.courses.models import Course, Enrolment, Item, ProblemSet, Section
from campus.demo.generated_work import write_work

ITEMS: Final = 4  # of a set
VARIANTS: Final = 8  # of an exercise
SECTIONS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday")
FIRST: Final = "Ada Emmy Grace Mary Sofia Alan Carl Emil Karl Jean Rosa Noam Ines Omar Yuki".split()
LAST: Final = (
    "Abel Bayes Cauchy Dirac Euler Fermat Gauss Hopf Ito Jordan Klein Lagrange Markov".split()
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large: tries are graded answers of one learner at one set."""

    learners: int = 500
    sets: int = 60
    tries: int = 20


@transaction.atomic
def make_large_course(slug: str, size: Size, teacher: User, now: datetime) -> Course:
    """The course with everything that its learners did; raises IntegrityError if there is one."""
    course = Course.objects.create(slug=slug, title=f"A course of {size.learners}", term="Made")
    Enrolment.objects.create(course=course, person=teacher, role=Enrolment.Role.OWNER)
    sections = Section.objects.bulk_create(Section(course=course, name=name) for name in SECTIONS)
    learners = _learners(slug, size.learners)
    Enrolment.objects.bulk_create(
        Enrolment(course=course, person=user, section=sections[place % len(sections)])
        for place, user in enumerate(learners)
    )
    exercises = _exercises(slug, size.sets * ITEMS)
    sets = ProblemSet.objects.bulk_create(
        ProblemSet(
            course=course,
            number=number,
            title=f"Set {number}",
            opens_at=now - timedelta(days=4 * (size.sets - number) + 14),
            due_at=now - timedelta(days=4 * (size.sets - number) - 3),
            late_credit=50,
        )
        for number in range(1, size.sets + 1)
    )
    Item.objects.bulk_create(
        Item(problem_set=row, exercise=exercises[ITEMS * place + at], position=at + 1, points=10)
        for place, row in enumerate(sets)
        for at in range(ITEMS)
    )
    write_work(course.pk, max(1, size.tries // ITEMS))
    return course


def _learners(slug: str, many: int) -> list[User]:
    unusable = make_password(None)
    return User.objects.bulk_create(
        User(
            username=f"{slug}-{place}",
            display_name=f"{FIRST[place % len(FIRST)]} {LAST[place % len(LAST)]} {place}",
            password=unusable,
        )
        for place in range(1, many + 1)
    )


def _exercises(slug: str, many: int) -> list[Exercise]:
    """Of the gallery's kind: learners outside the course do not find them in the catalogue."""
    exercises = Exercise.objects.bulk_create(
        Exercise(
            slug=f"{slug}-sum-{place}",
            title=f"Sum {place}",
            module="M00",
            minutes=2,
            origin=Exercise.Origin.GALLERY,
        )
        for place in range(1, many + 1)
    )
    versions = ExerciseVersion.objects.bulk_create(
        ExerciseVersion(exercise=row, number=1, digest=row.slug, source="", trouble="made by hand")
        for row in exercises
    )
    Variant.objects.bulk_create(
        Variant(version=version, seed=seed, used=True, body=sum_body(version.digest, seed))
        for version in versions
        for seed in range(VARIANTS)
    )
    for exercise, version in zip(exercises, versions, strict=True):
        exercise.current = version
    Exercise.objects.bulk_update(exercises, ["current"], batch_size=500)
    return exercises


def sum_body(name: str, seed: int) -> dict[str, Any]:
    """A variant as `exercises.variant.Variant.to_json` would give it: what is a + b?"""
    a, b = 3 + seed, 7 + 2 * seed
    mistakes = [("minus", a - b), ("times", a * b)]
    grading: dict[str, Any] = {"name": "m", "kind": "exact", "key": {"value": str(a + b)}}
    grading |= {"marks": 2.0, "mistakes": [{"tag": t, "value": str(v)} for t, v in mistakes]}
    return {
        "exercise": name,
        "version": 1,
        "seed": seed,
        "digest": f"{seed:064x}",
        "statement": [{"html": f"<p>What is {a} + {b}?</p>"}, {"blank": "m"}],
        "blanks": [{"name": "m", "kind": "exact", "label": "Sum", "marks": 2.0, "vars": []}],
        "hints": ["Use your fingers."],
        "solution": f"<p>{a + b}</p>",
        "mistake_words": {"m": {"minus": "You took away.", "times": "You multiplied."}},
        "grading": {"seed": f"{name}/{seed}", "blanks": [grading], "derive": None},
    }
