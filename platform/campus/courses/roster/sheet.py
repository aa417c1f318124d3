"""A list of people as a file: UTF-8, a heading, a line a person."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from campus.courses.errors import Refused

COLUMNS = ("email", "username", "section", "role")
MOST_LINES = 3000
MOST_BYTES = 400_000

Row = dict[str, str]


def text_of(content: bytes) -> str:
    """An uploaded list as text. Raises Refused for what is none."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The list is longer than %(kb)d kB.") % {"kb": MOST_BYTES // 1000})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(
            _("Line %(line)d is not in UTF-8: save the list as “CSV UTF-8”.") % {"line": line}
        ) from error


def rows_of(text: str) -> list[tuple[int, Row]]:
    """Numbered lines by column. Semicolons and tabs separate as well as commas: spreadsheets
    write what their country's settings say."""
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = [name.strip().lower() for name in next(reader, [])]
    if not {"email", "username"} & set(names):
        raise Refused(
            _("The first line must name the columns, one of them email or username: %(columns)s.")
            % {"columns": ", ".join(COLUMNS)}
        )
    rows: list[tuple[int, Row]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                named = zip(names, (cell.strip() for cell in cells), strict=False)
                rows.append((reader.line_num, dict(named)))
    except csv.Error as error:
        raise Refused(f"{_('Line')} {reader.line_num}: {error}") from error
    if len(rows) > MOST_LINES:
        raise Refused(_("A list may have %(most)d lines.") % {"most": MOST_LINES})
    return rows
