"""`manage.py make_course --learners 500 --sets 60 --tries 20`: a large course to measure on."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campus.accounts.models import User
from campus.courses.models import Course
from campus.demo.generated import Size, make_large_course
from campus.demo.generated_work import tidy


class Command(BaseCommand):
    help = "Make a course with learners, sets, answers and verdicts, to measure pages on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slug", default="large")
        parser.add_argument("--learners", type=int, default=500)
        parser.add_argument("--sets", type=int, default=60)
        parser.add_argument("--tries", type=int, default=20, help="of a learner at a set")
        parser.add_argument("--teacher", default="noether", help="user name of its owner")

    def handle(self, *_: Any, **options: Any) -> None:
        teacher = User.objects.filter(username=options["teacher"]).first()
        if teacher is None:
            raise CommandError(f"there is nobody called {options['teacher']}")
        if Course.objects.filter(slug=options["slug"]).exists():
            raise CommandError(f"there is a course {options['slug']} already")
        size = Size(options["learners"], options["sets"], options["tries"])
        course = make_large_course(options["slug"], size, teacher, timezone.now())
        tidy()
        self.stdout.write(f"{course.title}: /teaching/{course.slug}/gradebook/")
