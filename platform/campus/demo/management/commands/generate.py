"""`manage.py generate --learners 10000 --attempts 5000000`: a site of that size, to measure on."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campus.accounts.models import User
from campus.courses.models import Course
from campus.demo.generated_practice import write_practice
from campus.demo.generated_site import make_site


class Command(BaseCommand):
    help = "Make learners in courses with a year of practice, to measure dashboards on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slug", default="made")
        parser.add_argument("--learners", type=int, default=10_000)
        parser.add_argument("--attempts", type=int, default=5_000_000)
        parser.add_argument("--teacher", default="noether", help="user name of the courses' owner")

    def handle(self, *_: Any, **options: Any) -> None:
        teacher = User.objects.filter(username=options["teacher"]).first()
        if teacher is None:
            raise CommandError(f"there is nobody called {options['teacher']}")
        if Course.objects.filter(slug=f"{options['slug']}-1").exists():
            raise CommandError(f"there is a site {options['slug']} already")
        if options["learners"] < 1 or options["attempts"] < 1:
            raise CommandError("there must be at least one learner and one attempt")
        begun = time.monotonic()

        def tell(what: str) -> None:
            self.stdout.write(f"{time.monotonic() - begun:7.1f} s  {what}")

        make_site(options["slug"], options["learners"], teacher, timezone.now())
        tell("people, courses, exercises")
        write_practice(options["slug"], options["attempts"], tell)
