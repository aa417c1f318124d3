"""Questions whose SQL is worked out once and then only asked.

Django builds the SQL of a queryset anew each time, and PostgreSQL plans it anew: for the short
questions of a page that costs more than the answer. A function marked `@prepared` is called once,
with holes for its arguments; afterwards its SQL is sent with other values, as a statement that
PostgreSQL has planned:

    @prepared
    def drafts(attempt: int) -> QuerySet[Draft]:
        return Draft.objects.filter(attempt=attempt)

    rows = drafts(attempt.pk)  # a list

The queryset must look the same for all arguments: they are numbers, texts, identifiers or moments
that columns are compared with. It must not decide by them (`if`) nor look at a clock other than
the database's (`Now()`). A list of numbers is one argument of `= ANY(%s)`, which Django's `in` is
not.
"""

from __future__ import annotations

import inspect
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import update_wrapper
from typing import Any, Final, ParamSpec, TypeVar, cast, get_type_hints

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg import Cursor

P = ParamSpec("P")
Row = TypeVar("Row")

#: Values nobody asks for, by type; the place of the argument makes each another.
_HOLES: Final[Mapping[Any, Callable[[int], Any]]] = {
    int: lambda place: 2_000_006_000 + place,
    str: lambda place: f"hole {place} f3b0c442",
    list[int]: lambda place: [2_000_006_000, place],
    uuid.UUID: lambda place: uuid.UUID(int=0xF3B0C44298FC4C149AFBF4C8996FB900 + place),
    datetime: lambda place: datetime(9000, 1, 1, tzinfo=UTC) + timedelta(days=place),
}


def prepared(function: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """`function` as a question that is worked out once.

    Raises ImproperlyConfigured when it is first asked, if an argument does not reach the SQL as
    it is, or a moment does that is none of the arguments.
    """
    question = _Question(function)
    return cast("Callable[P, list[Row]]", update_wrapper(question, function))


class _Question:
    def __init__(self, function: Callable[..., QuerySet[Any, Any]]) -> None:
        self.function = function
        self.signature = inspect.signature(function)
        self.statement: _Statement | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> list[Any]:
        if self.statement is None:  # two threads may both do it: the same comes out
            self.statement = _worked_out(self.function, self.signature)
        return self.statement.ask(self.signature.bind(*args, **kwargs).args if kwargs else args)


@dataclass(frozen=True, slots=True)
class _Statement:
    """The SQL of a queryset, and what Django worked out for reading its rows.

    values       by place in the SQL: the number of an argument, or None and the value itself
    converters   by place in a row, as SQLCompiler.get_converters gives them
    """

    queryset: Any  # Django's own parts read more of it than it shows
    compiler: SQLCompiler
    sql: str
    values: tuple[tuple[int | None, Any], ...]
    converters: tuple[tuple[int, list[Callable[..., Any]], Any], ...]

    def ask(self, args: tuple[Any, ...]) -> list[Any]:
        params = [value if place is None else args[place] for place, value in self.values]
        with _cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        if self.converters:
            rows = [self._converted(list(row)) for row in rows]
        asked = _AskedQuerySet(self.queryset, _Answered(self.compiler, rows))
        return list(self.queryset._iterable_class(asked))

    def _converted(self, row: list[Any]) -> list[Any]:
        for place, converters, expression in self.converters:
            value = row[place]
            for convert in converters:
                value = convert(value, expression, connection)
            row[place] = value
        return row


class _Answered:
    """Stands for the compiler when Django makes objects of rows: the answer is here already."""

    def __init__(self, compiler: SQLCompiler, rows: list[Any]) -> None:
        self.select = compiler.select
        self.klass_info = compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map
        self.rows = rows

    def execute_sql(self, **_: object) -> list[Any]:
        return self.rows

    def results_iter(
        self, results: object = None, tuple_expected: bool = False, **_: object
    ) -> Iterator[Any]:
        return map(tuple, self.rows) if tuple_expected else iter(self.rows)


class _AskedQuerySet:
    """Stands for the queryset and its query then."""

    def __init__(self, queryset: Any, answered: _Answered) -> None:
        self.db = queryset.db
        self.model = queryset.model
        self.query = self
        self.answered = answered
        self._fields = queryset._fields
        self._known_related_objects = queryset._known_related_objects
        self.selected = queryset.query.selected

    def get_compiler(self, using: str) -> _Answered:
        return self.answered


def _worked_out(
    function: Callable[..., QuerySet[Any, Any]], signature: inspect.Signature
) -> _Statement:
    hints = get_type_hints(function)
    holes = [_HOLES[hints[name]](place) for place, name in enumerate(signature.parameters)]
    queryset: Any = function(*holes)
    if queryset._prefetch_related_lookups:
        raise ImproperlyConfigured(f"{function.__name__}: what is prefetched is asked on its own")
    compiler = queryset.query.get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    values = tuple((holes.index(p), None) if p in holes else (None, p) for p in params)
    unused = set(range(len(holes))) - {place for place, _ in values}
    if unused or any(isinstance(value, datetime) for _, value in values):
        raise ImproperlyConfigured(f"{function.__name__} changes what it is given, or has a clock")
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return _Statement(
        queryset, compiler, sql, values, tuple((at, *rest) for at, rest in converters.items())
    )


def _cursor() -> CursorWrapper:
    """A cursor that binds on the server, where Django's own would put values into the text: only
    such statements are planned once."""
    database: Any = connection
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors:
        wrapped: CursorWrapper = database._prepare_cursor(Cursor(database.connection))
        return wrapped
