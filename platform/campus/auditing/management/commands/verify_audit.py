"""`manage.py verify_audit`: has anybody changed, removed or slipped in an entry?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.auditing.chain import verify


class Command(BaseCommand):
    help = (
        "Compute the audit log's chain anew and print its head. Keep the head somewhere else: "
        "given back with --head, it proves that nothing up to it was cut off or rewritten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="a head that was printed earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify(options["head"])
        for fault in found.faults:
            self.stderr.write(self.style.ERROR(fault))
        if found.faults:
            raise CommandError("The audit log is not what was written.")
        self.stdout.write(f"{found.entries} entries, unbroken. Head: {found.head or 'none yet'}")
