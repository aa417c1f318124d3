"""All that is done before the doors open: schema, bank, demo people, static files.

    python -m campus.serving.preparing [--no-demo | --only-static]

A second run finds everything done and costs about a second. Ends with status 3 and one sentence
if the state folder cannot be used by this code.
"""

import hashlib
import sys
from argparse import ArgumentParser
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

REFUSED = 3


def main() -> int:
    parser = ArgumentParser(prog="campus.serving.preparing")
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--only-static", action="store_true")  # when an image is built
    options = parser.parse_args()
    django.setup()
    collect_static_files()
    if options.only_static:
        return 0
    newer = bring_schema_up_to_date()
    if newer:
        print(
            f"The database was written by a newer Lemma (it knows {newer}, this code does not): "
            "update the code, or choose another folder with --state DIR.",
            file=sys.stderr,
        )
        return REFUSED
    call_command("publish", verbosity=0)
    if not options.no_demo:
        call_command("demo", verbosity=0)
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
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    return ""


def _replaced(executor: MigrationExecutor, name: str) -> bool:
    """Whether a squashed migration of ours stands for this one."""
    app, _, rest = name.partition(".")
    return any((app, rest) in m.replaces for m in executor.loader.disk_migrations.values())


def collect_static_files() -> None:
    """Copy, hash and compress what browsers fetch, unless nothing changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    sources = [
        Path(entry[1] if isinstance(entry, tuple) else entry) for entry in settings.STATICFILES_DIRS
    ]
    stamp = root / ".collected"
    wanted = _digest(sources)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    stamp.write_text(wanted)


def _digest(folders: list[Path]) -> str:
    """Names, sizes and times of all files below the folders."""
    total = hashlib.sha256(django.__version__.encode())
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        status = path.stat()
        total.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return total.hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
