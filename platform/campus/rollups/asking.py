"""Statements of this room: run with named values, answered by the number of rows."""

from __future__ import annotations

from typing import Any

from django.db import connection


def run(sql: str, **values: Any) -> int:
    """Rows written. Every value of the log's range is named, so that each statement says which."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def ask(sql: str, **values: Any) -> tuple[Any, ...]:
    """The first row; raises TypeError for none."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())
