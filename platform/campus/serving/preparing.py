"""Schema and exercises, brought up to date before the doors open; then the demo's people, if asked.

    python -m campus.serving.preparing [--demo]

A second run finds everything done. Ends with status 3 and one sentence if the database was written
by newer code than this.
"""

import sys

import django
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from campus.serving.programs import PUBLISHED
from campus.serving.schema import is_empty, make_at_once
from campus.serving.supervisor import REFUSED

DEMO = "--demo"


def main() -> int:
    django.setup()
    newer = bring_schema_up_to_date()
    if newer:
        print(
            f"The database was written by a newer Lemma (it knows {newer}, this code does not): "
            "update the code, or choose another folder with --state DIR.",
            file=sys.stderr,
        )
        return REFUSED
    try:
        call_command("publish", verbosity=0)
    except CommandError as wrong:  # of the code's own bank: learners go on with what they have
        print(f"Not published: {wrong}", file=sys.stderr)
    print(PUBLISHED, flush=True)
    if DEMO in sys.argv[1:]:
        call_command("demo", people=True, verbosity=0)
    return 0


def bring_schema_up_to_date() -> str:
    """Migrate; gives the name of a migration that only a newer Lemma has, or ""."""
    executor = MigrationExecutor(connection)
    ours = {app for app, _ in executor.loader.disk_migrations}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in ours and (app, name) not in executor.loader.disk_migrations
    )
    unknown = [name for name in unknown if not _replaced(executor, name)]
    if unknown:
        return unknown[0]
    if is_empty(executor):
        make_at_once(executor.loader)
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    return ""


def _replaced(executor: MigrationExecutor, name: str) -> bool:
    """Whether a squashed migration of ours stands for this one."""
    app, _, rest = name.partition(".")
    return any((app, rest) in m.replaces for m in executor.loader.disk_migrations.values())


if __name__ == "__main__":
    raise SystemExit(main())
