"""manage.py evaluate_model FILE: how well the learner model predicts the attempts of a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campus.learning.evaluating.comparing import compare, lines_of
from campus.learning.evaluating.reading import NAMES, UnreadableFile, read_attempts


class Command(BaseCommand):
    help = (
        "Print AUC, log-loss and calibration of the learner model on attempts in a CSV file (or "
        "tab separated, or .gz), beside the item mean and the learner mean. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        for meaning in NAMES:
            parser.add_argument(f"--{meaning}", help="the column's name, if it is an unusual one")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {name: options[name] for name in NAMES if options[name]}
        try:
            attempts = read_attempts(options["file"], wanted)
            compared = compare(attempts.observations)
        except (UnreadableFile, ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        read = ", ".join(f"{meaning} = {name}" for meaning, name in attempts.columns.items())
        self.stdout.write(f"Read {len(attempts.observations)} tries ({read}).")
        if attempts.dropped:
            self.stdout.write(f"{attempts.dropped} rows say neither right nor wrong: left out.")
        for line in lines_of(compared):
            self.stdout.write(line)
