"""`manage.py retention`: take away what has been kept long enough, or say what that would be."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from campus.privacy.sweeping import sweep


class Command(BaseCommand):
    help = "Take away what has been kept for longer than the settings KEEP_…_DAYS say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        for row in sweep(dry_run=options["dry_run"]):
            kept = f"kept {row.days} days" if row.days else "kept"
            if row.name == "sessions":
                kept = "kept until they run out"
            verb = "would go" if options["dry_run"] else "gone"
            self.stdout.write(f"{row.name:12} {kept:24} {row.count} {verb}")
