"""`manage.py demo`: people, a course and some weeks of history, once.

In two stages, each done once: people and courses, without whom nobody can sign in, and what they
have done so far, which takes some seconds and is written while the site is up already.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from campus.accounts.models import User
from campus.demo.course import make_course, make_people
from campus.demo.discussing import write_discussion
from campus.demo.history import write_history
from campus.demo.people import ADA
from campus.demo.teaching import write_teaching


class Command(BaseCommand):
    help = "Add the demo's people, course and history, unless they are there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", action="store_true", help="leave the history for later")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if not User.objects.filter(username=ADA.username).exists():
            with transaction.atomic():
                people = make_people()
                make_course(people, now)
            if options["verbosity"]:
                self.stdout.write(f"{len(people)} people were added.")
        if options["people"]:
            return
        written = write_history(now)
        talked = write_discussion()
        if (write_teaching() or written or talked) and options["verbosity"]:
            self.stdout.write("Their history was added.")
