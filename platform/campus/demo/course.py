"""The demo's course: its people, its problem sets."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.courses.models import Course, Enrolment, Item, ProblemSet
from campus.demo.people import CLASSMATES, PASSWORD, PEOPLE

# Title, exercises, days until it is due (negative: it was due).
SETS = (
    ("Directions and rates of change", ("eig-values", "grad-compute"), -10),
    ("From data to directions", ("pca-hand", "gcond-hand"), 4),
    ("Computing safely, judging by samples", ("fp-logsumexp", "ttest-one"), 18),
)
DESCRIPTION = (
    "Linear algebra, calculus, probability and statistics, as far as machine learning rests on "
    "them. A problem set every two weeks; practise as much as you like in between."
)


def make_people() -> dict[str, User]:
    """The people of the demo by user name; the classmates' passwords fit nobody."""
    password = make_password(PASSWORD)
    named = [
        User(
            username=person.username,
            display_name=person.name,
            email=person.email,
            role=person.role,
            password=password,
        )
        for person in PEOPLE
    ]
    others = [
        User(
            username=mate.name.lower().replace(" ", "."),
            display_name=mate.name,
            password=make_password(None),
        )
        for mate in CLASSMATES
    ]
    return {user.username: user for user in User.objects.bulk_create([*named, *others])}


def make_course(people: dict[str, User], now: datetime) -> Course:
    """The course with Noether as its instructor; Charlie and Grace are not in it."""
    course = Course.objects.create(
        slug="maths-for-ml",
        title="Mathematics for machine learning",
        term=f"Autumn {now:%Y}",
        description=DESCRIPTION,
    )
    learners = [user for user in people.values() if user.role == User.Role.LEARNER]
    Enrolment.objects.bulk_create(
        [
            Enrolment(course=course, person=people["noether"], role=Enrolment.Role.INSTRUCTOR),
            *(
                Enrolment(course=course, person=user)
                for user in learners
                if user.username != "charlie"
            ),
        ]
    )
    for number, (title, slugs, days) in enumerate(SETS, start=1):
        _make_set(course, number, title, slugs, now + timedelta(days=days))
    return course


def _make_set(
    course: Course, number: int, title: str, slugs: tuple[str, ...], due_at: datetime
) -> None:
    problem_set = ProblemSet.objects.create(
        course=course,
        number=number,
        title=title,
        instructions="Work on your own first. Hints cost a little, asking each other is free.",
        opens_at=due_at - timedelta(days=45),
        due_at=due_at.replace(hour=18, minute=0, second=0, microsecond=0),
    )
    published = {e.slug: e for e in Exercise.objects.published().filter(slug__in=slugs)}
    Item.objects.bulk_create(
        [
            Item(problem_set=problem_set, exercise=published[slug], position=place, points=10)
            for place, slug in enumerate(slugs, start=1)
            if slug in published
        ]
    )
