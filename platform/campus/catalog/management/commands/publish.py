"""`manage.py publish [PATH…]`: make the bank's exercises ready for learners."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campus.catalog.publishing import bank_files, publish
from campus.catalog.skill_map import publish_skills
from exercises.errors import ExerciseError


class Command(BaseCommand):
    help = "Publish exercises (default: the whole bank); unchanged files are passed over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", help="files or folders; default the whole bank")
        parser.add_argument("--variants", type=int, help="how many to keep ready of each exercise")

    def handle(self, *, paths: list[str], verbosity: int, **options: Any) -> None:
        """Exit with status 1 and the file and line of the first wrong exercise."""
        skills = publish_skills()
        if verbosity and skills:
            self.stdout.write(f"{skills} skills")
        try:
            for done in publish(bank_files(paths), variants=options["variants"]):
                if verbosity > (1 if done.outcome == "unchanged" else 0):
                    line = f"{done.outcome} {done.slug} (version {done.number})"
                    self.stdout.write(f"{line}, {done.variants} variants")
        except ExerciseError as error:
            raise CommandError(str(error)) from error
