"""Template tags of every page: icons, charts, levels, texts with a marked place, symbol buttons."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campus.pages.charts import Chart
from campus.pages.folding import constant
from campus.pages.keeping import kept, piece
from campus.pages.palette import Symbol, symbols

register = template.Library()

# The partial that draws a blank, where it is not the one line of text.
WIDGETS = {
    "matrix": "grid",
    "vector": "grid",
    "vec-scale": "grid",
    "vec-sign": "grid",
    "basis": "grid",
    "orthonormal-basis": "grid",
    "table": "table",
    "factorisation": "factors",
    "blanks": "gaps",
    "order": "order",
    "match": "match",
    "derivation": "lines",
    "sketch": "pad",
    "plot-read": "pad",
    "mc": "choice",
    "ms": "choice",
    "code": "code",
}
LEVELS = (_("not started"), _("attempted"), _("familiar"), _("proficient"), _("mastered"))


@register.simple_tag
@constant
@kept
def icon(name: str) -> SafeString:
    """An icon of the sprite, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag(name="kept")
def kept_piece(template: str, **values: Any) -> SafeString:
    """A template that shows these values and nothing else, kept by them: `keeping.piece`."""
    return piece(template, tuple(values), *values.values())


@register.filter
def widget(kind: str) -> str:
    """The partial for a blank of this kind."""
    return f"learning/_blank_{WIDGETS.get(kind, 'line')}.html"


@register.simple_tag
def palette(kind: str, names: Sequence[str] | None = None) -> tuple[Symbol, ...]:
    return symbols(kind, names or ())


@register.simple_tag
def marked(text: str, span: Sequence[int] | None) -> SafeString:
    """A learner's text with the place meant marked; an empty place becomes a caret's width."""
    if not span:
        return format_html('<samp class="marked">{}</samp>', text)
    start, end = span
    return format_html(
        '<samp class="marked">{}<mark>{}</mark>{}</samp>', text[:start], text[start:end], text[end:]
    )


@register.filter
def heading(html: str) -> SafeString:
    """A table's heading (safe HTML) with words in it: one that is a formula alone says its LaTeX,
    for a heading takes its name from words, and mathematics has none."""
    formula = re.search(r"<annotation[^>]*>(.*?)</annotation>", html, re.DOTALL)
    words = re.sub(r"<math.*?</math>|<[^>]+>", "", html, flags=re.DOTALL)
    if formula is None or words.strip():
        return mark_safe(html)
    return mark_safe(f'<span class="vh">{formula[1]}</span><span aria-hidden="true">{html}</span>')


@register.simple_tag
@constant
@kept
def level(value: int) -> SafeString:
    """Four small bars, as many filled as the level; the word is read aloud."""
    bars = format_html_join(
        "", "<i{}></i>", ((mark_safe(' class="on"') if i < value else "",) for i in range(4))
    )
    full = " full" if value >= 4 else ""
    return format_html(
        '<span class="level{}" role="img" aria-label="{}">{}</span>',
        full,
        gettext("level: %(level)s") % {"level": LEVELS[value]},
        bars,
    )


@register.simple_tag
@constant
@kept
def difficulty(value: int) -> SafeString:
    """Five dots for an exercise's level."""
    dots = format_html_join(
        "", "<i{}></i>", ((mark_safe(' class="on"') if i < value else "",) for i in range(5))
    )
    return format_html(
        '<span class="pips" role="img" aria-label="{}">{}</span>',
        gettext("difficulty %(level)d of 5") % {"level": value},
        dots,
    )


@register.inclusion_tag("pages/_chart.html")
def chart(picture: Chart) -> dict[str, Any]:
    """The chart and its table. The drawing escapes every word that it writes."""
    table = picture.table()
    return {"svg": mark_safe(picture.svg()), "table": table if table.rows else None}


@register.inclusion_tag("pages/_field.html")
def field(bound: BoundField, help_text: str = "") -> dict[str, Any]:
    """A form field with its label, help and errors tied to it for screen readers."""
    kind = bound.field.widget.__class__.__name__
    attributes: dict[str, Any] = {} if kind == "CheckboxInput" else {"class": "in"}
    words = help_text or str(bound.help_text)
    described = [f"{bound.auto_id}_help"] * bool(words) + [f"{bound.auto_id}_errors"] * bool(
        bound.errors
    )
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "input": bound.as_widget(attrs=attributes),
        "help": words,
        "check": kind == "CheckboxInput",
    }


@register.simple_tag
def cell(bound: BoundField, name: str, row: int) -> SafeString:
    """A form field inside a table: the heading names it, and its row number for screen readers."""
    checkbox = bound.field.widget.__class__.__name__ == "CheckboxInput"
    words = gettext("%(column)s, row %(row)d") % {"column": name, "row": row}
    attributes: dict[str, str | bool] = {"aria-label": words}
    if not checkbox:
        attributes["class"] = "in"
    if bound.errors:
        attributes["aria-invalid"] = "true"
    cell = format_html("{}{}", bound.as_widget(attrs=attributes), bound.errors)
    # What one chooses from is content: titles of exercises.
    return format_html('<span translate="no">{}</span>', cell)


@register.filter
def shade(score: float | None) -> str:
    """The class that colours a score of 0 to 100 in five steps; nothing yet: none."""
    return "" if score is None else f"q{min(int(score // 20), 4)}"


@register.filter
def percent(value: float | None) -> str:
    """A share from 0 to 100, or a dash."""
    return "–" if value is None else f"{value:.0f} %"


@register.filter
def share(value: float | None) -> str:
    """A share from 0 to 1 in per cent, or a dash."""
    return percent(None if value is None else 100 * value)


@register.filter
def ago(moment: datetime) -> str:
    """How long ago, in one unit: "3 hours ago"."""
    return gettext("%(time)s ago") % {"time": timesince(moment, depth=1)}


@register.filter
def counted(value: float) -> int:
    """The whole number that a number is counted as: one and a half marks are marks, as two are.

    >>> counted(1.0), counted(1.5), counted(0.5)
    (1, 2, 1)
    """
    return math.ceil(value)


@register.filter
def initials(name: str) -> str:
    """One or two letters for a round badge.

    >>> initials("Ada Lovelace"), initials("grace")
    ('AL', 'G')
    """
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def poll_delay(polls: int | None) -> str:
    """How long to wait before asking for the verdict again: 0.3 s at first, 5 s in the end.

    >>> [poll_delay(n) for n in (0, 3, 8, 40)]
    ['300ms', '700ms', '2000ms', '5000ms']
    """
    asked = polls or 0
    for until, delay in ((3, 300), (6, 700), (15, 2000)):
        if asked < until:
            return f"{delay}ms"
    return "5000ms"
