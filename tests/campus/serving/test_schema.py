"""A database made at once has the very schema that the migrations come to.

Both stand side by side here: what the tests' database was migrated to in `public`, what is made at
once in a schema of its own that the test rolls back.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from campus.serving.schema import is_empty, make_at_once

ASIDE = "made_at_once"

WHAT = {
    "columns": """
        SELECT table_name, column_name, data_type, udt_name, character_maximum_length, is_nullable,
               column_default, is_identity
        FROM information_schema.columns WHERE table_schema = %s
    """,
    "constraints": """
        SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
        FROM pg_constraint c WHERE c.connamespace = %s::regnamespace
    """,
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
    "triggers": """
        SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace = %s::regnamespace
    """,
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = %s::regnamespace",
}


def schema(name: str) -> dict[str, set[tuple[str, ...]]]:
    """All that makes a schema, without its name."""
    found = {}
    with connection.cursor() as cursor:
        for part, sql in WHAT.items():
            cursor.execute(sql, [name])
            found[part] = {
                tuple(str(value).replace(f"{name}.", "") for value in row)
                for row in cursor.fetchall()
            }
    return found


@pytest.fixture
def aside(db: None) -> Iterator[None]:
    """An empty schema that is looked into instead of the tests' own."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {ASIDE}")
        cursor.execute(f"SET LOCAL search_path TO {ASIDE}")
        yield
        cursor.execute("SET LOCAL search_path TO public")


@pytest.mark.usefixtures("aside")
def test_it_is_the_schema_of_the_migrations() -> None:
    executor = MigrationExecutor(connection)
    assert is_empty(executor)
    make_at_once(executor.loader)
    made, migrated = schema(ASIDE), schema("public")
    for part in WHAT:
        assert made[part] - migrated[part] == set(), part
        assert migrated[part] - made[part] == set(), part


@pytest.mark.usefixtures("aside")
def test_afterwards_there_is_nothing_to_migrate() -> None:
    make_at_once(MigrationExecutor(connection).loader)
    executor = MigrationExecutor(connection)
    assert not is_empty(executor)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert Permission.objects.filter(codename="add_user").exists()
