"""Days of practice, a column a week, the darker the more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus.pages.charts.canvas import Canvas, Table

LEFT, TOP, CELL, GAP = 30, 18, 15, 3


@dataclass(frozen=True, slots=True)
class Calendar:
    """What was done on each day.

    counts    done by day; days that are missing count 0
    until     the last day shown, usually today
    weeks     how many columns, whole weeks that begin on Monday
    most      the count that is drawn darkest; 0: eight, as for one person's answers
    """

    summary: str
    counts: dict[date, int]
    until: date
    weeks: int = 18
    most: int = 0

    def table(self) -> Table:
        done = sorted((day, count) for day, count in self.counts.items() if count)
        return Table(
            (_("day"), _("done")), tuple((date_format(d, "D d M Y"), str(n)) for d, n in done[-60:])
        )

    def svg(self) -> str:
        sheet = Canvas(LEFT + self.weeks * (CELL + GAP), TOP + 7 * (CELL + GAP))
        monday = self.until - timedelta(days=self.until.weekday() + 7 * (self.weeks - 1))
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri")):
            sheet.text(0, TOP + row * (CELL + GAP) + 12, name)
        month, written = "", -3
        for i in range((self.until - monday).days + 1):
            day = monday + timedelta(days=i)
            x, y = LEFT + i // 7 * (CELL + GAP), TOP + i % 7 * (CELL + GAP)
            count = self.counts.get(day, 0)
            sheet.rect(
                x,
                y,
                CELL,
                CELL,
                f"q{shade(count, self.most)}",
                f"{date_format(day, 'D d M')}: {count}",
            )
            if i % 7 == 0 and date_format(day, "M") != month and i // 7 - written >= 3:
                month, written = date_format(day, "M"), i // 7
                sheet.text(x, 10, month)
        return sheet.svg("small", self.summary, scale=1.25)


def shade(count: int, most: int = 0) -> int:
    """How dark a day is drawn, 0 to 4: doubling up to eight, or in quarters of `most`.

    >>> [shade(n) for n in (0, 1, 2, 3, 5, 12)], [shade(n, 400) for n in (0, 1, 100, 150, 400)]
    ([0, 1, 2, 2, 3, 4], [0, 1, 1, 2, 4])
    """
    if most > 8:
        return min(4, -(-4 * count // most))
    return sum(count >= edge for edge in (1, 2, 4, 8))
