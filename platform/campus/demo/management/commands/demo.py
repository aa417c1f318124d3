"""`manage.py demo`: people, a course and some weeks of history, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.courses.models import Item
from campus.demo.course import SETS, elsewhere, make_course, make_people
from campus.demo.drawing import draw_ahead
from campus.demo.history import practise
from campus.demo.people import ADA, ADA_CHANCE, ADA_DAYS, CLASSMATES
from campus.learning.models import PracticePlan


class Command(BaseCommand):
    help = "Add the demo's people, course and history, unless they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(username=ADA.username).exists():
            return
        with transaction.atomic():
            people = make_demo()
        if options["verbosity"]:
            self.stdout.write(f"{people} people and their history were added.")


def make_demo() -> int:
    """Write it all; the number of people. Ada leaves the third set for whoever signs in as her."""
    now = timezone.now()
    people = make_people()
    course = make_course(people, now)
    items = Item.objects.filter(problem_set__course=course).order_by(
        "problem_set__number", "position"
    )
    chosen: list[tuple[Exercise, Item | None]] = [
        (item.exercise, item) for item in items.select_related("exercise__current", "problem_set")
    ]
    besides: list[tuple[Exercise, Item | None]] = [(exercise, None) for exercise in elsewhere()]
    draw_ahead([exercise for exercise, _ in (*chosen, *besides)])
    if chosen:
        begun = [(exercise, item) for exercise, item in chosen if _set_of(item) < len(SETS)]
        practise(people[ADA.username], [*begun, *besides], ADA_CHANCE, ADA_DAYS, now)
        by_name = {user.display_name: user for user in people.values()}
        for turn, mate in enumerate(CLASSMATES):
            # Every other one looks around in the bank after the first two of the sets.
            away = besides[turn // 2 :] if turn % 2 else []
            ways = [*chosen[:2], *away, *chosen[2:]]
            practise(by_name[mate.name], ways, mate.chance, mate.days, now)
        PracticePlan.objects.create(learner=people[ADA.username], goal=2)
    return len(people)


def _set_of(item: Item | None) -> int:
    return item.problem_set.number if item else 0
