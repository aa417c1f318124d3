"""The gradebook as CSV: a line a learner, a column a set, in per cent of its points."""

from __future__ import annotations

import csv
import io

from campus.pages.cells import plain_cell
from campus.teaching.gradebook.book import Book

NAME, USER_NAME, SECTION, TOTAL = "name", "user name", "section", "total (%)"


def gradebook_csv(book: Book) -> str:
    """UTF-8, CRLF, as RFC 4180; cells that a spreadsheet would run are made plain text."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    titles = [f"{one.number}. {one.title} (%)" for one in book.columns]
    writer.writerow(map(plain_cell, [NAME, USER_NAME, SECTION, *titles, TOTAL]))
    for line in book.lines:
        marks = [shown(mark.share) for mark in line.marks]
        own = map(plain_cell, [line.name, line.username, line.section])
        writer.writerow([*own, *marks, shown(line.total.share)])
    return sheet.getvalue()


def shown(share: float | None) -> str:
    """A share in per cent, as it is written out and as it is compared when it comes back.

    >>> shown(0.5), shown(2 / 3), shown(None)
    ('50', '66.67', '')
    """
    return "" if share is None else f"{100 * share:.2f}".rstrip("0").rstrip(".")
