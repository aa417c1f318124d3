"""The schema of an empty database, made at once.

Migrating from nothing replays how the schema came to be, and Django makes all models anew for each
index and constraint on the way: two thirds of the processor time of a first start. Here it makes
them once, as they are after the last migration. A test holds that both ways lead to one schema.
"""

from __future__ import annotations

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


def is_empty(executor: MigrationExecutor) -> bool:
    """Whether there is nothing in the database that a migration might have to preserve."""
    return not executor.loader.applied_migrations and not connection.introspection.table_names()


def make_at_once(loader: MigrationLoader) -> None:
    """Every table that the migrations come to, what they write in SQL by hand, and the note that
    they are applied: all of it or, if something goes wrong, nothing. Those that move rows would
    find none, and are passed over."""
    with transaction.atomic():
        with connection.schema_editor() as editor:
            for model in loader.project_state().apps.get_models():
                if model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
        with connection.schema_editor() as editor:
            for app, name in _in_order(loader):
                for operation in loader.graph.nodes[app, name].operations:
                    if isinstance(operation, RunSQL):
                        operation.database_forwards(app, editor, ProjectState(), ProjectState())
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        applied = [recorder.Migration(app=app, name=name) for app, name in _in_order(loader)]
        recorder.migration_qs.bulk_create(applied)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    """All migrations, each after those it depends on."""
    ordered: dict[tuple[str, str], None] = {}
    for leaf in loader.graph.leaf_nodes():
        ordered.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(ordered)
