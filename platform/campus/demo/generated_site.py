"""A site of any size, to measure dashboards on: people in courses and sections, exercises over the
real map of skills. What they did is written by the database: see `generated_practice`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion, Skill, Training, Variant
from campus.catalog.skill_map import publish_skills
from campus.courses.models import Course, Enrolment, Section
from campus.demo.generated import FIRST, LAST, SECTIONS, sum_body

A_COURSE: Final = 500  # learners
A_SKILL: Final = 2  # exercises
VARIANTS: Final = 8
IN_BATCHES: Final = 2000


@transaction.atomic
def make_site(slug: str, learners: int, teacher: User, now: datetime) -> list[Course]:
    """Learners in courses of 500 with four sections each, and exercises for every skill.

    Raises IntegrityError where one of this slug stands already.
    """
    publish_skills()
    _exercises(slug)
    unusable = make_password(None)
    people = User.objects.bulk_create(
        [
            User(
                username=f"{slug}-{place}",
                email=f"{slug}-{place}@example.org",
                display_name=f"{FIRST[place % len(FIRST)]} {LAST[place % len(LAST)]} {place}",
                password=unusable,
                date_joined=now - timedelta(days=365),
            )
            for place in range(1, learners + 1)
        ],
        batch_size=IN_BATCHES,
    )
    return [
        _course(f"{slug}-{number}", people[begin : begin + A_COURSE], teacher)
        for number, begin in enumerate(range(0, learners, A_COURSE), 1)
    ]


def _course(slug: str, people: list[User], teacher: User) -> Course:
    course = Course.objects.create(slug=slug, title=f"Course {slug}", term="Made")
    Enrolment.objects.create(course=course, person=teacher, role=Enrolment.Role.OWNER)
    sections = Section.objects.bulk_create(Section(course=course, name=name) for name in SECTIONS)
    Enrolment.objects.bulk_create(
        Enrolment(course=course, person=user, section=sections[place % len(sections)])
        for place, user in enumerate(people)
    )
    return course


def _exercises(slug: str) -> None:
    """Two for each skill, in the order of the map; the second trains the skill before as well."""
    skills = list(Skill.objects.order_by("module", "position"))
    places = [(place, turn) for place in range(len(skills)) for turn in range(A_SKILL)]
    exercises = Exercise.objects.bulk_create(
        Exercise(
            slug=f"{slug}-{place}-{turn}",
            title=f"{skills[place].title}, {turn + 1}",
            module=skills[place].module,
            level=1 + turn,
            difficulty=0.4 * turn + 0.5 * ((place * 7) % 5 - 2),
            origin=Exercise.Origin.GALLERY,
        )
        for place, turn in places
    )
    versions = ExerciseVersion.objects.bulk_create(
        ExerciseVersion(exercise=row, number=1, digest=row.slug, source="", trouble="made by hand")
        for row in exercises
    )
    Training.objects.bulk_create(
        Training(exercise=exercise, skill=skills[place - back], position=back)
        for exercise, (place, turn) in zip(exercises, places, strict=True)
        for back in range(1 + min(turn, place))
    )
    Variant.objects.bulk_create(
        [
            Variant(version=row, seed=seed, used=True, body=sum_body(row.digest, seed))
            for row in versions
            for seed in range(VARIANTS)
        ],
        batch_size=IN_BATCHES,
    )
    for exercise, version in zip(exercises, versions, strict=True):
        exercise.current = version
    Exercise.objects.bulk_update(exercises, ["current"], batch_size=500)
