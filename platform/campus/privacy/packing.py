"""A person's data as one zip file: each table as JSON and CSV, row by row, never all in memory."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, Final

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from campus.accounts.models import User
from campus.pages.cells import plain_cell
from campus.privacy.tables import SHOWN_AS, TABLES, Table

ROWS: Final = 500  # read at a time
_IN_MEMORY: Final = 1_000_000  # bytes of a table's CSV before it goes to a file

_README = """\
What this site has written down about %(username)s, as of %(now)s.

Each table comes twice with the same content: as .json for programs, as .csv for spreadsheets.
Times are in UTC. Cells that a spreadsheet would run as a formula begin with an apostrophe.
Not in here: keys, solutions and seeds of exercises, passwords, and what others wrote.
"""


def pack(person: User, into: IO[bytes], now: datetime) -> None:
    """Write the whole zip file."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        words = _README % {"username": person.username, "now": now.isoformat(timespec="minutes")}
        archive.writestr("README.txt", words)
        for table in TABLES:
            _put(archive, table, person)


def rows_of(table: Table, person: User) -> Iterator[dict[str, Any]]:
    """The person's rows, oldest first."""
    found = apps.get_model(table.model)._default_manager.filter(**{table.whose: person.pk})
    for row in found.order_by("pk").values(*table.columns).iterator(chunk_size=ROWS):
        for column in table.columns:
            if shown := SHOWN_AS.get((table.name, column)):
                row[column] = shown(row[column])
        yield row


def _put(archive: zipfile.ZipFile, table: Table, person: User) -> None:
    """One reading of the table fills both files, so that they cannot differ."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as aside:
        sheet = io.TextIOWrapper(aside, encoding="utf-8", newline="", write_through=True)
        lines = csv.writer(sheet)
        lines.writerow(table.columns)
        with archive.open(f"{table.name}.json", "w", force_zip64=True) as file:
            file.write(b"[")
            for number, row in enumerate(rows_of(table, person)):
                text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
                file.write((",\n" if number else "\n").encode() + text.encode())
                lines.writerow([_cell(row[column]) for column in table.columns])
            file.write(b"\n]\n")
        sheet.flush()
        aside.seek(0)
        with archive.open(f"{table.name}.csv", "w", force_zip64=True) as file:
            shutil.copyfileobj(aside, file)
        sheet.detach()


def _cell(value: Any) -> Any:
    """What a spreadsheet gets: numbers as they are, nothing that it would run."""
    if value is None or isinstance(value, (bool, int, float)):
        return "" if value is None else value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (dict, list, tuple)):
        value = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return plain_cell(str(value))
