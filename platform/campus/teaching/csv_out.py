"""Results as CSV. A cell that a spreadsheet would run as a formula is made plain text."""

from __future__ import annotations

import csv
import io

from campus.pages.cells import plain_cell
from campus.teaching.reading import Results


def results_csv(results: Results) -> str:
    """One line a learner: name, user name, per cent by item, points; UTF-8, CRLF, as RFC 4180."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    titles = [f"{item.position}. {item.exercise.title} (%)" for item in results.items]
    writer.writerow(map(plain_cell, ["name", "user name", *titles, "points", "out of"]))
    for row in results.rows:
        scores = ["" if cell.score is None else f"{cell.score:.0f}" for cell in row.cells]
        learner = [row.learner.display_name, row.learner.username]
        writer.writerow(
            map(plain_cell, [*learner, *scores, f"{row.total:.2f}", str(results.out_of)])
        )
    return sheet.getvalue()
