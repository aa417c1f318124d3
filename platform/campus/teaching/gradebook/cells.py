"""The cells of a page of the gradebook, some thousands of them.

A template takes forty microseconds a cell, this takes two. Only numbers and words of ours are put
into the markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from campus.pages.templatetags.pages import shade
from campus.teaching.gradebook.book import Book, Line
from campus.teaching.gradebook.marks import Mark


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it."""

    person: int
    name: str
    section: str
    total: float | None
    cells_html: SafeString


def shown_lines(book: Book) -> list[Shown]:
    words = {"set": _("set by hand"), "late": _("late"), "dropped": _("dropped")}
    return [
        Shown(line.person, line.name, line.section, line.total.share, _cells(book, line, words))
        for line in book.lines
    ]


def _cells(book: Book, line: Line, words: dict[str, str]) -> SafeString:
    parts = []
    for column, mark in zip(book.columns, line.marks, strict=True):
        share = mark.share
        if share is None:
            parts.append("<td></td>")
            continue
        said, css = _said(mark, column.pk in line.total.dropped, words)
        figure = f"{100 * share:.0f}"
        title = f' title="{escape(said)}"' if said else ""
        hidden = f'<span class="vh"> {escape(said)}</span>' if said else ""
        parts.append(
            f'<td class="{shade(min(100 * share, 100))}{css}"{title}>{figure}{hidden}</td>'
        )
    return mark_safe("".join(parts))


def _said(mark: Mark, dropped: bool, words: dict[str, str]) -> tuple[str, str]:
    """What is to be said of the mark, and the classes that show it."""
    said, css = [], ""
    if mark.override is not None:
        said.append(words["set"])
        css += " by-hand"
    elif mark.late:
        said.append(words["late"])
        css += " late"
    if dropped:
        said.append(words["dropped"])
        css += " dropped"
    return ", ".join(said), css
