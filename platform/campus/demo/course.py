"""The demo's course: its people, its problem sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from campus.accounts.addresses import confirm_all
from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.courses.models import Course, Item, Pool, ProblemSet
from campus.demo.company import gather
from campus.demo.people import CLASSMATES, PASSWORD, PEOPLE


@dataclass(frozen=True, slots=True)
class DemoSet:
    """A set of the demo course: these exercises and, while the set has room, more of the modules.

    due   days from now; negative: it was due
    """

    title: str
    exercises: tuple[str, ...]
    modules: tuple[str, ...]
    due: int


SETS = (
    DemoSet("Directions and rates of change", ("eig-values", "grad-compute"), ("M05", "M06"), -10),
    DemoSet("From data to directions", ("pca-hand", "gcond-hand"), ("M09", "M08"), 4),
    DemoSet("Computing safely, judging by samples", ("fp-logsumexp", "ttest-one"), ("M14",), 18),
)
LATE = timedelta(days=7)  # so long after it was due a set takes answers, for half the marks
COURSE = "maths-for-ml"  # its address
ELSEWHERE = 6  # exercises of other modules that people practise besides
A_SET = 3  # exercises; each is drawn before the first start is done, so there are few
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
    made = User.objects.bulk_create([*named, *others])
    confirm_all(made)
    return {user.username: user for user in made}


def make_course(people: dict[str, User], now: datetime) -> Course:
    """The course with its people and sets; Charlie and Grace are not in it."""
    course = Course.objects.create(
        slug=COURSE,
        title="Mathematics for machine learning",
        term=f"Autumn {now:%Y}",
        description=DESCRIPTION,
    )
    gather(course, people, now)
    taken: set[str] = set()
    for number, plan in enumerate(SETS, start=1):
        chosen = _choose(plan, taken)
        taken |= {exercise.slug for exercise in chosen}
        _make_set(course, number, plan.title, chosen, now + timedelta(days=plan.due))
    _make_pooled(course, now)
    _make_exam(course, now)
    return course


def _make_pooled(course: Course, now: datetime) -> None:
    """A set to practise with: two of what the other sets had, drawn for each learner."""
    row = ProblemSet.objects.create(
        course=course,
        number=len(SETS) + 1,
        kind=ProblemSet.Kind.PRACTICE,
        title="Two to look back on",
        instructions="Which two is drawn for each of us. Do them again whenever you like.",
        opens_at=now - timedelta(days=3),
    )
    pool = Pool.objects.create(problem_set=row, title="What we had", take=2, points=5)
    for place, exercise in enumerate(_had(course)[:4], start=1):
        row.items.create(exercise=exercise, pool=pool, position=place, points=5)


def _make_exam(course: Course, now: datetime) -> None:
    """A timed exam that may be begun at any time of the coming two weeks."""
    row = ProblemSet.objects.create(
        course=course,
        number=len(SETS) + 2,
        kind=ProblemSet.Kind.EXAM,
        title="Mock exam",
        instructions="Two exercises, forty minutes, no hints: as it will be in the hall.",
        opens_at=now - timedelta(days=1),
        closes_at=now.replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=14),
        minutes=40,
    )
    for place, exercise in enumerate(_had(course)[-2:], start=1):
        row.items.create(exercise=exercise, position=place, points=10)


def _had(course: Course) -> list[Exercise]:
    """The exercises of the other sets in order, mathematics: they are drawn already."""
    taken = Exercise.objects.filter(items__problem_set__course=course, items__pool=None)
    maths = taken.filter(kind=Exercise.Kind.MATH).distinct()
    return list(maths.order_by("module", "slug"))


def _choose(plan: DemoSet, taken: set[str]) -> list[Exercise]:
    """What the bank has of what the plan names, then the easiest of its modules."""
    published = Exercise.objects.published()
    named = {exercise.slug: exercise for exercise in published.filter(slug__in=plan.exercises)}
    chosen = [named[slug] for slug in plan.exercises if slug in named]
    others = published.filter(module__in=plan.modules).exclude(slug__in=taken | named.keys())
    return [*chosen, *others.order_by("level", "slug")[: max(0, A_SET - len(chosen))]]


def elsewhere() -> list[Exercise]:
    """The easiest exercise of each of some modules that no set is from."""
    free = Exercise.objects.published().filter(items=None, kind=Exercise.Kind.MATH)
    first_of: dict[str, Exercise] = {}
    for exercise in free.select_related("current").order_by("level", "slug"):
        first_of.setdefault(exercise.module, exercise)
    return [first_of[module] for module in sorted(first_of)][:ELSEWHERE]


def _make_set(
    course: Course, number: int, title: str, exercises: list[Exercise], due_at: datetime
) -> None:
    problem_set = ProblemSet.objects.create(
        course=course,
        number=number,
        title=title,
        instructions="Work on your own first. Hints cost a little, asking each other is free.",
        opens_at=due_at - timedelta(days=45),
        due_at=due_at.replace(hour=18, minute=0, second=0, microsecond=0),
        closes_at=due_at.replace(hour=18, minute=0, second=0, microsecond=0) + LATE,
        late_credit=50,
        late_steps=[[2 * 1440, 80], [4 * 1440, 65]] if number == len(SETS) else [],
        tries=6 if number == len(SETS) else None,
        try_cost=10 if number == len(SETS) else 0,
    )
    Item.objects.bulk_create(
        Item(problem_set=problem_set, exercise=exercise, position=place, points=10)
        for place, exercise in enumerate(exercises, start=1)
    )
